package io.ordermonitor.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpSiteTest {
    private static Rig rig;

    @BeforeAll
    static void start() {
        rig = new Rig();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    private static RawSocket.Head get(String target, String... lines) throws IOException {
        try (RawSocket raw = new RawSocket(rig.port())) {
            raw.write(RawSocket.request("GET " + target, lines));
            return raw.head();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, 200, text/html, Order Monitor",
        "/?x=1, 200, text/html, Order Monitor",
        "http://localhost/healthz, 200, text/plain, ok",
        "/monitor.css, 200, text/css, prefers-color-scheme",
        "/monitor.js, 200, text/javascript, use strict",
        "/favicon.svg, 200, image/svg+xml, <svg",
        "/notice.txt, 200, text/plain, a synthetic day",
        "/healthz, 200, text/plain, ok",
        "/readyz, 200, text/plain, ready",
        "/metrics, 200, text/plain, up 1",
        "/broken, 500, text/plain, failed",
        "/index.html, 404, text/plain, nothing"
    })
    void whatStandsWhere(String target, int status, String type, String body) throws IOException {
        RawSocket.Head head = get(target);
        assertThat(head.status()).isEqualTo(status);
        assertThat(head.header("Content-Type")).startsWith(type);
        assertThat(head.body()).contains(body);
    }

    @Test
    void nothingIsCachedFramedOrLoadedFromElsewhere() throws IOException {
        RawSocket.Head head = get("/");
        assertThat(head.header("Cache-Control")).isEqualTo("no-store");
        assertThat(head.header("Content-Security-Policy"))
                .startsWith("default-src 'self'; connect-src 'self' ws: wss:")
                .contains("frame-ancestors 'none'");
        assertThat(head.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(head.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(head.body())
                .doesNotContain("<script>")
                .doesNotContain("style=")
                .doesNotContain("https://");
    }

    @Test
    void notReadyIs503() throws IOException {
        rig.ready = false;
        try {
            assertThat(get("/readyz").status()).isEqualTo(503);
            assertThat(get("/healthz").status()).isEqualTo(200);
        } finally {
            rig.ready = true;
        }
    }

    @Test
    void aConnectionIsKeptForTheNextRequest() throws IOException {
        try (RawSocket raw = new RawSocket(rig.port())) {
            for (String target : new String[] {"/", "/readyz", "/nothing", "/healthz"}) {
                raw.write(RawSocket.request("GET " + target));
                assertThat(raw.head().status()).isEqualTo(target.equals("/nothing") ? 404 : 200);
            }
            raw.write(RawSocket.request("GET /healthz", "Connection: close"));
            assertThat(raw.head().header("Connection")).isEqualTo("close");
            assertThat(raw.isAtEnd()).isTrue();
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        try (RawSocket raw = new RawSocket(rig.port())) {
            raw.write(RawSocket.request("GET /healthz") + RawSocket.request("GET /nothing"));
            assertThat(raw.head().status()).isEqualTo(200);
            assertThat(raw.head().status()).isEqualTo(404);
        }
    }

    @Test
    void aRequestPipelinedBehindASlowOneIsNotAnsweredOutOfTurn() throws IOException {
        try (RawSocket raw = new RawSocket(rig.port())) {
            raw.write(RawSocket.request("GET /metrics") + RawSocket.request("GET /nothing"));
            RawSocket.Head first = raw.head();
            assertThat(first.body()).isEqualTo("up 1\n");
            assertThat(first.header("Connection")).isEqualTo("close");
            assertThat(raw.isAtEnd()).isTrue();
        }
    }

    @Test
    void headHasTheLengthAndNoBody() throws IOException {
        try (RawSocket raw = new RawSocket(rig.port())) {
            raw.write(RawSocket.request("HEAD /healthz") + RawSocket.request("GET /healthz"));
            assertThat(raw.head(true).header("Content-Length")).isEqualTo("3");
            assertThat(raw.head().body()).isEqualTo("ok\n");
        }
    }

    @Test
    void otherMethodsAreNotAllowed() throws IOException {
        try (RawSocket raw = new RawSocket(rig.port())) {
            raw.write(RawSocket.request("DELETE /"));
            RawSocket.Head head = raw.head();
            assertThat(head.status()).isEqualTo(405);
            assertThat(head.header("Allow")).isEqualTo("GET, HEAD");
        }
    }

    @Test
    void bodiesAreNotTaken() throws IOException {
        for (String request : new String[] {
            RawSocket.request("POST /", "Content-Length: 3") + "abc",
            RawSocket.request("POST /", "Content-Length: 3", "Expect: 100-continue"),
            RawSocket.request("POST /", "Transfer-Encoding: chunked") + "3\r\nabc\r\n0\r\n\r\n"
        }) {
            try (RawSocket raw = new RawSocket(rig.port())) {
                raw.write(request);
                assertThat(raw.head().status()).isEqualTo(405);
                assertThat(raw.isAtEnd()).isTrue();
            }
        }
        try (RawSocket raw = new RawSocket(rig.port())) {
            raw.write(RawSocket.upgrade("/ws/7", "Authorization: Bearer good-7", "Content-Length: 3") + "abc");
            assertThat(raw.head().status()).isEqualTo(413);
        }
    }

    @Test
    void anEndlessRequestIsRefused() throws IOException {
        assertThat(get("/" + "a".repeat(5_000)).status()).isEqualTo(414);
        assertThat(get("/", "X-Long: " + "a".repeat(20_000)).status()).isEqualTo(431);
    }

    @Test
    void aPlaceBelowWsCannotBeTaken() {
        assertThatThrownBy(() -> HttpSite.empty().with("/ws/7", () -> HttpSite.Content.text(200, "")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
