/**
 * What happened, for metrics, logs and alerts: a {@code MonitorListener} is told and has no say.
 * Listeners are called on the thread where the thing happened, so they must return at once.
 * What a listener throws changes nothing for orders.
 */
@NullMarked
package io.ordermonitor.event;

import org.jspecify.annotations.NullMarked;
