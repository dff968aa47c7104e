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
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.Position;
import io.ordermonitor.testkit.VirtualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from the monitor to one account at the exchange: it loses replies, lags, shows rows twice and so on as the
 * plan has it, and writes down what went over it. Shared by all processes of a day. Thread-safe.
 */
final class AccountLine {
    private final long accountId;
    private final Broker exchange;
    private final PaperExchange paper;
    private final Ledger ledger;
    private final VirtualTime clock;
    private final ScheduledExecutorService time;
    private final LineWrites writes;
    private final LineLog log;
    private final Consumer<FaultKind> struck;
    private final LineFaults faults = new LineFaults();
    private volatile boolean isPolledOnly;

    /**
     * @param ledger whose intents say what a write is for
     * @param struck is told of each fault that strikes
     */
    AccountLine(
            long accountId,
            PaperExchange paper,
            Shares shares,
            Ledger ledger,
            VirtualTime time,
            LineLog log,
            Consumer<FaultKind> struck) {
        this.accountId = accountId;
        this.paper = paper;
        this.exchange = paper.broker(accountId);
        this.ledger = ledger;
        this.clock = time;
        this.time = time;
        this.log = log;
        this.struck = struck;
        this.writes = new LineWrites(accountId, paper, shares, time, this::picture);
    }

    LineFaults faults() {
        return faults;
    }

    /** From now on the broker pushes nothing. */
    void withholdEvents() {
        isPolledOnly = true;
    }

    /** The broker as a process has it. */
    Broker broker(Life life) {
        return new Line(life);
    }

    /** Notes the book as it stands, for those that lag. */
    void picture() {
        faults.book().picture(clock.instant(), paper.book(accountId));
    }

    /** Notes the positions as they stand, for those that lag. */
    void pictureOfPositions() {
        List<Position> rows = paper.openNet(accountId);
        faults.holdings().picture(clock.instant(), rows);
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
            boolean slow =
                    fault.filter(one -> one.kind() == FaultKind.SLOW_READ).isPresent();
            boolean before = fault.filter(one -> one.pick() % 2 == 0).isPresent();
            if (slow && before) {
                waitFor(fault.get().lasting());
            }
            Read<BrokerOrder> read = fault.flatMap(AccountLine.this::failure).orElseGet(exchange::orderBook);
            if (slow && !before) {
                waitFor(fault.get().lasting());
            }
            if (read instanceof Read.Fresh<BrokerOrder> fresh) {
                read = shown(fresh, fault.orElse(null), startedAt);
            }
            life.call();
            log.book(accountId, life.process(), startedAt, read, isTrue(read, fault));
            return byClockOf(read);
        }

        private boolean isTrue(Read<BrokerOrder> read, Optional<PlannedFault> fault) {
            boolean harmless = fault.isEmpty() || fault.get().kind() == FaultKind.SHUFFLED_ROWS;
            return read.isFresh() && harmless && !faults.book().isOn(clock.instant());
        }

        /** As the process dates it by its own clock. */
        private <T> Read<T> byClockOf(Read<T> read) {
            Duration ahead = life.ahead();
            return read instanceof Read.Fresh<T> fresh && !ahead.isZero()
                    ? new Read.Fresh<>(
                            fresh.rows(),
                            fresh.startedAt().plus(ahead),
                            fresh.endedAt().plus(ahead),
                            fresh.quarantined())
                    : read;
        }

        @Override
        public Read<Position> positions() {
            life.call();
            Instant startedAt = clock.instant();
            Optional<PlannedFault> fault = faults.nextPositions();
            fault.ifPresent(one -> struck.accept(one.kind()));
            Read<Position> read = exchange.positions();
            boolean lags = faults.holdings().isOn(startedAt);
            if (faults.arePositionsDown(startedAt)) {
                read = new Read.Failed<>(FailureKind.UNREACHABLE, "positions cannot be read");
            } else if (read instanceof Read.Fresh<Position> fresh && (lags || fault.isPresent())) {
                List<Position> rows = lags ? faults.holdings().shown(startedAt) : fresh.rows();
                ShownPositions shown = ShownPositions.of(rows, fresh.quarantined(), fault);
                read = new Read.Fresh<>(shown.rows(), fresh.startedAt(), fresh.endedAt(), shown.quarantined());
            }
            life.call();
            log.positions(accountId, life.process(), startedAt, read, read.isFresh() && !lags && fault.isEmpty());
            return byClockOf(read);
        }

