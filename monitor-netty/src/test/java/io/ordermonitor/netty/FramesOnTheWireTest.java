package io.ordermonitor.netty;

import static io.ordermonitor.netty.RawSocket.BINARY;
import static io.ordermonitor.netty.RawSocket.CLOSE;
import static io.ordermonitor.netty.RawSocket.CONTINUATION;
import static io.ordermonitor.netty.RawSocket.PING;
import static io.ordermonitor.netty.RawSocket.PONG;
import static io.ordermonitor.netty.RawSocket.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455, byte by byte. */
class FramesOnTheWireTest {
    private static final int FINAL = 0x80;
    private static Rig rig;

    @BeforeAll
    static void start() {
        rig = new Rig();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int closeCodeAfter(byte[] bytes) throws IOException {
        try (RawSocket raw = RawSocket.open(rig.port())) {
            raw.write(bytes);
            int code = raw.closeCode();
            assertThat(raw.isAtEnd()).isTrue();
            return code;
        }
    }

    @Test
    void aServersFrameIsNotMaskedAndFinal() throws IOException {
        try (RawSocket raw = RawSocket.open(rig.port())) {
            raw.send(TEXT, "{\"type\":\"ping\",\"id\":1}");
            RawSocket.Frame pong = raw.frame();
            assertThat(pong.first()).isEqualTo(FINAL | TEXT);
            assertThat(pong.masked()).isFalse();
            assertThat(pong.text())
                    .isEqualTo("{\"type\":\"pong\",\"id\":1,\"timestamp\":\"2026-11-20T05:00:00.000Z\"}");
        }
    }

    @Test
    void aPingIsAnsweredWithItsPayload() throws IOException {
        try (RawSocket raw = RawSocket.open(rig.port())) {
            raw.send(PING, "x".repeat(125));
            RawSocket.Frame pong = raw.frame();
            assertThat(pong.opcode()).isEqualTo(PONG);
            assertThat(pong.text()).isEqualTo("x".repeat(125));
        }
    }

    @Test
    void anUnaskedPongIsIgnored() throws IOException {
        try (RawSocket raw = RawSocket.open(rig.port())) {
            raw.send(PONG, "");
            raw.send(PING, "still here");
            assertThat(raw.frame().text()).isEqualTo("still here");
        }
    }

    @Test
    void anUnmaskedFrameIsAViolation() throws IOException {
        assertThat(closeCodeAfter(RawSocket.frame(FINAL | TEXT, false, utf8("{}"))))
                .isEqualTo(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC1, 0xA1, 0x91, 0x83, 0x84, 0x87, 0x8B, 0x8F, 0x80, 0x09, 0x08})
    void reservedBitsAndOpcodesAndBrokenControlFramesAreViolations(int first) throws IOException {
        assertThat(closeCodeAfter(RawSocket.frame(first, true, utf8("ab")))).isEqualTo(1002);
    }

    @Test
    void aControlFrameHolds125BytesAtMost() throws IOException {
        assertThat(closeCodeAfter(RawSocket.frame(FINAL | PING, true, new byte[126])))
                .isEqualTo(1002);
    }

    @Test
    void aLengthIsWrittenInTheShortestForm() throws IOException {
        assertThat(closeCodeAfter(new byte[] {(byte) 0x81, (byte) 0xFE, 0, 5})).isEqualTo(1002);
        assertThat(closeCodeAfter(new byte[] {(byte) 0x81, (byte) 0xFF, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0}))
                .isEqualTo(1002);
    }

    @Test
    void fragmentsMakeOneMessageWithControlFramesBetweenThem() throws IOException {
        try (RawSocket raw = RawSocket.open(rig.port())) {
            raw.sendFragment(TEXT, utf8("{\"type\":"));
            raw.send(PING, "between");
            raw.sendFragment(CONTINUATION, utf8("\"ping\",\"id\":\""));
            raw.send(PONG, "");
            raw.sendFragment(CONTINUATION, new byte[0]);
            raw.send(CONTINUATION, "q\"}");
            assertThat(raw.frame().text()).isEqualTo("between");
            assertThat(raw.frame().text()).contains("\"id\":\"q\"");
        }
    }

    @Test
    void aCharacterMayBeSplitAcrossFragments() throws IOException {
        byte[] smile = utf8("\ud83d\ude00");
        try (RawSocket raw = RawSocket.open(rig.port())) {
            raw.sendFragment(TEXT, utf8("{\"type\":\"ping\",\"id\":\""));
            raw.sendFragment(CONTINUATION, new byte[] {smile[0], smile[1]});
            raw.sendFragment(CONTINUATION, new byte[] {smile[2]});
            raw.sendFragment(CONTINUATION, new byte[] {smile[3]});
            raw.send(CONTINUATION, "\"}");
            assertThat(raw.frame().text()).contains("\"id\":\"\ud83d\ude00\"");
        }
    }

    @Test
    void aNewMessageInsideAnotherIsAViolation() throws IOException {
        try (RawSocket raw = RawSocket.open(rig.port())) {
            raw.sendFragment(TEXT, utf8("{"));
            raw.send(TEXT, "{}");
            assertThat(raw.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void whatIsNotUtf8IsRefused() throws IOException {
        byte[][] broken = {
            {(byte) 0xC3, 0x28},
            {(byte) 0xC0, (byte) 0xAF},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {'a', (byte) 0xE2, (byte) 0x82},
            {(byte) 0xFF}
        };
        for (byte[] text : broken) {
            assertThat(closeCodeAfter(RawSocket.frame(FINAL | TEXT, true, text)))
                    .as("%s", java.util.HexFormat.of().formatHex(text))
                    .isEqualTo(1007);
        }
    }

    @Test
    void binaryIsNotUnderstood() throws IOException {
        assertThat(closeCodeAfter(RawSocket.frame(FINAL | BINARY, true, utf8("{}"))))
                .isEqualTo(1003);
        assertThat(closeCodeAfter(RawSocket.frame(BINARY, true, utf8("{}")))).isEqualTo(1003);
    }

    @Test
    void aMessageAsLargeAsAllowedIsRead() throws IOException {
        String start = "{\"type\":\"ping\"";
        try (RawSocket raw = RawSocket.open(rig.port())) {
            raw.send(TEXT, start + " ".repeat(16 * 1024 - start.length() - 1) + "}");
            assertThat(raw.frame().text()).contains("pong");
        }
    }

    @Test
    void aLargerMessageIsRefusedByItsHeaderAlone() throws IOException {
        // 16,385 bytes announced, none sent
        assertThat(closeCodeAfter(new byte[] {(byte) 0x81, (byte) 0xFE, 0x40, 0x01}))
                .isEqualTo(1009);
    }

    @Test
    void fragmentsThatGrowTooLargeAreRefused() throws IOException {
        try (RawSocket raw = RawSocket.open(rig.port())) {
            raw.sendFragment(TEXT, new byte[10_000]);
            raw.sendFragment(CONTINUATION, new byte[10_000]);
            assertThat(raw.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aSenderThatGoesOnStillReadsWhyItWasClosed() throws IOException {
        try (RawSocket raw = RawSocket.open(rig.port())) {
            raw.write(RawSocket.frame(FINAL | TEXT, true, new byte[2_000_000]));
            assertThat(raw.closeCode()).isEqualTo(1009);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 3000, 4999})
    void aCloseIsEchoedAndTheSocketEnds(int code) throws Exception {
        try (RawSocket raw = RawSocket.open(rig.port())) {
            rig.sessions.closed.clear();
            raw.write(RawSocket.frame(FINAL | CLOSE, true, new byte[] {(byte) (code >> 8), (byte) code}));
            RawSocket.Frame echo = raw.frame();
            assertThat(echo.opcode()).isEqualTo(CLOSE);
            assertThat(echo.closeCode()).isEqualTo(code);
            assertThat(raw.isAtEnd()).isTrue();
            assertThat(rig.sessions.closed.poll(5, TimeUnit.SECONDS)).startsWith(code + " ");
        }
    }

    @Test
    void anEmptyCloseIsEchoedEmpty() throws IOException {
        try (RawSocket raw = RawSocket.open(rig.port())) {
            raw.send(CLOSE, "");
            assertThat(raw.frame().payload()).isEmpty();
            assertThat(raw.isAtEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 2999, 65535})
    void aCloseWithAForbiddenCodeIsAViolation(int code) throws IOException {
        assertThat(closeCodeAfter(RawSocket.frame(FINAL | CLOSE, true, new byte[] {(byte) (code >> 8), (byte) code})))
                .isEqualTo(1002);
    }

    @Test
    void aCloseOfOneByteIsAViolation() throws IOException {
        assertThat(closeCodeAfter(RawSocket.frame(FINAL | CLOSE, true, new byte[] {3})))
                .isEqualTo(1002);
    }

    @Test
    void framesMayArriveByteByByte() throws IOException {
        try (RawSocket raw = RawSocket.open(rig.port())) {
            for (byte one : RawSocket.frame(FINAL | TEXT, true, utf8("{\"type\":\"ping\",\"id\":9}"))) {
                raw.write(new byte[] {one});
            }
            assertThat(raw.frame().text()).contains("\"id\":9");
        }
    }

    @Test
    void manyFramesInOneSegmentAreAnsweredInOrder() throws IOException {
        try (RawSocket raw = RawSocket.open(rig.port())) {
            java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
            for (int i = 0; i < 200; i++) {
                all.write(RawSocket.frame(FINAL | TEXT, true, utf8("{\"type\":\"ping\",\"id\":" + i + "}")));
            }
            raw.write(all.toByteArray());
            for (int i = 0; i < 200; i++) {
                assertThat(raw.frame().text()).contains("\"id\":" + i + ",");
            }
        }
    }
}
