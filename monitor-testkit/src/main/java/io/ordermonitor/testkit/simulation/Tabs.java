package io.ordermonitor.testkit.simulation;

import io.ordermonitor.store.StoreException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The browser tabs of a simulated day: what was connected to a process that died comes back to the next one. */
final class Tabs {
    private static final Duration COMES_BACK_AFTER = Duration.ofSeconds(2);

    private final SimulatedDay day;
    private final Map<Long, String> open = new TreeMap<>();

    Tabs(SimulatedDay day) {
        this.day = day;
    }

    /** Opens a tab of a user; a process that cannot take it now has it later. */
    void open(long userId, String name) {
        open.put(userId, name);
        day.time().call(() -> {
            connect(userId, name);
            return name;
        });
    }

    /** Another process serves: browsers find it by themselves. */
    void comeBack() {
        open.forEach((user, name) -> day.later(COMES_BACK_AFTER, () -> connect(user, name)));
    }

    private void connect(long userId, String name) {
        SharedNothing tab = new SharedNothing(day.plan(), day.stored(), userId, name, day.first());
        try {
            day.process().monitor().webSockets().connect(tab, userId);
        } catch (ProcessKilled | LoopStopped | StoreException e) {
            day.note("a screen of user " + userId + " could not connect");
        }
    }
}
