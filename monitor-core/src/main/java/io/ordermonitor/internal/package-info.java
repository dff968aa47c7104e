/**
 * Threads: {@code Workers} chooses virtual threads where the JDK has them, else a bounded pool.
 * Cycles and calls to brokers get separate executors, because waiting for the pool one runs on is a deadlock.
 * Nothing outside monitor-core may use this package.
 */
@NullMarked
package io.ordermonitor.internal;

import org.jspecify.annotations.NullMarked;
