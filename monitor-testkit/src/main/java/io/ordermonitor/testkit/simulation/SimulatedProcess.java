package io.ordermonitor.testkit.simulation;

import io.ordermonitor.Monitor;
import io.ordermonitor.MonitorConfig;
import io.ordermonitor.broker.Brokers;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.loop.MonitorLease;
import io.ordermonitor.message.Message;
import io.ordermonitor.store.Stores;
import io.ordermonitor.testkit.VirtualTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One process that monitors: born on what the one before left in the stores, and killed or left behind. */
final class SimulatedProcess {
    private final Life life;
    private @Nullable Monitor monitor;
    private final Map<Long, Message> told = new HashMap<>();

    private SimulatedProcess(Life life) {
        this.life = life;
    }

    /**
     * @param letsOthersRun true if what is at a statement lets others run first
     * @param stores what it works on, for a life
     * @param lines the broker of an account, for a life
     * @param listener is told what happens in it
     */
    static SimulatedProcess start(
            VirtualTime time,
            BooleanSupplier letsOthersRun,
            Function<Life, Stores> stores,
            Ledger ledger,
            Checks checks,
            Function<Life, Brokers> lines,
            MonitorConfig config,
            BiConsumer<SimulatedProcess, MonitorEvent> listener,
            Function<Monitor.Builder, Monitor.Builder> changed) {
        Life life = new Life(checks.processStarts(), time, time, letsOthersRun);
        SimulatedProcess process = new SimulatedProcess(life);
        ProcessTime own = new ProcessTime(time, life);
        Monitor.Builder builder = Monitor.builder(
                        ProcessStores.of(stores.apply(life), life, ledger, checks::stored), lines.apply(life))
                .config(config)
                .clock(new ProcessClock(time, life))
                .timers(own)
                .executor(own)
                .listener(event -> listener.accept(process, event))
                .steps(steps -> checks.watched(life.process(), steps))
                .lease(new Held(life));
        process.monitor = changed.apply(builder)
                .steps(steps -> checks.framed(life.process(), life::stops, steps))
                .build();
        process.monitor().start();
        return process;
    }

    /** What a user was told since he was last asked about. */
    List<Message> news(long userId) {
        List<Message.Numbered> history = monitor().webSockets().history(userId);
        Message known = told.get(userId);
        // A history that nobody needed any more was dropped: then all of it is news.
        int from = 0;
        for (int i = history.size() - 1; i >= 0 && from == 0 && known != null; i--) {
            from = history.get(i).message() == known ? i + 1 : 0;
        }
        List<Message> news = history.subList(from, history.size()).stream()
                .map(Message.Numbered::message)
                .toList();
        if (!history.isEmpty()) {
            told.put(userId, history.get(history.size() - 1).message());
        }
        return news;
    }

    Life life() {
        return life;
    }

    Monitor monitor() {
        return Objects.requireNonNull(monitor, "not started");
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
