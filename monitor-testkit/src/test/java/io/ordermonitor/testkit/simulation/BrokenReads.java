package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.Login;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Monitors that understand something else than they are told. */
final class BrokenReads {
    private BrokenReads() {}

    /** A book of which rows are taken for others. */
    private static Read<BrokerOrder> taken(Read<BrokerOrder> read, UnaryOperator<BrokerOrder> as) {
        return read instanceof Read.Fresh<BrokerOrder> fresh
                ? new Read.Fresh<>(
                        fresh.rows().stream().map(as).toList(), fresh.startedAt(), fresh.endedAt(), fresh.quarantined())
                : read;
    }

    private static BrokerOrder with(BrokerOrder row, int filled, LegState state) {
        return ShownRows.copy(row, filled, row.averagePrice(), state);
    }

    private static UnaryOperator<Simulation> taking(UnaryOperator<BrokerOrder> as) {
        return simulation -> simulation.withBroker(line -> new BrokenLine(line) {
            @Override
            public Read<BrokerOrder> orderBook() {
                return taken(line.orderBook(), as);
            }
        });
    }

    /** A status that nobody knows is taken for an end. */
    static UnaryOperator<Simulation> unknownIsOver() {
        return taking(row -> row.state() == LegState.UNKNOWN ? with(row, row.filled(), LegState.CANCELLED) : row);
    }

    /** An entry that waits is taken for rejected. */
    static UnaryOperator<Simulation> waitingIsRejected() {
        return taking(row -> row.tag().contains("e") && row.state().isLive() && row.filled() == 0
                ? with(row, 0, LegState.REJECTED).withReason("tick size")
                : row);
    }

    /** Each time that a book is read, what it shows to live is taken to have filled once more. */
    static UnaryOperator<Simulation> countsAgain() {
        Map<String, Integer> counted = new HashMap<>();
        return taking(row -> {
            int more = row.state().isLive() ? counted.merge(row.tag() + row.createdAt(), 1, Integer::sum) - 1 : 0;
            return with(row, Math.min(row.quantity(), row.filled() + more), row.state());
        });
    }

    /** Positions are never seen. */
    static UnaryOperator<Simulation> seesNoPosition() {
        return simulation -> simulation.withBroker(line -> new BrokenLine(line) {
            @Override
            public Read<Position> positions() {
                return line.positions() instanceof Read.Fresh<Position> fresh
                        ? new Read.Fresh<>(List.of(), fresh.startedAt(), fresh.endedAt(), Set.of())
                        : line.positions();
            }
        });
    }

    /** Positions that cannot be understood are taken for none. */
    static UnaryOperator<Simulation> understandsAll() {
        return simulation -> simulation.withBroker(line -> new BrokenLine(line) {
            @Override
            public Read<Position> positions() {
                return line.positions() instanceof Read.Fresh<Position> fresh
                        ? new Read.Fresh<>(fresh.rows(), fresh.startedAt(), fresh.endedAt(), Set.of())
                        : line.positions();
            }
        });
    }

    /** A book that cannot be read is taken to be as it was. */
    static final class Trusting extends BrokenLine {
        private @Nullable Read<BrokerOrder> last;

        Trusting(Broker line) {
            super(line);
        }

        @Override
        public synchronized Read<BrokerOrder> orderBook() {
            Read<BrokerOrder> read = line.orderBook();
            last = read.isFresh() || last == null ? read : last;
            return last;
        }
    }

    /** Positions that cannot be read are taken to be as they were. */
    static final class TrustingPositions extends BrokenLine {
        private @Nullable Read<Position> last;

        TrustingPositions(Broker line) {
            super(line);
        }

        @Override
        public synchronized Read<Position> positions() {
            Read<Position> read = line.positions();
            if (read instanceof Read.Failed<Position> && last instanceof Read.Fresh<Position> known) {
                return known;
            }
            last = read;
            return read;
        }
    }

    /** What is to be cancelled is taken to have ended, whatever becomes of the call. */
    static final class Hasty extends BrokenLine {
        private final Set<String> cancelled = new HashSet<>();

        Hasty(Broker line) {
            super(line);
        }

        @Override
        public synchronized WriteResult cancel(CancelOrder order) {
            line.cancel(order);
            cancelled.add(order.brokerOrderId());
            return new WriteResult.Accepted(order.brokerOrderId());
        }

        @Override
        public synchronized Read<BrokerOrder> orderBook() {
            return taken(
                    line.orderBook(),
                    row -> row.state().isLive() && cancelled.contains(row.brokerOrderId())
                            ? with(row, row.filled(), LegState.CANCELLED)
                            : row);
        }
    }

    /** Live stops are written to with each reading, as they are. */
    static final class Restless extends BrokenLine {
        Restless(Broker line) {
            super(line);
        }

        @Override
        public Read<BrokerOrder> orderBook() {
            Read<BrokerOrder> read = line.orderBook();
            if (read instanceof Read.Fresh<BrokerOrder> fresh) {
                fresh.rows().stream()
                        .filter(row -> row.tag().contains("s") && row.state().isLive())
                        .forEach(row -> line.modify(
                                new ModifyOrder(row.tag(), row.brokerOrderId(), ModificationChecks.termsOf(row))));
            }
            return read;
        }
    }

    /** A broker of which other things are believed. */
    static final class Believed extends BrokenLine {
        private final Duration settle;
        private final int perSecond;

        Believed(Broker line, Duration settle, int perSecond) {
            super(line);
            this.settle = settle;
            this.perSecond = perSecond;
        }

        @Override
        public BrokerProfile profile() {
            BrokerProfile is = line.profile();
            Duration apart = settle.isZero() ? settle : is.absenceSpacing();
            return new BrokerProfile(
                    is.name(),
                    settle,
                    apart,
                    is.readSpacing(),
                    perSecond,
                    is.modifyCap(),
                    is.takesStopMarket(),
                    is.hasQuotes());
        }
    }

    /** Logs in after any failure. */
    static final class Impatient extends BrokenLine {
        Impatient(Broker line) {
            super(line);
        }

        @Override
        public Read<BrokerOrder> orderBook() {
            Read<BrokerOrder> read = line.orderBook();
            if (!read.isFresh()) {
                Login login = line.login();
                return login.ok() ? line.orderBook() : read;
            }
            return read;
        }
    }
}
