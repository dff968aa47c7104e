package io.ordermonitor.testkit.simulation;

import io.ordermonitor.Monitor;
import io.ordermonitor.MonitorConfig;
import io.ordermonitor.broker.Brokers;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.loop.MonitorLease;
import io.ordermonitor.testkit.InMemoryStores;
import io.ordermonitor.testkit.VirtualTime;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** One process that monitors: born on what the one before left in the stores, and killed or left behind. */
final class SimulatedProcess {
    private final Life life;
    private final Monitor monitor;

    private SimulatedProcess(Life life, Monitor monitor) {
        this.life = life;
        this.monitor = monitor;
    }

    /** @param lines the broker of an account, for a life */
    static SimulatedProcess start(
            VirtualTime time,
            InMemoryStores memory,
            Ledger ledger,
            Function<Life, Brokers> lines,
            MonitorConfig config,
            BiConsumer<Life, MonitorEvent> listener,
            Function<Monitor.Builder, Monitor.Builder> changed) {
        Life life = new Life(time, time);
        ProcessTime own = new ProcessTime(time, life);
        Monitor.Builder builder = Monitor.builder(ProcessStores.of(memory.stores(), life, ledger), lines.apply(life))
                .config(config)
                .clock(new ProcessClock(time, life))
                .timers(own)
                .executor(own)
                .listener(event -> listener.accept(life, event))
                .lease(new Held(life));
        Monitor monitor = changed.apply(builder).build();
        monitor.start();
        return new SimulatedProcess(life, monitor);
    }

    Life life() {
        return life;
    }

    Monitor monitor() {
        return monitor;
    }

    /** The lease of a whole process. */
    private record Held(Life life) implements MonitorLease {
        @Override
        public boolean acquire(long userId) {
            return life.holdsLease();
        }

        @Override
        public void release(long userId) {}

        @Override
        public void whenBack(Runnable then) {
            life.whenLeaseIsBack(then);
        }

        @Override
        public boolean isHeld(long userId) {
            return life.holdsLease();
        }
    }
}
