package io.ordermonitor.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.connection.Resume;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, by which token, and how the others are told. */
class OpeningTableTest {
    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig();
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private RawSocket.Head headOf(String request) throws IOException {
        try (RawSocket raw = new RawSocket(rig.port())) {
            raw.write(request);
            return raw.head();
        }
    }

    /** The code and reason with which an accepted socket was refused. */
    private String refusalOf(String target, String... lines) throws IOException {
        try (RawSocket raw = new RawSocket(rig.port())) {
            raw.write(RawSocket.upgrade(target, lines));
            assertThat(raw.head().status()).isEqualTo(101);
            String rejected = raw.frame().text();
            assertThat(rejected).startsWith("{\"type\":\"connection_rejected\",\"code\":");
            int code = raw.closeCode();
            assertThat(rejected).contains("\"code\":" + code + ",");
            assertThat(rig.sessions.open).isEmpty();
            return code + rejected;
        }
    }

    @Test
    void aStandardClientGetsInWithAHeader() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        WebSocket client = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer good-7")
                .subprotocols("monitor.v1")
                .buildAsync(URI.create("ws://127.0.0.1:" + rig.port() + "/ws/7"), new Listener(heard))
                .get(10, TimeUnit.SECONDS);
        assertThat(client.getSubprotocol()).isEqualTo("monitor.v1");
        assertThat(heard.poll(10, TimeUnit.SECONDS)).contains("connection_established", "\"user_id\":7");
        client.sendText("{\"type\":\"get_snapshot\"}", true).get(10, TimeUnit.SECONDS);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).contains("monitoring_errors");
        client.sendClose(1000, "").get(10, TimeUnit.SECONDS);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("closed 1000");
        assertThat(rig.sessions.closed.poll(10, TimeUnit.SECONDS)).startsWith("1000");
    }

    @Test
    void theHandshakeIsTheOneOfTheStandard() throws IOException {
        RawSocket.Head head = headOf(RawSocket.upgrade("/ws/7", "Authorization: bearer good-7"));
        assertThat(head.status()).isEqualTo(101);
        assertThat(head.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(head.header("Sec-WebSocket-Protocol")).isEmpty();
        assertThat(head.header("Sec-WebSocket-Extensions")).isEmpty();
    }

    @Test
    void aTokenOfferedAsSubprotocolIsNeverEchoed() throws IOException {
        try (RawSocket raw = new RawSocket(rig.port())) {
            raw.write(RawSocket.upgrade("/ws/7", "Sec-WebSocket-Protocol: bearer.good-7, monitor.v1"));
            RawSocket.Head head = raw.head();
            assertThat(head.header("Sec-WebSocket-Protocol")).isEqualTo("monitor.v1");
            assertThat(head.lines()).noneMatch(line -> line.contains("good-7"));
            assertThat(raw.frame().text()).contains("connection_established");
        }
    }

    @Test
    void aCookieCountsOnlyWithAnAllowedOrigin() throws IOException {
        String[] page = {"Origin: http://localhost", "Cookie: a=b; monitor_token=good-7"};
        try (RawSocket raw = new RawSocket(rig.port())) {
            raw.write(RawSocket.upgrade("/ws/7", page));
            assertThat(raw.head().status()).isEqualTo(101);
            assertThat(raw.frame().text()).contains("connection_established");
        }
        rig.sessions.open.clear();
        assertThat(refusalOf("/ws/7", "Cookie: monitor_token=good-7")).startsWith("4401");
        assertThat(headOf(RawSocket.upgrade("/ws/7", "Origin: http://evil.example", page[1]))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theHeaderGoesBeforeTheSubprotocol() throws IOException {
        assertThat(refusalOf("/ws/7", "Authorization: Bearer bad", "Sec-WebSocket-Protocol: bearer.good-7"))
                .startsWith("4401");
        try (RawSocket raw = new RawSocket(rig.port())) {
            raw.write(RawSocket.upgrade("/ws/7", "Authorization: Basic eDp5", "Sec-WebSocket-Protocol: bearer.good-7"));
            assertThat(raw.head().status()).isEqualTo(101);
            assertThat(raw.frame().text()).contains("connection_established");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no-such-token, 4401, not known",
        "old-7, 4401, expired",
        "good-8, 4403, another user",
        "a=b, 4401, not of the form"
    })
    void aBadTokenIsToldOverAnAcceptedSocket(String token, int code, String reason) throws IOException {
        assertThat(refusalOf("/ws/7", "Authorization: Bearer " + token))
                .startsWith(String.valueOf(code))
                .contains(reason);
    }

    @Test
    void noTokenIsTold() throws IOException {
        assertThat(refusalOf("/ws/7")).startsWith("4401").contains("no token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "access_token", "Token", "ACCESS_TOKEN", "%74oken", "a=1;token", "%20token"})
    void aTokenInTheAddressIsRefusedEvenIfGood(String name) throws IOException {
        assertThat(refusalOf("/ws/7?" + name + "=good-7", "Authorization: Bearer good-7"))
                .startsWith("4401")
                .contains("query strings end in logs");
    }

    @Test
    void aStoreThatIsDownAsksTheClientToComeBack() throws IOException {
        rig.tokens.down = true;
        assertThat(refusalOf("/ws/7", "Authorization: Bearer good-7")).startsWith("4500");
    }

    @Test
    void aRefusalOfTheSessionsIsTold() throws IOException {
        rig.sessions.refuse = true;
        assertThat(refusalOf("/ws/7", "Authorization: Bearer good-7"))
                .startsWith("4423")
                .contains("\"retry_after_ms\":5");
    }

    @Test
    void aFailureOfTheSessionsClosesWith4500() throws IOException {
        rig.sessions.fail = true;
        try (RawSocket raw = new RawSocket(rig.port())) {
            raw.write(RawSocket.upgrade("/ws/7", "Authorization: Bearer good-7"));
            assertThat(raw.head().status()).isEqualTo(101);
            assertThat(raw.closeCode()).isEqualTo(4500);
        }
    }

    @Test
    void anOpeningThatTakesTooLongIsEnded() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (Rig slow = new Rig(settings ->
                        settings.withTimes(Duration.ofSeconds(25), Duration.ofMillis(100), Duration.ofMillis(150)));
                RawSocket raw = new RawSocket(slow.port())) {
            for (int i = 0; i < 4; i++) {
                slow.blocking.execute(() -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            raw.write(RawSocket.upgrade("/ws/7", "Authorization: Bearer good-7"));
            assertThat(raw.head().status()).isEqualTo(101);
            assertThat(raw.closeCode()).isEqualTo(4500);
            release.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "-1",
                "0",
                "01",
                "+1",
                "1.0",
                "9007199254740992",
                "99999999999999999999",
                "%31",
                "",
                "7%20",
                "٧"
            })
    void aUserIdOfAnotherFormIs400(String id) throws IOException {
        assertThat(headOf(RawSocket.upgrade("/ws/" + id, "Authorization: Bearer good-7"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theLargestUserIdIsTaken() throws IOException {
        try (RawSocket raw = new RawSocket(rig.port())) {
            raw.write(RawSocket.upgrade("/ws/9007199254740991", "Authorization: Bearer good-9007199254740991"));
            assertThat(raw.head().status()).isEqualTo(101);
            assertThat(raw.frame().text()).contains("\"user_id\":9007199254740991");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/nothing", "/ws/7/8", "/WS/7", "/../etc/passwd"})
    void anUnknownPathIs404(String path) throws IOException {
        assertThat(headOf(RawSocket.upgrade(path)).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "http://localhost:81",
                "http://localhost.evil.example",
                "ftp://localhost"
            })
    void anOriginThatIsNotAllowedIs403(String origin) throws IOException {
        assertThat(headOf(RawSocket.upgrade("/ws/7", "Authorization: Bearer good-7", "Origin: " + origin))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anOriginMayBeListed() throws IOException {
        try (Rig listed = new Rig(settings -> settings.withAllowedOrigins(List.of("https://desk.example")));
                RawSocket raw = new RawSocket(listed.port())) {
            raw.write(RawSocket.upgrade("/ws/7", "Authorization: Bearer good-7", "Origin: https://desk.example"));
            assertThat(raw.head().status()).isEqualTo(101);
        }
    }

    @Test
    void withoutAnUpgradeItIs426WithTheWayToAsk() throws IOException {
        RawSocket.Head head = headOf(RawSocket.request("GET /ws/7"));
        assertThat(head.status()).isEqualTo(426);
        assertThat(head.header("Upgrade")).isEqualTo("websocket");
        assertThat(head.header("Sec-WebSocket-Version")).isEqualTo("13");
        assertThat(headOf(RawSocket.upgrade("/ws/7").replace("HTTP/1.1", "HTTP/1.0"))
                        .status())
                .isEqualTo(426);
        assertThat(headOf(RawSocket.upgrade("/ws/7").replace("Version: 13", "Version: 8"))
                        .status())
                .isEqualTo(426);
    }

    @Test
    void aBrokenHandshakeIs400() throws IOException {
        assertThat(headOf(RawSocket.upgrade("/ws/7").replace("dGhlIHNhbXBsZSBub25jZQ==", "short"))
                        .status())
                .isEqualTo(400);
        assertThat(headOf("HELLO\r\n\r\n").status()).isEqualTo(400);
        assertThat(headOf("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void onlyAGetOpens() throws IOException {
        assertThat(headOf(RawSocket.upgrade("/ws/7").replace("GET", "PUT")).status())
                .isEqualTo(405);
    }

    @Test
    void aResumeNamesSeqAndEpoch() throws IOException {
        try (RawSocket raw = new RawSocket(rig.port())) {
            raw.write(RawSocket.upgrade("/ws/7?since=12&epoch=e-1_A", "Authorization: Bearer good-7"));
            assertThat(raw.head().status()).isEqualTo(101);
            assertThat(raw.frame().text()).contains("connection_established");
        }
        assertThat(rig.sessions.resumes).containsExactly(new Resume(12, "e-1_A"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "since=1",
                "epoch=e",
                "since=-1&epoch=e",
                "since=01&epoch=e",
                "since=1&since=2&epoch=e",
                "since=99999999999999999&epoch=e",
                "since=1&epoch=",
                "since=1&epoch=%zz",
                "since=1&epoch=a%20b"
            })
    void aResumeOfAnotherFormIs400(String query) throws IOException {
        assertThat(headOf(RawSocket.upgrade("/ws/7?" + query, "Authorization: Bearer good-7"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aTokenIsNeverPartOfAnOpeningsText() {
        Opening opening = new Opening(7, "key", null, "secret", false, true);
        assertThat(opening.toString()).doesNotContain("secret");
    }

    @Test
    void aStandardClientIsToldTheStatusOfARefusal() {
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(URI.create("ws://127.0.0.1:" + rig.port() + "/ws/abc"), new WebSocket.Listener() {})
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasStackTraceContaining("400");
    }

    /** Keeps texts and the close code. */
    private record Listener(BlockingQueue<String> heard) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            heard.add(data.toString());
            socket.request(1);
            return java.util.concurrent.CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            heard.add("closed " + code);
            return java.util.concurrent.CompletableFuture.completedFuture(null);
        }
    }
}
