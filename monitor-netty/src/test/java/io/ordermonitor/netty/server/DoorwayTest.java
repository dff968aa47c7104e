package io.ordermonitor.netty.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.ordermonitor.netty.Sessions;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.Tokens;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether a server that starts, serves or has lost its database calls itself ready. */
class DoorwayTest {
    private final Tokens tokens = mock(Tokens.class);
    private final Doorway doorway = new Doorway();

    @Test
    void whatStartsIsNotReady() {
        assertThat(doorway.isReady()).isFalse();
        assertThatThrownBy(() -> doorway.find("x")).isInstanceOf(StoreException.class);
    }

    @Test
    void whoseDatabaseAnswersIsReady() {
        when(tokens.find(any())).thenReturn(Optional.empty());
        doorway.open(mock(Sessions.class), tokens, Clock.systemUTC());
        assertThat(doorway.isReady()).isTrue();
    }

    @Test
    void whoseDatabaseDoesNotAnswerIsNotReady() {
        when(tokens.find(any())).thenThrow(new StoreException("planted"));
        doorway.open(mock(Sessions.class), tokens, Clock.systemUTC());
        assertThat(doorway.isReady()).isFalse();
    }
}
