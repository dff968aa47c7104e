package io.ordermonitor.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.Read;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.PnlRow;
import io.ordermonitor.order.Position;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.Stores;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invariant C3: the same day twice, once with the rows of each book, the positions and the accounts in another order
 * and rows that come twice; what is stored at its end is the same.
 */
class ShuffledDaysTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final long MOST_ORDERS = 30;

    /** What a day left behind. */
    private record Left(List<ManagedOrder> orders, Set<PnlRow> money) {}

    static Stream<Long> seeds() {
        return LongStream.rangeClosed(1, 12).boxed();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfRowsAndAccountsDoesNotMatter(long seed) {
        Left plain = left(seed, UnaryOperator.identity(), UnaryOperator.identity());
        Left shuffled = left(seed, line -> new Shuffled(line, new Random(seed)), ShuffledDaysTest::reversed);

        assertThat(plain.orders()).isNotEmpty();
        assertThat(shuffled).isEqualTo(plain);
    }

    @Test
    void aMonitorThatSeesTheFirstRowsOnlyIsFound() {
        long different = seeds().filter(seed -> {
                    Left plain = left(seed, Hurried::new, UnaryOperator.identity());
                    Left shuffled = left(
                            seed,
                            line -> new Hurried(new Shuffled(line, new Random(seed))),
                            ShuffledDaysTest::reversed);
                    return !shuffled.equals(plain);
                })
                .limit(1)
                .count();

        assertThat(different).isOne();
    }

    private static Left left(long seed, UnaryOperator<Broker> line, UnaryOperator<Stores> between) {
        AtomicReference<Stores> stores = new AtomicReference<>();
        Simulation.standard()
                .withFaults(Set.of())
                .withBroker(line)
                .withStores(raw -> {
                    stores.set(raw);
                    return between.apply(raw);
                })
                .lookingFor(Set.of())
                .run(seed);
        Stores last = Objects.requireNonNull(stores.get());
        List<ManagedOrder> orders = LongStream.rangeClosed(1, MOST_ORDERS)
                .boxed()
                .flatMap(id -> last.orders().find(id).stream())
                .toList();
        Set<PnlKey> keys = new HashSet<>();
        orders.forEach(order -> keys.add(new PnlKey(order.accountId(), order.instrument(), order.product())));
        return new Left(orders, new HashSet<>(last.pnl().realised(TODAY, keys)));
    }

    private static Stores reversed(Stores stores) {
        return BrokenPort.in(stores, Inputs.class, (method, args, through) -> {
            Object result = through.call(args);
            if (result instanceof Inputs.UserInputs read) {
                return new Inputs.UserInputs(
                        reversed(read.accounts()),
                        read.permission(),
                        read.switches(),
                        read.fairPrices(),
                        read.requests());
            }
            return result;
        });
    }

    private static <T> List<T> reversed(List<T> rows) {
        List<T> back = new ArrayList<>(rows);
        Collections.reverse(back);
        return back;
    }

    private static <T> Read<T> with(Read<T> read, UnaryOperator<List<T>> rows) {
        return read instanceof Read.Fresh<T> fresh
                ? new Read.Fresh<>(rows.apply(fresh.rows()), fresh.startedAt(), fresh.endedAt(), fresh.quarantined())
                : read;
    }

    /** Shows rows in another order, and some of them twice. */
    private static final class Shuffled extends BrokenLine {
        private final Random random;

        Shuffled(Broker line, Random random) {
            super(line);
            this.random = random;
        }

        @Override
        public Read<BrokerOrder> orderBook() {
            return with(line.orderBook(), rows -> {
                List<BrokerOrder> all = shuffled(rows);
                rows.stream().filter(row -> random.nextInt(3) == 0).forEach(all::add);
                return all;
            });
        }

        @Override
        public Read<Position> positions() {
            return with(line.positions(), this::shuffled);
        }

        private <T> List<T> shuffled(List<T> rows) {
            List<T> all = new ArrayList<>(rows);
            Collections.shuffle(all, random);
            return all;
        }
    }

    /** Understands the first three rows of a book. */
    private static final class Hurried extends BrokenLine {
        Hurried(Broker line) {
            super(line);
        }

        @Override
        public Read<BrokerOrder> orderBook() {
            return with(line.orderBook(), rows -> rows.subList(0, Math.min(3, rows.size())));
        }
    }
}
