package io.ordermonitor;

import io.ordermonitor.connection.ConnectionSettings;
import io.ordermonitor.loop.LoopSettings;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.order.OrderSettings;
import java.util.Objects;

/**
 * All settings of a monitor, gathered from the rooms that they rule.
 *
 * @param hours when connections are taken, cycles run and orders are sent
 * @param loop when cycles run
 * @param connections limits of connections and histories
 * @param orders how orders are followed and protected
 * @param allowUnmonitored whether submits are taken for users whom nobody monitors
 * @param cyclesInFlight the most cycles at once, in step with the database pool
 */
public record MonitorConfig(
        TradingHours hours,
        LoopSettings loop,
        ConnectionSettings connections,
        OrderSettings orders,
        boolean allowUnmonitored,
        int cyclesInFlight) {
    public MonitorConfig {
        Objects.requireNonNull(hours, "hours");
        Objects.requireNonNull(loop, "loop");
        Objects.requireNonNull(connections, "connections");
        Objects.requireNonNull(orders, "orders");
        if (cyclesInFlight < 1) {
            throw new IllegalArgumentException("cyclesInFlight must be at least 1: " + cyclesInFlight);
        }
    }

    /** The figures of the specification: NSE hours, a loop while a connection is open, eight cycles at once. */
    public static MonitorConfig standard() {
        return new MonitorConfig(
                TradingHours.nse(),
                LoopSettings.standard(),
                ConnectionSettings.standard(),
                OrderSettings.standard(),
                false,
                8);
    }

    /** Other hours. */
    public MonitorConfig withHours(TradingHours to) {
        return new MonitorConfig(to, loop, connections, orders, allowUnmonitored, cyclesInFlight);
    }

    /** Other rules for when cycles run. */
    public MonitorConfig withLoop(LoopSettings to) {
        return new MonitorConfig(hours, to, connections, orders, allowUnmonitored, cyclesInFlight);
    }

    /** Other limits of connections and histories. */
    public MonitorConfig withConnections(ConnectionSettings to) {
        return new MonitorConfig(hours, loop, to, orders, allowUnmonitored, cyclesInFlight);
    }

    /** Other rules for following and protecting orders. */
    public MonitorConfig withOrders(OrderSettings to) {
        return new MonitorConfig(hours, loop, connections, to, allowUnmonitored, cyclesInFlight);
    }

    /** Whether submits are taken for users whom nobody monitors. */
    public MonitorConfig withAllowUnmonitored(boolean to) {
        return new MonitorConfig(hours, loop, connections, orders, to, cyclesInFlight);
    }

    /** Another number of cycles at once. */
    public MonitorConfig withCyclesInFlight(int to) {
        return new MonitorConfig(hours, loop, connections, orders, allowUnmonitored, to);
    }
}
