package io.ordermonitor.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.ordermonitor.connection.Connection;
import io.ordermonitor.connection.EncodedMessage;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One message, one frame, many readers; and what a slow one costs. */
class SharedFramesTest {

    private static EncodedMessage message(int bytes) {
        return new EncodedMessage(
                new Message.MonitoringErrors(List.of(), Rig.MARKET),
                OptionalLong.of(1),
                "x".repeat(bytes).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readersShareOneBufferWhileAnyHoldsIt() {
        EncodedMessage message = message(300);
        ByteBuf first = Frames.of(message);
        ByteBuf second = Frames.of(message);
        assertThat(second.memoryAddress()).isEqualTo(first.memoryAddress());
        assertThat(first.refCnt()).isEqualTo(2);
        first.readByte();
        assertThat(second.readableBytes()).isEqualTo(304);
        first.release();
        second.release();
        assertThat(first.refCnt()).isZero();
    }

    @Test
    void aFrameThatAllReleasedIsBuiltAnew() {
        EncodedMessage message = message(3);
        Frames.of(message).release();
        ByteBuf again = Frames.of(message);
        assertThat(again.refCnt()).isEqualTo(1);
        assertThat(again.readableBytes()).isEqualTo(5);
        again.release();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 65_535, 65_536, 200_000})
    void everyLengthArrivesWhole(int bytes) throws IOException {
        try (Rig rig = new Rig();
                RawSocket raw = RawSocket.open(rig.port())) {
            await().until(() -> rig.sessions.open.size() == 1);
            Connection connection = rig.sessions.open.values().iterator().next();
            assertThat(connection.send(message(bytes))).isEqualTo(Connection.Sent.SENT);
            assertThat(raw.frame().payload()).hasSize(bytes);
        }
    }

    @Test
    void manyTabsGetTheSameBytesEncodedOnce() throws IOException {
        try (Rig rig = new Rig()) {
            List<RawSocket> tabs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                tabs.add(RawSocket.open(rig.port()));
            }
            await().until(() -> rig.sessions.open.size() == 5);
            EncodedMessage message = rig.sessions.encoded(new Message.MonitoringErrors(
                    List.of(Finding.error(1, 2, 3, Code.DATABASE, "the database did not answer")), Rig.MARKET));
            rig.sessions.open.values().forEach(connection -> connection.send(message));
            for (RawSocket tab : tabs) {
                assertThat(tab.frame().payload()).isEqualTo(message.utf8());
                tab.close();
            }
            assertThat(message.attachment().get())
                    .isInstanceOfSatisfying(
                            ByteBuf.class,
                            shared -> await().atMost(Duration.ofSeconds(5))
                                    .untilAsserted(
                                            () -> assertThat(shared.refCnt()).isZero()));
        }
    }

    @Test
    void whoDoesNotReadIsFullAndNeverBlocksTheSender() throws IOException {
        try (Rig rig = new Rig();
                RawSocket raw = RawSocket.open(rig.port())) {
            await().until(() -> rig.sessions.open.size() == 1);
            Connection connection = rig.sessions.open.values().iterator().next();
            EncodedMessage message = message(8_000);
            Connection.Sent sent = Connection.Sent.SENT;
            long mostBytes = 64L * 1024 * 1024;
            for (long bytes = 0; sent == Connection.Sent.SENT && bytes < mostBytes; bytes += 8_000) {
                sent = connection.send(message);
            }
            assertThat(sent).isEqualTo(Connection.Sent.FULL);
            connection.close(4508, "too slow a reader");
            assertThat(raw.frame().payload()).hasSize(8_000);
            assertThat(connection.send(message)).isEqualTo(Connection.Sent.CLOSED);
            await().atMost(Duration.ofSeconds(5)).until(() -> rig.sessions.closed.size() == 1);
            assertThat(rig.sessions.closed.peek()).startsWith("4508");
        }
    }

    @Test
    void messagesOfOneSenderArriveInOrder() throws IOException {
        try (Rig rig = new Rig();
                RawSocket raw = RawSocket.open(rig.port())) {
            await().until(() -> rig.sessions.open.size() == 1);
            Connection connection = rig.sessions.open.values().iterator().next();
            for (int i = 0; i < 500; i++) {
                connection.send(message(i));
            }
            for (int i = 0; i < 500; i++) {
                assertThat(raw.frame().payload()).hasSize(i);
            }
        }
    }

    @Test
    void aCloseComesAfterWhatWasSentBefore() throws IOException {
        try (Rig rig = new Rig();
                RawSocket raw = RawSocket.open(rig.port())) {
            await().until(() -> rig.sessions.open.size() == 1);
            Connection connection = rig.sessions.open.values().iterator().next();
            connection.send(message(10));
            connection.close(4511, "r".repeat(200) + "\u20b9");
            assertThat(raw.frame().payload()).hasSize(10);
            RawSocket.Frame close = raw.frame();
            assertThat(close.closeCode()).isEqualTo(4511);
            assertThat(close.payload()).hasSizeLessThanOrEqualTo(125);
        }
    }
}
