package io.ordermonitor.loop;

/** Whether this process may run a user's loop. */
public interface MonitorLease {
    /** Takes the user for this process, or says no. */
    boolean acquire(long userId);

    /** Gives the user up. */
    void release(long userId);

    /** True while the lease stands, by the monotonic clock. */
    boolean isHeld(long userId);

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
