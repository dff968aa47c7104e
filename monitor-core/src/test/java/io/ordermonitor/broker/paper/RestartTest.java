package io.ordermonitor.broker.paper;

import static io.ordermonitor.broker.paper.PaperBench.ACCOUNT;
import static io.ordermonitor.broker.paper.PaperBench.limit;
import static io.ordermonitor.broker.paper.PaperBench.market;
import static io.ordermonitor.broker.paper.PaperBench.minute;
import static io.ordermonitor.broker.paper.PaperBench.stopLimit;
import static io.ordermonitor.broker.paper.PaperBench.stopMarket;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Side;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An exchange made anew on the same store goes on as if it had never stopped. */
class RestartTest {
    private static final String[] PRICES = {"99.50", "98.00", "97.00", "98.50", "101.00", "96.00", "99.00"};

    @ParameterizedTest(name = "killed at minute {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aRestartAtAnyMinuteChangesNothing(int killedAt) {
        PaperBench steady = bench(new MemoryPaperStore(), minute(1));
        PaperBench doomed = bench(new MemoryPaperStore(), minute(1));
        place(steady);
        place(doomed);
        doomed.toMinute(killedAt);
        PaperBench again = bench(doomed.store, minute(killedAt));
        assertSame(again.toMinute(9), steady.toMinute(9));
    }

    @Test
    void whatHappenedWhileTheExchangeWasDownIsMadeUpFor() {
        PaperBench steady = bench(new MemoryPaperStore(), minute(1));
        PaperBench doomed = bench(new MemoryPaperStore(), minute(1));
        place(steady);
        place(doomed);
        assertSame(bench(doomed.store, minute(9)), steady.toMinute(9));
    }

    @Test
    void theOrderIdsGoOnWhereTheyWere() {
        PaperBench first = bench(new MemoryPaperStore(), minute(1));
        first.accepted(Side.BUY, market(1));
        assertThat(bench(first.store, minute(1)).accepted(Side.BUY, market(1))).isEqualTo("7000002");
    }

    @Test
    void anExpiredSessionIsExpiredAfterTheRestartToo() {
        PaperBench first = bench(new MemoryPaperStore(), minute(1));
        first.exchange.expireSession(ACCOUNT);
        PaperBench again = bench(first.store, minute(1));
        assertThat(again.broker.orderBook().isFresh()).isFalse();
        assertThat(again.broker.login().ok()).isTrue();
        assertThat(again.broker.orderBook().isFresh()).isTrue();
    }

    @Test
    void printsThatChangeNothingWriteNothing() {
        List<PaperChange> saved = new ArrayList<>();
        PaperStore store = new Recording(saved);
        PaperBench bench = bench(store, minute(1));
        bench.accepted(Side.BUY, limit(10, "90.00"));
        bench.accepted(Side.SELL, limit(10, "110.00"));
        assertThat(saved).hasSize(2);
        bench.toMinute(9);
        bench.exchange.book(ACCOUNT);
        assertThat(saved).hasSize(2);
    }

    private static PaperBench bench(PaperStore store, Instant now) {
        return new PaperBench(PaperBench.prints(100, PRICES), PaperSettings.standard(), store, now);
    }

    private static void place(PaperBench bench) {
        bench.accepted(Side.BUY, market(25));
        bench.accepted(Side.BUY, limit(35, "98.00"));
        bench.accepted(Side.SELL, stopLimit(10, "98.00", "97.50"));
        bench.accepted(Side.SELL, stopMarket(10, "97.50"));
        bench.accepted(Side.SELL, limit(10, "100.50"));
        bench.accepted(Side.BUY, limit(10, "99.01"));
    }

    private static void assertSame(PaperBench one, PaperBench other) {
        assertThat(one.exchange.book(ACCOUNT)).isEqualTo(other.exchange.book(ACCOUNT));
        assertThat(one.exchange.fills(ACCOUNT))
                .isEqualTo(other.exchange.fills(ACCOUNT))
                .hasSizeGreaterThan(5);
        assertThat(one.exchange.openNet(ACCOUNT)).isEqualTo(other.exchange.openNet(ACCOUNT));
    }

    /** Remembers what was saved. */
    private record Recording(List<PaperChange> saved, PaperStore store) implements PaperStore {
        Recording(List<PaperChange> saved) {
            this(saved, new MemoryPaperStore());
        }

        @Override
        public Set<Long> accounts(LocalDate day) {
            return store.accounts(day);
        }

        @Override
        public PaperDay load(long accountId, LocalDate day) {
            return store.load(accountId, day);
        }

        @Override
        public void save(List<PaperChange> changes) {
            saved.addAll(changes);
            store.save(changes);
        }

        @Override
        public void saveSession(long accountId, PaperSession session) {
            store.saveSession(accountId, session);
        }
    }
}
