package io.ordermonitor.broker.paper;

import static io.ordermonitor.broker.paper.PaperBench.ACCOUNT;
import static io.ordermonitor.broker.paper.PaperBench.limit;
import static io.ordermonitor.broker.paper.PaperBench.market;
import static io.ordermonitor.broker.paper.PaperBench.minute;
import static io.ordermonitor.broker.paper.PaperBench.rupees;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The line to the paper broker: latency, sessions, outages, interruption, a broken store. */
class PaperLineTest {
    private static final PaperSettings SLOW = PaperSettings.standard()
            .withAccounts(
                    new AccountTerms(rupees("1000000"), Duration.ofMillis(200), Duration.ofMillis(100)), Map.of());

    @AfterEach
    void clearInterrupt() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aReadTakesItsLatencyAndShowsTheBookOfItsMiddle() {
        PaperBench bench = PaperBench.after(1000, SLOW);
        bench.time.at(
                minute(1).plusMillis(99),
                () -> bench.exchange.placeByHand(ACCOUNT, PaperBench.SHARE, Side.BUY, Product.MIS, limit(1, "99.00")));
        bench.time.at(
                minute(1).plusMillis(101),
                () -> bench.exchange.placeByHand(ACCOUNT, PaperBench.SHARE, Side.BUY, Product.MIS, limit(2, "99.00")));
        Read.Fresh<BrokerOrder> read = fresh(bench);
        assertThat(read.rows()).extracting(BrokerOrder::quantity).containsExactly(1);
        assertThat(read.startedAt()).isEqualTo(minute(1));
        assertThat(read.endedAt()).isEqualTo(minute(1).plusMillis(200));
    }

    @Test
    void aWriteActsHalfWayThroughItsLatency() {
        PaperBench bench = PaperBench.after(1000, SLOW);
        String id = bench.accepted(Side.BUY, limit(1, "99.00"));
        assertThat(bench.row(id).createdAt()).isEqualTo(minute(1).plusMillis(50));
        assertThat(bench.time.clock().instant()).isEqualTo(minute(1).plusMillis(100));
    }

