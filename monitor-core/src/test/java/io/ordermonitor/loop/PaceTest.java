package io.ordermonitor.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** How market time follows the wall, also over halts. */
class PaceTest {
    private static final Instant MARKET = Instant.parse("2026-01-05T04:00:00Z");

    private final Wall wall = new Wall();
    private final Pace pace = new Pace(wall, MARKET, 60);

    @Test
    void aMarketMinuteTakesASecondOfTheWall() {
        assertThat(pace.nanosUntil(MARKET.plusSeconds(60))).isEqualTo(1_000_000_000L);
        wall.pass(Duration.ofMillis(500));
        assertThat(pace.nanosUntil(MARKET.plusSeconds(60))).isEqualTo(500_000_000L);
        assertThat(pace.marketNow()).isEqualTo(MARKET.plusSeconds(30));
    }

    @Test
    void aShortHaltIsCaughtUp() {
        wall.pass(Duration.ofSeconds(2));
        assertThat(pace.nanosUntil(MARKET.plusSeconds(60))).isNegative();
        assertThat(pace.nanosUntil(MARKET.plusSeconds(120))).isZero();
        assertThat(pace.marketNow()).isEqualTo(MARKET.plusSeconds(120));
    }

    @Test
    void afterALongHaltTheMarketGoesOnFromWhereItStood() {
        wall.pass(Duration.ofHours(1));
        assertThat(pace.nanosUntil(MARKET.plusSeconds(60))).isZero();
        assertThat(pace.nanosUntil(MARKET.plusSeconds(120))).isEqualTo(1_000_000_000L);
        assertThat(pace.marketNow()).isEqualTo(MARKET.plusSeconds(60));
    }

    @Test
    void aWallSetBackDoesNotHoldTheMarket() {
        wall.pass(Duration.ofSeconds(1));
        assertThat(pace.marketNow()).isEqualTo(MARKET.plusSeconds(60));
        wall.pass(Duration.ofHours(-2));
        assertThat(pace.nanosUntil(MARKET.plusSeconds(120))).isEqualTo(1_000_000_000L);
        wall.pass(Duration.ofSeconds(1));
        assertThat(pace.nanosUntil(MARKET.plusSeconds(120))).isZero();
    }

    private static final class Wall extends Clock {
        private Instant now = Instant.EPOCH;

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
