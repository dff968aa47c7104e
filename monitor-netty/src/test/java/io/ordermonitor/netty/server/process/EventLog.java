package io.ordermonitor.netty.server.process;

import io.ordermonitor.order.BrokerOrder;
import java.util.ArrayList;
import java.util.List;

/** The order events of an account, for who asks what came after a number; who asks waits a while. Thread-safe. */
final class EventLog {
    private static final long PATIENCE_MILLIS = 400;

    private final List<BrokerOrder> rows = new ArrayList<>();

    synchronized void add(BrokerOrder row) {
        rows.add(row);
        notifyAll();
    }

    /** From the end if the number is negative. */
    synchronized Wire.Events after(long number) {
        if (number < 0) {
            return new Wire.Events(rows.size(), List.of());
        }
        long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        try {
            while (rows.size() <= number && System.nanoTime() < until) {
                wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int from = (int) Math.min(number, rows.size());
        return new Wire.Events(rows.size(), List.copyOf(rows.subList(from, rows.size())));
    }
}
