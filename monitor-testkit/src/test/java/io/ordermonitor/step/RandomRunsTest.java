package io.ordermonitor.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.StoreException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random days with random faults: what must hold holds, and a day that calms down heals. */
class RandomRunsTest {
    private static final List<Long> ACCOUNTS = List.of(CycleBench.ACCOUNT, CycleBench.OTHER_ACCOUNT);
    private static final int ROUNDS = 30;

    static Stream<Long> seeds() {
        return LongStream.rangeClosed(1, Long.getLong("runs", 200)).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_random_day_keeps_every_invariant_and_heals(long seed) {
        CycleBench bench = new CycleBench();
        bench.account(CycleBench.OTHER_ACCOUNT, Account.Mode.ARMED, Account.ExitMode.BOTH);
        RandomMischief mischief = new RandomMischief(bench, seed, ACCOUNTS);
        RunMemory memory = new RunMemory();
        for (int round = 0; round < ROUNDS; round++) {
            if (mischief.chance(3)) {
                mischief.fault();
            }
            mischief.life();
            mischief.life();
            mischief.log().add("cycle " + (round + 1));
            try {
                CycleReport report = bench.cycleAfter(mischief.pause());
                check(seed, mischief, BrokerInvariants.always(bench, ACCOUNTS));
                check(seed, mischief, memory.compare(bench, mischief));
                if (report.findings().isEmpty() && report.followUp().isEmpty()) {
                    check(seed, mischief, BrokerInvariants.afterCleanCycle(bench, ACCOUNTS));
                }
            } catch (StoreException | FencedException e) {
                mischief.log().add("  cycle did not start");
            }
        }
        heal(bench, seed, mischief, memory);
    }

    private static void heal(CycleBench bench, long seed, RandomMischief mischief, RunMemory memory) {
        mischief.log().add("restore");
        ACCOUNTS.forEach(a -> bench.brokers.of(a).restore());
        bench.memory.faults().restore();
        for (int i = 0; i < 4; i++) {
            bench.cycleAfter(61);
        }
        bench.cycleAfter(601);
        bench.cycleAfter(61);
        bench.cycleAfter(61);
        mischief.log().add("healed: " + bench.desk().orders());
        check(seed, mischief, BrokerInvariants.always(bench, ACCOUNTS));
        check(seed, mischief, BrokerInvariants.afterCleanCycle(bench, ACCOUNTS));
        mischief.reveal();
        assertThat(bench.memory.unsettled())
                .as("seed %s: %s", seed, mischief.log())
                .isEmpty();
        check(seed, mischief, memory.compare(bench, mischief));
        int writes = writes(bench);
        bench.cycleAfter(61);
        assertThat(writes(bench))
                .as("writes of a quiet cycle, seed %s: %s", seed, mischief.log())
                .isEqualTo(writes);
    }

    private static int writes(CycleBench bench) {
        return ACCOUNTS.stream()
                .mapToInt(a -> bench.brokers.of(a).writes().size())
                .sum();
    }

    private static void check(long seed, RandomMischief mischief, List<String> broken) {
        assertThat(broken).as("seed %s: %s", seed, mischief.log()).isEmpty();
    }

    @Test
    void the_checks_see_a_stop_that_is_gone_one_too_many_and_a_tag_used_twice() {
        CycleBench bench = new CycleBench();
        long id = bench.filled(Entries.buy("k"), "1500.00");
        bench.cycles(2);
        assertThat(BrokerInvariants.afterCleanCycle(bench, ACCOUNTS)).isEmpty();

        bench.stop(id).cancelByExchange("gone");
        assertThat(BrokerInvariants.afterCleanCycle(bench, ACCOUNTS))
                .containsExactly("order 1: 0 units have a live stop, not 100");
        bench.cycles(2);
        bench.target(id).fill("1540.00");
        bench.desk().put(bench.order(id).withLegOrder(filled(bench, id)));
        assertThat(BrokerInvariants.afterCleanCycle(bench, ACCOUNTS))
                .containsExactly("order 1: 100 units have a live stop, not 0");
        bench.broker()
                .placeForeign(
                        "t0k1s1",
                        CycleBench.RELIANCE,
                        Side.SELL,
                        Product.MIS,
                        OrderTerms.limit(1, new BigDecimal("1500.00")));
        assertThat(BrokerInvariants.always(bench, ACCOUNTS))
                .containsExactly("account 70: tag t0k1s1 reached the broker twice");
    }

    @Test
    void the_checks_see_an_order_that_was_sent_without_an_intent() {
        CycleBench bench = new CycleBench();
        bench.broker()
                .place(new io.ordermonitor.broker.PlaceOrder(
                        "t0k9e1",
                        CycleBench.RELIANCE,
                        Side.BUY,
                        Product.MIS,
                        OrderTerms.limit(1, new BigDecimal("1500.00"))));

        assertThat(BrokerInvariants.always(bench, ACCOUNTS))
                .containsExactly("account 70: t0k9e1 was sent without a committed intent");
    }

    private static io.ordermonitor.order.LegOrder filled(CycleBench bench, long id) {
        io.ordermonitor.order.LegOrder target = bench.order(id).of(LegKind.TP).get(0);
        return target.seen(bench.target(id).row(), LegState.FILLED);
    }
}
