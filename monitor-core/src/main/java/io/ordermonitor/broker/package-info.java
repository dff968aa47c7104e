/**
 * The port {@code Broker} and what its calls can come to.
 * A read is fresh or failed and never a part of a list; a write is accepted, refused, not sent, or unknown.
 * The packages below this one are adapters, known only to the launcher and to tests.
 */
@NullMarked
package io.ordermonitor.broker;

import org.jspecify.annotations.NullMarked;
