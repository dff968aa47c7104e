package io.ordermonitor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.connection.Connection.Sent;
import io.ordermonitor.connection.EncodedMessage;
import io.ordermonitor.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // timers are seen by what they do
class VirtualTimeTest {
    private final VirtualTime time = VirtualTime.at("2026-11-23T09:26:00");

    @Test
    void itIsAClockAndItsTimersInOne() {
        List<Instant> fired = new ArrayList<>();
        time.scheduleAtFixedRate(() -> fired.add(time.instant()), 10, 10, TimeUnit.SECONDS);
        time.advance(Duration.ofSeconds(25));
        Instant start = Instant.parse("2026-11-23T03:56:00Z");
        assertThat(fired).containsExactly(start.plusSeconds(10), start.plusSeconds(20));
        assertThat(time.instant()).isEqualTo(start.plusSeconds(25));
        assertThat(time.nextTimer()).contains(start.plusSeconds(30));
    }

    @Test
    void aCallTakesTheTimeItWaitsForAndThrowsWhatItThrows() {
        Instant before = time.instant();
        String result = time.call(() -> {
            time.schedule(() -> {}, 3, TimeUnit.SECONDS).get();
            return "done";
        });
        assertThat(result).isEqualTo("done");
        assertThat(time.instant()).isEqualTo(before.plusSeconds(3));
        assertThatThrownBy(() -> time.call(() -> {
                    throw new IllegalArgumentException("planted");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("planted");
    }

    @Test
    void aConnectionInMemoryKeepsWhatItTookAndCanBeFullClosedOrFailing() {
        InMemoryConnection connection = new InMemoryConnection("tab");
        Message pong = new Message.TokenRefreshed(time.instant(), time.instant());
        EncodedMessage frame = new EncodedMessage(pong, OptionalLong.of(7), new byte[0]);
        assertThat(connection.send(frame)).isEqualTo(Sent.SENT);
        connection.mode(InMemoryConnection.Mode.FULL);
        assertThat(connection.send(frame)).isEqualTo(Sent.FULL);
        connection.mode(InMemoryConnection.Mode.THROWING);
        assertThatThrownBy(() -> connection.send(frame)).isInstanceOf(IllegalStateException.class);
        connection.mode(InMemoryConnection.Mode.TAKING);
        connection.close(4508, "slow");
        connection.close(1000, "again");
        assertThat(connection.send(frame)).isEqualTo(Sent.CLOSED);
        assertThat(connection.messages()).containsExactly(pong);
        assertThat(connection.numbers()).containsExactly(7L);
        assertThat(connection.closed()).contains(new InMemoryConnection.Closed(4508, "slow"));
    }
}
