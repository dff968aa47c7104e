package io.ordermonitor.loop;

/** Whether this process may run a user's loop. */
public interface MonitorLease {
    /** Takes the user for this process, or says no. */
    boolean acquire(long userId);

    /** Gives the user up. */
    void release(long userId);

    /** True while the lease stands, by the monotonic clock. */
    boolean isHeld(long userId);

    /**
     * Registers what is to be run whenever a lease stands again that had run out, on any thread: loops then go on at
     * once. It does not block. A lease that never runs out, or is only found again by {@link #acquire}, registers
     * nothing.
     */
    default void whenBack(Runnable then) {}

    /** Always held: one process, and tests. */
    MonitorLease ALWAYS = new MonitorLease() {
        @Override
        public boolean acquire(long userId) {
            return true;
        }

        @Override
        public void release(long userId) {}

        @Override
        public boolean isHeld(long userId) {
            return true;
        }
    };
}