    @Test
    void afterASessionEndsNothingIsReadOrDoneUntilALogin() {
        PaperBench bench = PaperBench.after();
        String id = bench.accepted(Side.BUY, limit(1, "99.00"));
        bench.exchange.expireSession(ACCOUNT);
        assertThat(failure(bench)).isEqualTo(FailureKind.SESSION_EXPIRED);
        assertThat(bench.broker.positions().isFresh()).isFalse();
        assertThat(bench.broker.quotes(Set.of(PaperBench.SHARE))).isEmpty();
        for (WriteResult result :
                List.of(bench.place(Side.BUY, market(1)), bench.modify(id, limit(1, "98.00")), bench.cancel(id))) {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            WriteResult.Unknown.class,
                            unknown -> assertThat(unknown.sessionExpired()).isTrue());
        }
        assertThat(bench.exchange.book(ACCOUNT)).hasSize(1).allMatch(row -> row.state() == LegState.WORKING);
        assertThat(bench.broker.login().ok()).isTrue();
        assertThat(fresh(bench).rows()).hasSize(1);
    }

    @Test
    void anAccountThatNeedsAPersonSendsNothingUntilThePersonCame() {
        PaperBench bench = PaperBench.after();
        bench.exchange.setNeedsLogin(ACCOUNT, true);
        assertThat(bench.broker.login().ok()).isFalse();
        assertThat(failure(bench)).isEqualTo(FailureKind.NEEDS_LOGIN);
        assertThat(bench.place(Side.BUY, market(1)))
                .isInstanceOfSatisfying(
                        WriteResult.NotSent.class,
                        notSent -> assertThat(notSent.kind()).isEqualTo(FailureKind.NEEDS_LOGIN));
        bench.exchange.setNeedsLogin(ACCOUNT, false);
        assertThat(fresh(bench).rows()).isEmpty();
        assertThat(bench.broker.login().ok()).isTrue();
    }

    @Test
    void inAnOutageWritesDoNotArriveAndNobodyLearnsThat() {
        PaperBench bench = PaperBench.after("100.00", "100.00");
        bench.exchange.outage(ACCOUNT, minute(2), minute(3), OutageKind.NOT_APPLIED);
        assertThat(fresh(bench).rows()).isEmpty();
        bench.toMinute(2);
        assertThat(failure(bench)).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(bench.broker.login().ok()).isFalse();
        assertThat(bench.place(Side.BUY, market(1)))
                .isInstanceOfSatisfying(
                        WriteResult.Unknown.class,
                        unknown -> assertThat(unknown.sessionExpired()).isFalse());
        bench.time.to(minute(3).minusNanos(1000));
        assertThat(failure(bench)).isEqualTo(FailureKind.UNREACHABLE);
        bench.toMinute(3);
        assertThat(fresh(bench).rows()).isEmpty();
    }

    @Test
    void whenOnlyTheReplyIsLostTheOrderIsThereAfterwards() {
        PaperBench bench = PaperBench.after("100.00", "100.00");
        List<BrokerOrder> told = new ArrayList<>();
        bench.broker.subscribe(told::add);
        bench.exchange.outage(ACCOUNT, minute(1), minute(2), OutageKind.REPLY_LOST);
        assertThat(failure(bench)).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(bench.place(Side.BUY, market(1))).isInstanceOf(WriteResult.Unknown.class);
        bench.toMinute(2);
        assertThat(fresh(bench).rows()).singleElement().satisfies(row -> {
            assertThat(row.tag()).isEqualTo("tag");
            assertThat(row.state()).isEqualTo(LegState.FILLED);
        });
        assertThat(told).as("events of an outage are lost").isEmpty();
    }

    @Test
    void anOutageIsOneAccountsOwn() {
        PaperBench bench = PaperBench.after();
        bench.exchange.outage(8, minute(0), minute(9), OutageKind.NOT_APPLIED);
        assertThat(fresh(bench).rows()).isEmpty();
        assertThat(bench.exchange.broker(8).orderBook().isFresh()).isFalse();
        assertThat(bench.exchange.broker(8)).isSameAs(bench.exchange.broker(8));
    }

    @Test
    void anInterruptedCallKnowsNothingAndKeepsTheInterrupt() {
        PaperBench bench = PaperBench.after(1000, SLOW);
        Thread.currentThread().interrupt();
        assertThat(bench.place(Side.BUY, market(1))).isInstanceOf(WriteResult.Unknown.class);
        assertThat(Thread.interrupted()).isTrue();
        Thread.currentThread().interrupt();
        assertThat(failure(bench)).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(bench.exchange.book(ACCOUNT)).isEmpty();
    }

    @Test
    void aBrokenStoreMakesWritesUnknownAndTheBookIsReadAgainFromIt() {
        Breakable store = new Breakable();
        PaperBench bench = new PaperBench(PaperBench.prints(1000, "99.00"), PaperSettings.standard(), store, minute(1));
        String before = bench.accepted(Side.BUY, limit(1, "99.00"));
        store.broken = true;
        assertThat(bench.place(Side.BUY, limit(2, "99.00"))).isInstanceOf(WriteResult.Unknown.class);
        assertThat(failure(bench)).isEqualTo(FailureKind.UNREACHABLE);
        bench.toMinute(2);
        store.broken = false;
        assertThat(fresh(bench).rows()).singleElement().satisfies(row -> {
            assertThat(row.brokerOrderId()).isEqualTo(before);
            assertThat(row.state()).isEqualTo(LegState.FILLED);
            assertThat(row.updatedAt()).isEqualTo(minute(2));
        });
        assertThat(bench.accepted(Side.BUY, limit(3, "99.00"))).isEqualTo("7000002");
    }

    private static Read.Fresh<BrokerOrder> fresh(PaperBench bench) {
        if (bench.broker.orderBook() instanceof Read.Fresh<BrokerOrder> fresh) {
            return fresh;
        }
        throw new AssertionError("the read failed");
    }

    private static FailureKind failure(PaperBench bench) {
        if (bench.broker.orderBook() instanceof Read.Failed<BrokerOrder> failed) {
            return failed.kind();
        }
        throw new AssertionError("the read was fresh");
    }

    /** A store that fails when told to. */
    private static final class Breakable implements PaperStore {
        private final PaperStore store = new MemoryPaperStore();
        private boolean broken;

        @Override
        public Set<Long> accounts(LocalDate day) {
            return up().accounts(day);
        }

        @Override
        public PaperDay load(long accountId, LocalDate day) {
            return up().load(accountId, day);
        }

        @Override
        public void save(List<PaperChange> changes) {
            up().save(changes);
        }

        @Override
        public void saveSession(long accountId, PaperSession session) {
            up().saveSession(accountId, session);
        }

        private PaperStore up() {
            if (broken) {
                throw new PaperStoreException("broken on purpose", new IllegalStateException("test"));
            }
            return store;
        }
    }
}
