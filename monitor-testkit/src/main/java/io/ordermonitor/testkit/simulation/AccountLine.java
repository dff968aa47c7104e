package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.Login;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.Position;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way from the monitor to one account at the exchange: it loses replies, lags, shows rows twice and so on as the
 * plan has it, and writes down what went over it. Shared by all processes of a day. Thread-safe.
 */
final class AccountLine {
    private final long accountId;
    private final Broker exchange;
    private final Supplier<List<BrokerOrder>> truth;
    private final Clock clock;
    private final ScheduledExecutorService time;
    private final LineLog log;
    private final Consumer<FaultKind> struck;
    private final LineFaults faults = new LineFaults();

    /**
     * @param exchange the account's broker, without faults
     * @param truth the account's book as it stands at the exchange
     * @param struck is told of each fault that strikes
     */
    AccountLine(
            long accountId,
            Broker exchange,
            Supplier<List<BrokerOrder>> truth,
            Clock clock,
            ScheduledExecutorService time,
            LineLog log,
            Consumer<FaultKind> struck) {
        this.accountId = accountId;
        this.exchange = exchange;
        this.truth = truth;
        this.clock = clock;
        this.time = time;
        this.log = log;
        this.struck = struck;
    }

    LineFaults faults() {
        return faults;
    }

    /** The broker as a process has it. */
    Broker broker(Life life) {
        return new Line(life);
    }

    /** Notes the book as it stands, for those that lag. */
    void picture() {
        faults.picture(clock.instant(), truth.get());
    }

    private interface Write {
        WriteResult at(Broker broker);
    }

    private final class Line implements Broker {
        private final Life life;

        Line(Life life) {
            this.life = life;
        }

        @Override
        public Read<BrokerOrder> orderBook() {
            life.call();
            Instant startedAt = clock.instant();
            Optional<PlannedFault> fault = faults.nextRead();
            fault.ifPresent(one -> struck.accept(one.kind()));
            Read<BrokerOrder> read = fault.flatMap(AccountLine.this::failure).orElseGet(exchange::orderBook);
            if (read instanceof Read.Fresh<BrokerOrder> fresh) {
                read = shown(fresh, fault.orElse(null));
            }
            life.call();
            log.book(accountId, startedAt, read, isTrue(read, fault));
            return read;
        }

        private boolean isTrue(Read<BrokerOrder> read, Optional<PlannedFault> fault) {
            boolean harmless = fault.isEmpty() || fault.get().kind() == FaultKind.SHUFFLED_ROWS;
            return read.isFresh() && harmless && !faults.isLagging(clock.instant());
        }

        @Override
        public Read<Position> positions() {
            life.call();
            Instant startedAt = clock.instant();
            Read<Position> read = exchange.positions();
            life.call();
            log.positions(accountId, startedAt, read);
            return read;
        }

        @Override
        public Map<InstrumentId, BigDecimal> quotes(Set<InstrumentId> instruments) {
            life.call();
            return exchange.quotes(instruments);
        }

        @Override
        public WriteResult place(PlaceOrder order) {
            return write(order.tag(), LineLog.Kind.PLACE, order, broker -> broker.place(order));
        }

        @Override
        public WriteResult modify(ModifyOrder order) {
            return write(order.tag(), LineLog.Kind.MODIFY, order, broker -> broker.modify(order));
        }

        @Override
        public WriteResult cancel(CancelOrder order) {
            return write(order.tag(), LineLog.Kind.CANCEL, order, broker -> broker.cancel(order));
        }

        private WriteResult write(String tag, LineLog.Kind kind, Object ask, Write write) {
            life.call();
            Instant startedAt = clock.instant();
            log.begins(accountId, kind, tag, ask, startedAt);
            PlannedFault fault = faults.nextWrite().orElse(null);
            if (fault != null) {
                struck.accept(fault.kind());
            }
            WriteResult result = answered(write, fault);
            picture();
            log.ended(accountId, kind, tag, result, startedAt, clock.instant());
            life.call();
            return result;
        }

