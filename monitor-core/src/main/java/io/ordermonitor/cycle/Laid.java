package io.ordermonitor.cycle;

import io.ordermonitor.order.Overlay;

/**
 * The overlay of this cycle with the reads behind it: what steps 4 to 8 decide on.
 */
public record Laid(BrokerData data, Overlay overlay) {}
