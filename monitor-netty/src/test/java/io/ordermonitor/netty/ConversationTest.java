package io.ordermonitor.netty;

import static io.ordermonitor.netty.RawSocket.PONG;
import static io.ordermonitor.netty.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is said on an open connection, and how long one may be silent. */
class ConversationTest {
    private static final Duration SHORT = Duration.ofMillis(250);

    private static Rig pinging() {
        return new Rig(settings -> settings.withTimes(SHORT, Duration.ofSeconds(10), Duration.ofMillis(150)));
    }

    @Test
    void anInvalidMessageIsAnsweredAndTheConnectionGoesOn() throws IOException {
        try (Rig rig = new Rig();
                RawSocket raw = RawSocket.open(rig.port())) {
            raw.send(TEXT, "{\"type\":\"buy\",\"id\":\"x\"}");
            assertThat(raw.frame().text())
                    .isEqualTo("{\"type\":\"error\",\"code\":\"UNKNOWN_TYPE\",\"message\":"
                            + "\"types are ping, get_snapshot and refresh_token\",\"id\":\"x\"}");
            raw.send(TEXT, "{\"type\":\"ping\"}");
            assertThat(raw.frame().text()).contains("\"type\":\"pong\",\"id\":null");
        }
    }

    @Test
    void tooManyInvalidMessagesEndIt() throws IOException {
        try (Rig rig = new Rig(settings -> settings.withBounds(16_384, 262_144, 3));
                RawSocket raw = RawSocket.open(rig.port())) {
            for (int i = 0; i < 4; i++) {
                raw.send(TEXT, "x");
                assertThat(raw.frame().text()).contains("NOT_JSON");
            }
            assertThat(raw.closeCode()).isEqualTo(4400);
        }
    }

    @Test
    void answersKeepTheOrderOfTheQuestionsAlsoBehindASlowOne() throws IOException {
        try (Rig rig = new Rig();
                RawSocket raw = RawSocket.open(rig.port())) {
            byte[] snapshot =
                    RawSocket.frame(0x81, true, "{\"type\":\"get_snapshot\"}".getBytes(StandardCharsets.UTF_8));
            byte[] ping = RawSocket.frame(0x81, true, "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
            byte[] both = new byte[snapshot.length + ping.length];
            System.arraycopy(snapshot, 0, both, 0, snapshot.length);
            System.arraycopy(ping, 0, both, snapshot.length, ping.length);
            raw.write(both);
            assertThat(raw.frame().text()).contains("monitoring_errors");
            assertThat(raw.frame().text()).contains("pong");
        }
    }

    @Test
    void aTokenIsRefreshedAndTheOldEndDoesNotCountAnyMore() throws IOException {
        try (Rig rig = pinging();
                RawSocket raw = new RawSocket(rig.port())) {
            rig.tokens.issue("brief-7", 7, Instant.now().plusMillis(900));
            raw.write(RawSocket.upgrade("/ws/7", "Authorization: Bearer brief-7"));
            assertThat(raw.head().status()).isEqualTo(101);
            assertThat(raw.textOfType("connection_established")).isNotEmpty();
            raw.send(TEXT, "{\"type\":\"refresh_token\",\"token\":\"no-such\"}");
            assertThat(raw.textOfType("error")).contains("TOKEN_REFUSED");
            raw.send(TEXT, "{\"type\":\"refresh_token\",\"token\":\"good-7\"}");
            assertThat(raw.textOfType("token_refreshed")).contains("expires_at");
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
            while (System.nanoTime() < until) {
                assertThat(raw.frame().opcode()).isEqualTo(RawSocket.PING);
                raw.send(PONG, "");
            }
        }
    }

    @Test
    void anotherUsersTokenEndsTheConnection() throws IOException {
        try (Rig rig = new Rig();
                RawSocket raw = RawSocket.open(rig.port())) {
            raw.send(TEXT, "{\"type\":\"refresh_token\",\"token\":\"good-8\"}");
            assertThat(raw.frame().text()).contains("connection_rejected", "4403");
            assertThat(raw.closeCode()).isEqualTo(4403);
        }
    }

    @Test
    void anExpiredTokenEndsTheConnection() throws IOException {
        try (Rig rig = pinging();
                RawSocket raw = new RawSocket(rig.port())) {
            rig.tokens.issue("brief-7", 7, Instant.now().plusMillis(400));
            raw.write(RawSocket.upgrade("/ws/7", "Authorization: Bearer brief-7"));
            assertThat(raw.head().status()).isEqualTo(101);
            assertThat(raw.textOfType("connection_established")).isNotEmpty();
            int pings = 0;
            RawSocket.Frame frame = raw.frame();
            while (frame.opcode() == RawSocket.PING) {
                pings++;
                raw.send(PONG, "");
                frame = raw.frame();
            }
            assertThat(frame.closeCode()).isEqualTo(4401);
            assertThat(pings).isPositive();
        }
    }

    @Test
    void whoAnswersPingsStays() throws IOException {
        try (Rig rig = pinging();
                RawSocket raw = RawSocket.open(rig.port())) {
            for (int i = 0; i < 6; i++) {
                assertThat(raw.frame().opcode()).isEqualTo(RawSocket.PING);
                raw.send(PONG, "");
            }
            assertThat(rig.sessions.open).hasSize(1);
        }
    }

    @Test
    void whoIsSilentForTwoIntervalsIsClosed() throws Exception {
        try (Rig rig = pinging();
                RawSocket raw = RawSocket.open(rig.port())) {
            long start = System.nanoTime();
            assertThat(raw.closeCode()).isEqualTo(4504);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, SHORT.multipliedBy(10));
            assertThat(rig.sessions.closed.poll(5, TimeUnit.SECONDS)).startsWith("4504");
        }
    }