        @Override
        public Login login() {
            life.call();
            return exchange.login();
        }

        @Override
        public Subscription subscribe(OrderEventListener listener) {
            return exchange.subscribe(row -> {
                if (!life.isKilled() && !life.isPaused()) {
                    listener.onOrderEvent(row);
                }
            });
        }

        @Override
        public BrokerProfile profile() {
            return exchange.profile();
        }
    }

    private WriteResult answered(Write write, @Nullable PlannedFault fault) {
        if (fault == null) {
            return write.at(exchange);
        }
        return switch (fault.kind()) {
            case RATE_LIMITED -> new WriteResult.NotSent(FailureKind.RATE_LIMITED, "too many requests");
            case NOT_SENT -> new WriteResult.NotSent(FailureKind.UNREACHABLE, "no connection");
            case REPLY_LOST_BEFORE -> new WriteResult.Unknown("read timed out", false);
            case LATE_ARRIVAL -> arrivingLate(write, fault.lasting());
            default -> {
                write.at(exchange);
                yield new WriteResult.Unknown("connection reset", false);
            }
        };
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody learns of it but by the book
    private WriteResult arrivingLate(Write write, Duration by) {
        time.schedule(
                () -> {
                    write.at(exchange);
                    picture();
                },
                by.toNanos(),
                TimeUnit.NANOSECONDS);
        return new WriteResult.Unknown("read timed out", false);
    }

    private Optional<Read<BrokerOrder>> failure(PlannedFault fault) {
        return switch (fault.kind()) {
            case RATE_LIMITED -> Optional.of(new Read.Failed<>(FailureKind.RATE_LIMITED, "too many requests"));
            case READ_INVALID -> Optional.of(new Read.Failed<>(FailureKind.INVALID, "<html>502 Bad Gateway</html>"));
            default -> Optional.empty();
        };
    }

    private Read<BrokerOrder> shown(Read.Fresh<BrokerOrder> fresh, @Nullable PlannedFault fault) {
        Instant now = clock.instant();
        List<BrokerOrder> rows = new ArrayList<>(faults.isLagging(now) ? faults.lagging(now) : fresh.rows());
        Set<InstrumentId> quarantined = fresh.quarantined();
        if (fault != null && !rows.isEmpty()) {
            int at = Math.floorMod(fault.pick(), rows.size());
            BrokerOrder row = rows.get(at);
            switch (fault.kind()) {
                case DUPLICATE_ROW -> rows.add(row);
                case MISSING_ROW -> rows.remove(at);
                case LOWER_FILLED -> rows.set(at, withFilled(row, 0, null));
                case NO_AVERAGE -> rows.set(at, withFilled(row, row.filled(), null));
                case UNKNOWN_STATUS -> rows.set(at, withState(row, LegState.UNKNOWN));
                case SHUFFLED_ROWS -> Collections.shuffle(rows, new Random(fault.pick()));
                case QUARANTINED_ROW -> {
                    rows.removeIf(other -> other.instrument().equals(row.instrument()));
                    quarantined = Set.of(row.instrument());
                }
                default -> {}
            }
        }
        return new Read.Fresh<>(rows, fresh.startedAt(), fresh.endedAt(), quarantined);
    }

    private static BrokerOrder withFilled(BrokerOrder row, int filled, @Nullable BigDecimal average) {
        return copy(row, filled, average, row.state());
    }

    private static BrokerOrder withState(BrokerOrder row, LegState state) {
        return copy(row, row.filled(), row.averagePrice(), state);
    }

    private static BrokerOrder copy(BrokerOrder row, int filled, @Nullable BigDecimal average, LegState state) {
        return new BrokerOrder(
                row.brokerOrderId(),
                row.tag(),
                row.instrument(),
                row.side(),
                row.product(),
                row.type(),
                row.quantity(),
                filled,
                average,
                row.limitPrice(),
                row.triggerPrice(),
                state,
                row.triggered(),
                row.reason(),
                row.createdAt(),
                row.updatedAt());
    }
}
