package io.ordermonitor.netty;

import io.ordermonitor.connection.Connection;
import io.ordermonitor.connection.EncodedMessage;
import io.ordermonitor.connection.Resume;
import io.ordermonitor.message.JsonCodec;
import io.ordermonitor.message.Message;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server on a free port, with sessions and tokens in memory. Tokens: {@code good-7} is user 7's, and so on. */
final class Rig implements AutoCloseable {
    static final Instant MARKET = Instant.parse("2026-11-20T05:00:00Z");

    final MemorySessions sessions = new MemorySessions();
    final MemoryTokens tokens = new MemoryTokens();
    final ExecutorService blocking = Executors.newFixedThreadPool(4);
    final NettyServer server;
    volatile boolean ready = true;

    Rig() {
        this(settings -> settings);
    }

    Rig(UnaryOperator<ServerSettings> change) {
        ServerSettings settings = change.apply(ServerSettings.defaults()
                .listeningOn("127.0.0.1", 0)
                .withEventLoops(2)
                .withTimes(Duration.ofSeconds(25), Duration.ofSeconds(10), Duration.ofMillis(150))
                .withNotice("a synthetic day"));
        HttpSite site = HttpSite.dashboard(settings.notice(), () -> ready)
                .with("/metrics", () -> HttpSite.Content.text(200, "up 1\n"))
                .with("/broken", () -> {
                    throw new IllegalStateException("planned");
                });
        server = new NettyServer(
                settings,
                new ServerPorts(
                        sessions, tokens, site, blocking, Clock.fixed(MARKET, ZoneOffset.UTC), Clock.systemUTC()));
        server.start();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop(Duration.ofSeconds(2));
        blocking.shutdownNow();
    }

    /** Remembers what it was told and greets like the real one. */
    static final class MemorySessions implements Sessions {
        final Map<UUID, Connection> open = new ConcurrentHashMap<>();
        final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
        final List<Resume> resumes = new CopyOnWriteArrayList<>();
        private final JsonCodec codec = new JsonCodec();
        volatile boolean refuse;
        volatile boolean fail;

        @Override
        public Optional<UUID> open(Connection connection, long userId, @Nullable Resume resume) {
            if (fail) {
                throw new IllegalStateException("planned");
            }
            if (resume != null) {
                resumes.add(resume);
            }
            if (refuse) {
                connection.send(encoded(new Message.ConnectionRejected(4423, "closed till 09:26", MARKET, 5L, MARKET)));
                connection.close(4423, "closed till 09:26");
                return Optional.empty();
            }
            UUID id = UUID.randomUUID();
            connection.send(encoded(new Message.ConnectionEstablished(
                    id.toString(), userId, MARKET, "e1", 0, false, 60_000, 25_000, 16_384, 5_000)));
            open.put(id, connection);
            return Optional.of(id);
        }

        @Override
        public void snapshot(UUID connectionId, long userId) {
            Objects.requireNonNull(open.get(connectionId))
                    .send(encoded(new Message.MonitoringErrors(List.of(), MARKET)));
        }

        @Override
        public void closed(UUID connectionId, long userId, int code, String reason) {
            open.remove(connectionId);
            closed.add(code + " " + reason);
        }

        EncodedMessage encoded(Message message) {
            OptionalLong seq = OptionalLong.of(1);
            return new EncodedMessage(message, seq, codec.encode(message, seq));
        }
    }

    /** Grants by hash, as the store keeps them. */
    static final class MemoryTokens implements Tokens {
        private final Map<String, Grant> grants = new ConcurrentHashMap<>();
        volatile boolean down;

        MemoryTokens() {
            for (long user : new long[] {7, 8, 9007199254740991L}) {
                issue("good-" + user, user, Instant.now().plusSeconds(3600));
            }
            issue("old-7", 7, Instant.now().minusSeconds(1));
        }

        void issue(String token, long userId, Instant until) {
            save(TokenCheck.sha256Hex(token), userId, until);
        }

        @Override
        public void save(String sha256Hex, long userId, Instant expiresAt) {
            grants.put(sha256Hex, new Grant(userId, expiresAt));
        }

        @Override
        public Optional<Grant> find(String sha256Hex) {
            if (down) {
                throw new StoreException("planned");
            }
            return Optional.ofNullable(grants.get(sha256Hex));
        }

        @Override
        public void revoke(String sha256Hex) {
            grants.remove(sha256Hex);
        }

        @Override
        public int revokeAll(long userId) {
            int before = grants.size();
            grants.values().removeIf(grant -> grant.userId() == userId);
            return before - grants.size();
        }
    }
}
