package io.ordermonitor.netty.server;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class PostgresVersionTest {
    @Test
    void anOldPostgresIsRefusedInASentence() {
        PostgresVersion.check(15);
        PostgresVersion.check(18);
        assertThatIllegalStateException()
                .isThrownBy(() -> PostgresVersion.check(14))
                .withMessageContaining("the database is a PostgreSQL 14, and 15 or newer is needed");
    }
}