    @Test
    void aHaltOfTheServerIsNotTakenForSilenceOfItsClients() throws Exception {
        try (Rig rig = pinging();
                RawSocket raw = RawSocket.open(rig.port())) {
            assertThat(raw.frame().opcode()).isEqualTo(RawSocket.PING);
            raw.send(PONG, "");
            raw.send(TEXT, "{\"type\":\"ping\"}");
            raw.textOfType("pong");
            SocketConnection connection =
                    (SocketConnection) rig.sessions.open.values().iterator().next();
            CountDownLatch never = new CountDownLatch(1);
            connection
                    .channel()
                    .eventLoop()
                    .submit(() -> never.await(SHORT.toMillis() * 3, TimeUnit.MILLISECONDS))
                    .await();
            for (int i = 0; i < 2; i++) {
                assertThat(raw.frame().opcode()).isEqualTo(RawSocket.PING);
                raw.send(PONG, "");
            }
        }
    }

    @Test
    void aLostSocketIsToldOnce() throws IOException {
        try (Rig rig = new Rig()) {
            RawSocket.open(rig.port()).close();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> rig.sessions.open.isEmpty() && rig.sessions.closed.size() == 1);
            assertThat(rig.sessions.closed.peek()).startsWith("1006");
        }
    }

    @Test
    void stoppingSays1012ToAllAndTellsEachEnd() throws IOException {
        Rig rig = new Rig();
        try (RawSocket one = RawSocket.open(rig.port());
                RawSocket two = RawSocket.open(rig.port())) {
            int port = rig.port();
            rig.server.stop(Duration.ofSeconds(2));
            assertThat(one.closeCode()).isEqualTo(1012);
            assertThat(two.closeCode()).isEqualTo(1012);
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.sessions.closed.size() == 2);
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> new RawSocket(port))
                    .isInstanceOf(IOException.class);
        } finally {
            rig.blocking.shutdownNow();
        }
    }

    @Test
    void aTakenPortIsNamed() {
        try (Rig rig = new Rig()) {
            int port = rig.port();
            org.assertj.core.api.Assertions.assertThatThrownBy(
                            () -> new Rig(settings -> settings.listeningOn("127.0.0.1", port)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("127.0.0.1:" + port);
        }
    }
}
