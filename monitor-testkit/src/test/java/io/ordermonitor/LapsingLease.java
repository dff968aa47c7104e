package io.ordermonitor;

import io.ordermonitor.loop.MonitorLease;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The lease of a process for all users, as a test lets it run out and come back. */
final class LapsingLease implements MonitorLease {
    private final List<Runnable> back = new CopyOnWriteArrayList<>();
    private volatile boolean stands = true;

    /** It runs out; nobody else takes it. */
    void lapse() {
        stands = false;
    }

    /** It stands, and nobody is told. */
    void stand() {
        stands = true;
    }

    /** It stands again. */
    void comeBack() {
        stand();
        back.forEach(Runnable::run);
    }

    @Override
    public boolean acquire(long userId) {
        return stands;
    }

    @Override
    public void release(long userId) {}

    @Override
    public boolean isHeld(long userId) {
        return stands;
    }

    @Override
    public void whenBack(Runnable then) {
        back.add(then);
    }
}
