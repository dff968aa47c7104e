package io.ordermonitor.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.store.Instruments;
import io.ordermonitor.store.StoreException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstrumentTableTest {
    private static final InstrumentId RELIANCE = InstrumentId.parse("NSECM:2885");
    private static final InstrumentId NEXT_MONTH = InstrumentId.parse("NSEFO:39972");
    private static final Account ACCOUNT =
            new Account(1, 1, "paper", "AB1", true, Account.Mode.ARMED, Account.ExitMode.BOTH);

    private final Published published = new Published();
    private final InstrumentTable table = new InstrumentTable(published, published);

    /** A table as somebody else changes it, and the time. */
    private static final class Published extends Clock implements Instruments {
        private Instant now = Instant.parse("2026-11-23T03:30:00Z");
        private List<Instrument> rows = List.of(of(RELIANCE, "0.05"));
        private int reads;
        private boolean down;

        @Override
        public List<Instrument> of(String broker) {
            reads++;
            if (down) {
                throw new StoreException("the database is down");
            }
            return rows;
        }

        @Override
        public void save(String broker, List<Instrument> instruments) {
            rows = instruments;
        }

        private Instrument of(InstrumentId id, String tick) {
            return new Instrument(
                    id,
                    "S",
                    new BigDecimal(tick),
                    1,
                    100_000,
                    BigDecimal.ONE,
                    new BigDecimal("1300.00"),
                    new BigDecimal("1700.00"),
                    now);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private BigDecimal tick() {
        return table.find(ACCOUNT, RELIANCE).orElseThrow().tick();
    }

    private void pass(Duration time) {
        published.now = published.now.plus(time);
    }

    @Test
    void whatIsPublishedAnewIsKnownAQuarterOfAnHourLater() {
        assertThat(tick()).isEqualByComparingTo("0.05");
        published.save("paper", List.of(published.of(RELIANCE, "0.10")));
        pass(Duration.ofMinutes(15).minusMillis(1));
        assertThat(tick()).isEqualByComparingTo("0.05");
        assertThat(published.reads).isEqualTo(1);

        pass(Duration.ofMillis(1));
        assertThat(tick()).isEqualByComparingTo("0.10");
        assertThat(tick()).isEqualByComparingTo("0.10");
        assertThat(published.reads).isEqualTo(2);
    }

    @Test
    void oneThatIsMissingIsLookedForOnceAMinute() {
        assertThat(table.find(ACCOUNT, NEXT_MONTH)).isEmpty();
        published.save("paper", List.of(published.of(RELIANCE, "0.05"), published.of(NEXT_MONTH, "0.05")));
        assertThat(table.find(ACCOUNT, NEXT_MONTH)).isEmpty();
        pass(Duration.ofMinutes(1));

        assertThat(table.find(ACCOUNT, NEXT_MONTH)).isPresent();
        assertThat(published.reads).isEqualTo(2);
    }

    @Test
    void theOldOnesServeWhileTheDatabaseIsDown() {
        assertThat(tick()).isEqualByComparingTo("0.05");
        published.down = true;
        pass(Duration.ofMinutes(20));
        assertThat(tick()).isEqualByComparingTo("0.05");
        assertThat(tick()).isEqualByComparingTo("0.05");
        assertThat(published.reads).as("not at every use").isEqualTo(2);

        published.down = false;
        published.save("paper", List.of(published.of(RELIANCE, "0.10")));
        pass(Duration.ofMinutes(1));
        assertThat(tick()).isEqualByComparingTo("0.10");
    }

    @Test
    void withoutAnyThatWereReadTheDatabaseIsAskedEveryTime() {
        published.down = true;
        assertThatThrownBy(this::tick).isInstanceOf(StoreException.class);
        published.down = false;
        assertThat(tick()).isEqualByComparingTo("0.05");
    }
}
