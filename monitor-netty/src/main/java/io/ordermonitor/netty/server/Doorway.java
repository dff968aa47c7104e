package io.ordermonitor.netty.server;

import io.ordermonitor.connection.Connection;
import io.ordermonitor.connection.Resume;
import io.ordermonitor.netty.Sessions;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.Tokens;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the listening port, which is there at once, and the monitor, which takes seconds to start: until it is
 * opened every client is told to come back. Thread-safe.
 */
public final class Doorway implements Sessions, Tokens {
    private static final String STARTING = "the server is starting";
    private static final int COME_BACK = 1013;

    private volatile @Nullable Sessions sessions;
    private volatile @Nullable Tokens tokens;
    private final CompletableFuture<Void> entered = new CompletableFuture<>();
    private volatile Clock market = Clock.systemUTC();

    /** Lets everybody in from now on; messages carry the time of this market. */
    public void open(Sessions toSessions, Tokens toTokens, Clock ofMarket) {
        tokens = toTokens;
        market = ofMarket;
        sessions = toSessions;
    }

    /** The market's time once it is opened, the system's until then. */
    InstantSource market() {
        return () -> market.instant();
    }

    /** Done when a first client has connected. */
    public CompletableFuture<Void> entered() {
        return entered;
    }

    /** True if it is open and the store behind it answers. Blocking. */
    boolean isReady() {
        Tokens store = tokens;
        if (store == null || sessions == null) {
            return false;
        }
        try {
            store.find("");
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    @Override
    public Optional<UUID> open(Connection connection, long userId, @Nullable Resume resume) {
        Sessions behind = sessions;
        if (behind == null) {
            connection.close(COME_BACK, STARTING);
            return Optional.empty();
        }
        Optional<UUID> id = behind.open(connection, userId, resume);
        id.ifPresent(any -> entered.complete(null));
        return id;
    }

    @Override
    public void snapshot(UUID connectionId, long userId) {
        Sessions behind = sessions;
        if (behind != null) {
            behind.snapshot(connectionId, userId);
        }
    }

    @Override
    public void closed(UUID connectionId, long userId, int code, String reason) {
        Sessions behind = sessions;
        if (behind != null) {
            behind.closed(connectionId, userId, code, reason);
        }
    }

    @Override
    public void save(String sha256Hex, long userId, Instant expiresAt) {
        store().save(sha256Hex, userId, expiresAt);
    }

    @Override
    public Optional<Grant> find(String sha256Hex) {
        return store().find(sha256Hex);
    }

    @Override
    public void revoke(String sha256Hex) {
        store().revoke(sha256Hex);
    }

    @Override
    public int revokeAll(long userId) {
        return store().revokeAll(userId);
    }

    private Tokens store() {
        Tokens behind = tokens;
        if (behind == null) {
            throw new StoreException(STARTING);
        }
        return behind;
    }
}