        @Override
        public Map<InstrumentId, BigDecimal> quotes(Set<InstrumentId> instruments) {
            life.call();
            return exchange.quotes(instruments);
        }

        @Override
        public WriteResult place(PlaceOrder order) {
            return write(order.tag(), LineLog.Kind.PLACE, order, "", broker -> broker.place(order));
        }

        @Override
        public WriteResult modify(ModifyOrder order) {
            return write(
                    order.tag(), LineLog.Kind.MODIFY, order, order.brokerOrderId(), broker -> broker.modify(order));
        }

        @Override
        public WriteResult cancel(CancelOrder order) {
            return write(
                    order.tag(), LineLog.Kind.CANCEL, order, order.brokerOrderId(), broker -> broker.cancel(order));
        }

        private WriteResult write(
                String tag, LineLog.Kind kind, Object ask, String brokerOrderId, LineWrites.Write write) {
            life.call();
            Instant startedAt = clock.instant();
            log.begins(accountId, life.process(), kind, tag, ask, startedAt);
            WriteResult result = answered(tag, kind, brokerOrderId, write);
            picture();
            log.ended(accountId, kind, tag, result, startedAt, clock.instant());
            life.call();
            return result;
        }

        private WriteResult answered(String tag, LineLog.Kind kind, String brokerOrderId, LineWrites.Write write) {
            Optional<Intent> intent = ledger.placement(tag);
            boolean grows = kind != LineLog.Kind.CANCEL;
            if (grows && intent.filter(one -> faults.isHalted(one.instrument())).isPresent()) {
                return LineWrites.halted();
            }
            if (kind == LineLog.Kind.MODIFY && faults.isCapped(brokerOrderId)) {
                return new WriteResult.Refused(LineWrites.CAP);
            }
            Optional<PlannedFault> fault = faults.nextWrite(kind, intent, clock.instant());
            if (fault.isEmpty()) {
                return write.at(exchange);
            }
            struck.accept(fault.get().kind());
            if (fault.get().kind() == FaultKind.MODIFY_REFUSED) {
                faults.cap(brokerOrderId);
            }
            return writes.answered(write, brokerOrderId, fault.get());
        }

        @Override
        public Login login() {
            life.call();
            log.login(accountId, life.process(), true);
            try {
                return exchange.login();
            } finally {
                log.login(accountId, life.process(), false);
            }
        }

        @Override
        public Subscription subscribe(OrderEventListener listener) {
            return exchange.subscribe(row -> {
                for (Duration late : faults.delays(clock.instant())) {
                    if (late.isZero()) {
                        tell(listener, row);
                    } else {
                        tellLater(listener, row, late);
                    }
                }
            });
        }

        @SuppressWarnings("FutureReturnValueIgnored") // it comes or it does not
        private void tellLater(OrderEventListener listener, BrokerOrder row, Duration late) {
            time.schedule(() -> tell(listener, row), late.toNanos(), TimeUnit.NANOSECONDS);
        }

        private void tell(OrderEventListener listener, BrokerOrder row) {
            if (!isPolledOnly && !life.isKilled() && !life.isPaused()) {
                if (row.filled() > 0) {
                    log.pushed(accountId, clock.instant());
                }
                listener.onOrderEvent(row);
            }
        }

        @Override
        public BrokerProfile profile() {
            return exchange.profile();
        }
    }

    private Optional<Read<BrokerOrder>> failure(PlannedFault fault) {
        return switch (fault.kind()) {
            case RATE_LIMITED -> Optional.of(new Read.Failed<>(FailureKind.RATE_LIMITED, "too many requests"));
            case READ_INVALID -> Optional.of(new Read.Failed<>(FailureKind.INVALID, "<html>502 Bad Gateway</html>"));
            default -> Optional.empty();
        };
    }

    private Read<BrokerOrder> shown(Read.Fresh<BrokerOrder> fresh, @Nullable PlannedFault fault, Instant startedAt) {
        Instant now = clock.instant();
        List<BrokerOrder> book = faults.book().isOn(now) ? faults.book().shown(now) : fresh.rows();
        ShownRows shown = ShownRows.of(book, fresh.quarantined(), fault);
        return new Read.Fresh<>(shown.rows(), startedAt, now, shown.quarantined());
    }

    private void waitFor(Duration duration) {
        try {
            time.schedule(() -> {}, duration.toNanos(), TimeUnit.NANOSECONDS).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessKilled();
        } catch (ExecutionException | CancellationException e) {
            throw new ProcessKilled();
        }
    }
}
