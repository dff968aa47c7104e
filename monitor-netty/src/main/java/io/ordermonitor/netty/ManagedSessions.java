package io.ordermonitor.netty;

import io.ordermonitor.connection.ConnectResult;
import io.ordermonitor.connection.Connection;
import io.ordermonitor.connection.Resume;
import io.ordermonitor.connection.WebSocketManager;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hands connections to the manager. */
record ManagedSessions(WebSocketManager manager) implements Sessions {

    @Override
    public Optional<UUID> open(Connection connection, long userId, @Nullable Resume resume) {
        ConnectResult result =
                resume == null ? manager.connect(connection, userId) : manager.connect(connection, userId, resume);
        return result instanceof ConnectResult.Connected connected
                ? Optional.of(connected.connectionId())
                : Optional.empty();
    }

    @Override
    public void snapshot(UUID connectionId, long userId) {
        manager.sendSnapshot(connectionId, userId);
    }

    @Override
    public void closed(UUID connectionId, long userId, int code, String reason) {
        manager.disconnect(connectionId, userId, code, reason);
    }
}
