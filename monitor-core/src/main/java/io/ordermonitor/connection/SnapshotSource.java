package io.ordermonitor.connection;

import io.ordermonitor.message.Message;

/** Where the manager gets everything of a user, for a client that cannot be told what it missed. May block. */
@FunctionalInterface
public interface SnapshotSource {
    /**
     * Everything of a user now.
     *
     * @param seq the newest number that the picture covers
     */
    Message.Snapshot snapshot(long userId, long seq);
}
