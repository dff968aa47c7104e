package io.ordermonitor.loop;

import io.ordermonitor.message.Message;

/** Who listens to a user's loop; so that loops do not know connections. Thread-safe; nothing blocks for long. */
public interface Audience {
    /** The close code of connections that are sent away until the hours begin. */
    int OUTSIDE_HOURS = 4423;

    /** True if the user has a connection. */
    boolean isPresent(long userId);

    /** Sends to all of the user's connections and keeps tracked messages in the history; returns how many took it. */
    int tell(long userId, Message message);

    /** Closes all of the user's connections. */
    void dismiss(long userId, int closeCode, String reason);
}
