package io.ordermonitor.netty;

import io.ordermonitor.connection.CloseCodes;
import io.ordermonitor.connection.EncodedMessage;
import io.ordermonitor.message.ClientMessage;
import io.ordermonitor.message.JsonCodec;
import io.ordermonitor.message.Message;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said on a connection: its opening, the client's messages and its end. What may block runs on the blocking
 * executor, one task of a connection at a time, while nothing more is read from it. Shared by all connections; its
 * methods are called on the connection's event loop.
 */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final ServerSettings settings;
    private final Sessions sessions;
    private final TokenCheck tokens;
    private final Executor blocking;
    private final Clock market;
    private final JsonCodec codec = new JsonCodec();

    Conversation(ServerSettings settings, ServerPorts ports) {
        this.settings = settings;
        this.sessions = ports.sessions();
        this.tokens = new TokenCheck(ports.tokens(), ports.wall());
        this.blocking = ports.blocking();
        this.market = ports.market();
    }

    /** The upgrade is done: checks the token and registers the connection, within the time for it. */
    void open(SocketConnection connection, Opening opening) {
        perform(connection, () -> admit(connection, opening));
        connection
                .channel()
                .eventLoop()
                .schedule(
                        () -> {
                            if (connection.id() == null) {
                                connection.close(CloseCodes.FAILED, "the server did not answer in time");
                            }
                        },
                        settings.openTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void admit(SocketConnection connection, Opening opening) {
        if (opening.tokenInQuery()) {
            reject(
                    connection,
                    CloseCodes.NO_GOOD_TOKEN,
                    "a token must not stand in the address: query strings end in logs");
            return;
        }
        TokenCheck.Verdict verdict = tokens.check(opening.token(), opening.userId());
        if (verdict instanceof TokenCheck.Verdict.Refused refused) {
            reject(connection, refused.code(), refused.reason());
        } else if (verdict instanceof TokenCheck.Verdict.Admitted admitted && !connection.isClosing()) {
            connection.goodUntil(admitted.until());
            Optional<UUID> id = sessions.open(connection, opening.userId(), opening.resume());
            id.ifPresent(connection::named);
        }
    }

    private void reject(SocketConnection connection, int code, String reason) {
        say(connection, new Message.ConnectionRejected(code, reason, null, null, market.instant()));
        connection.close(code, reason);
    }

    /** A whole text message came. */
    void text(SocketConnection connection, String text) {
        ClientMessage message = codec.parse(text);
        if (connection.isWorking()) {
            connection.begin(() -> handle(connection, message));
        } else if (message instanceof ClientMessage.Ping ping) {
            say(connection, new Message.Pong(ping.id(), market.instant()));
        } else if (message instanceof ClientMessage.Invalid invalid) {
            refuse(connection, invalid);
        } else {
            perform(connection, () -> handle(connection, message));
        }
    }

    private void handle(SocketConnection connection, ClientMessage message) {
        UUID id = connection.id();
        if (id == null) {
            return;
        }
        if (message instanceof ClientMessage.Ping ping) {
            say(connection, new Message.Pong(ping.id(), market.instant()));
        } else if (message instanceof ClientMessage.GetSnapshot) {
            sessions.snapshot(id, connection.userId());
        } else if (message instanceof ClientMessage.RefreshToken refresh) {
            refresh(connection, refresh.token());
        } else if (message instanceof ClientMessage.Invalid invalid) {
            connection.channel().eventLoop().execute(() -> refuse(connection, invalid));
        }
    }

    private void refresh(SocketConnection connection, String token) {
        TokenCheck.Verdict verdict = tokens.check(token, connection.userId());
        if (verdict instanceof TokenCheck.Verdict.Admitted admitted) {
            connection.goodUntil(admitted.until());
            say(connection, new Message.TokenRefreshed(admitted.until(), market.instant()));
        } else if (verdict instanceof TokenCheck.Verdict.Refused refused) {
            if (refused.code() == CloseCodes.OTHERS_TOKEN) {
                reject(connection, refused.code(), refused.reason());
            } else {
                say(connection, new Message.Refusal("TOKEN_REFUSED", refused.reason(), null, market.instant()));
            }
        }
    }

    private void refuse(SocketConnection connection, ClientMessage.Invalid invalid) {
        say(connection, new Message.Refusal(invalid.code(), invalid.message(), invalid.id(), market.instant()));
        if (connection.countInvalid()) {
            connection.close(CloseCodes.NOT_VALID, "messages not valid, too often");
        }
    }

    private void say(SocketConnection connection, Message message) {
        if (connection.send(EncodedMessage.untracked(message, codec::encode)) == SocketConnection.Sent.FULL) {
            connection.close(CloseCodes.TOO_SLOW, "too slow a reader");
        }
    }

    /** The socket is gone. */
    void ended(SocketConnection connection) {
        SocketConnection.Ending ending = connection.release();
        LOG.debug(
                "socket closed user={} connection={} peer={} code={} reason={} {}",
                connection.userId(),
                connection.id(),
                connection.describe(),
                ending.code(),
                ending.reason(),
                connection.tally());
        perform(connection, () -> {
            UUID id = connection.id();
            if (id != null) {
                sessions.closed(id, connection.userId(), ending.code(), ending.reason());
            }
        });
    }

    private void perform(SocketConnection connection, Runnable task) {
        if (connection.begin(task)) {
            connection.channel().config().setAutoRead(false);
            start(connection, task);
        }
    }

    private void start(SocketConnection connection, Runnable task) {
        try {
            blocking.execute(() -> {
                run(connection, task);
                resume(connection);
            });
        } catch (RejectedExecutionException stopped) {
            connection.close(CloseCodes.RESTART, "the server is stopping");
        }
    }

    private static void run(SocketConnection connection, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("connection failed user={} connection={}", connection.userId(), connection.id(), e);
            connection.close(CloseCodes.FAILED, "the server failed");
        }
    }

    private void resume(SocketConnection connection) {
        try {
            connection.channel().eventLoop().execute(() -> {
                @Nullable Runnable next = connection.next();
                if (next == null) {
                    connection.channel().config().setAutoRead(true);
                } else {
                    start(connection, next);
                }
            });
        } catch (RejectedExecutionException stopped) {
            LOG.debug("event loop is gone user={}", connection.userId());
        }
    }
}
