package io.ordermonitor.netty.server.demo;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.paper.PaperStore;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Where the demo can be watched, or cut off, from outside.
 *
 * @param line put around the line to every account's broker
 * @param store put around the store of the paper exchange
 * @param moved told each instant of the market before anything happens at it
 */
public record DemoSeams(UnaryOperator<Broker> line, UnaryOperator<PaperStore> store, Consumer<Instant> moved) {
    /** Nothing is put anywhere. */
    public static final DemoSeams NONE =
            new DemoSeams(UnaryOperator.identity(), UnaryOperator.identity(), instant -> {});
}
