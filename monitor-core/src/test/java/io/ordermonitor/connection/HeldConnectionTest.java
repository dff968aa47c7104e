package io.ordermonitor.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** While a snapshot is read for one connection, what happens waits behind it. */
class HeldConnectionTest {
    private static final Message NEWS = new Message.MonitoringErrors(List.of(), Instant.EPOCH);

    private final UserChannel channel =
            new UserChannel(() -> new History("e1", 10, 10_000), (message, seq) -> text("news " + seq.orElse(0)));
    private final Recorder asking = new Recorder();
    private final Recorder other = new Recorder();
    private final UUID id = opened(asking);

    private UUID opened(Connection connection) {
        UserChannel.Opening opening =
                channel.register(connection, Instant.EPOCH, null, 10).orElseThrow();
        channel.open(opening.seat(), List.of());
        return opening.seat().id();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatHappensMeanwhileFollowsTheSnapshotAndOthersDoNotWait() {
        opened(other);
        channel.tell(NEWS);
        UserChannel.Opening held = channel.hold(id).orElseThrow();
        channel.tell(NEWS);
        assertThat(held.seq()).isEqualTo(1);
        assertThat(asking.heard).containsExactly("news 1");
        assertThat(other.heard).containsExactly("news 1", "news 2");

        EncodedMessage snapshot = new EncodedMessage(NEWS, OptionalLong.empty(), text("snapshot"));
        assertThat(channel.open(held.seat(), List.of(snapshot))).isEmpty();
        assertThat(asking.heard).containsExactly("news 1", "snapshot", "news 2");
    }

    @Test
    void aHeldConnectionCannotBeHeldAgain() {
        assertThat(channel.hold(id)).isPresent();
        assertThat(channel.hold(id)).isEmpty();
    }

    @Test
    void aStrangerCannotBeHeld() {
        assertThat(channel.hold(UUID.randomUUID())).isEmpty();
    }

    private static final class Recorder implements Connection {
        private final List<String> heard = new ArrayList<>();

        @Override
        public String describe() {
            return "recorder";
        }

        @Override
        public Sent send(EncodedMessage message) {
            heard.add(new String(message.utf8(), StandardCharsets.UTF_8));
            return Sent.SENT;
        }

        @Override
        public void close(int code, String reason) {
            heard.add("closed " + code);
        }
    }
}
