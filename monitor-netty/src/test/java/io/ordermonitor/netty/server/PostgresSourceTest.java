package io.ordermonitor.netty.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresSourceTest {
    @Test
    void aPoolFindsTheTimeoutThatItSet() {
        PostgresSource source = new PostgresSource(new DatabasePlace.Server("jdbc:postgresql:x", null, null), Map.of());
        assertThat(source.getLoginTimeout()).isZero();
        source.setLoginTimeout(3);
        assertThat(source.getLoginTimeout()).isEqualTo(3);
    }
}
