package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.order.BrokerOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What becomes of the writes of one account that a fault strikes. */
final class LineWrites {
    private static final String TRIGGER =
            "Trigger price for stoploss orders is on the wrong side of the last traded price (LTP)";
    private static final String RISK = "RMS:Rule : Check client exposure : order turned down";
    private static final String ERROR_BODY = "HTTP 200 with type error: OMS timed out";
    private static final String HALTED = "RMS:Trading is suspended until further notice";

    /** What an order says that takes no more modifications. */
    static final String CAP = "Maximum allowed order modifications exceeded";

    private final long accountId;
    private final PaperExchange paper;
    private final Shares shares;
    private final Broker exchange;
    private final ScheduledExecutorService time;
    private final Runnable picture;

    /** @param picture is run when the exchange did something that no reply tells of */
    LineWrites(long accountId, PaperExchange paper, Shares shares, ScheduledExecutorService time, Runnable picture) {
        this.accountId = accountId;
        this.paper = paper;
        this.shares = shares;
        this.exchange = paper.broker(accountId);
        this.time = time;
        this.picture = picture;
    }

    /** A write that waits for a broker to do it. */
    interface Write {
        WriteResult at(Broker broker);
    }

    /** An instrument that nothing is taken in. */
    static WriteResult halted() {
        return new WriteResult.Refused(HALTED);
    }

    /** What a write comes to under a fault. */
    WriteResult answered(Write write, String brokerOrderId, PlannedFault fault) {
        return switch (fault.kind()) {
            case RATE_LIMITED -> new WriteResult.NotSent(FailureKind.RATE_LIMITED, "too many requests");
            case NOT_SENT -> new WriteResult.NotSent(FailureKind.UNREACHABLE, "no connection");
            case REPLY_LOST_BEFORE -> new WriteResult.Unknown("read timed out", false);
            case LATE_ARRIVAL -> arrivingLate(write, fault.lasting());
            case ERROR_BODY -> {
                if (fault.pick() % 2 == 0) {
                    write.at(exchange);
                }
                yield new WriteResult.Unknown(ERROR_BODY, false);
            }
            case TOKEN_KILLED -> {
                paper.expireSession(accountId);
                yield write.at(exchange);
            }
            case STOP_REFUSED ->
                fault.pick() % 2 == 0 ? new WriteResult.Refused(TRIGGER) : turnedDown(write, Duration.ZERO, TRIGGER);
            case SLICE_REFUSED -> new WriteResult.Refused(RISK);
            case TURNED_DOWN -> turnedDown(write, fault.lasting(), RISK);
            case MODIFY_REFUSED -> new WriteResult.Refused(CAP);
            case FILL_DURING_CANCEL, FILL_BEFORE_MODIFY -> {
                fill(brokerOrderId, fault.pick());
                yield write.at(exchange);
            }
            default -> {
                write.at(exchange);
                yield new WriteResult.Unknown("connection reset", false);
            }
        };
    }

    private void fill(String brokerOrderId, int pick) {
        Optional<BrokerOrder> row = paper.book(accountId).stream()
                .filter(one -> one.brokerOrderId().equals(brokerOrderId))
                .findFirst();
        row.ifPresent(one -> paper.fill(accountId, brokerOrderId, shares.part(one, pick)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody learns of it but by the book
    private WriteResult arrivingLate(Write write, Duration by) {
        time.schedule(
                () -> {
                    write.at(exchange);
                    picture.run();
                },
                by.toNanos(),
                TimeUnit.NANOSECONDS);
        return new WriteResult.Unknown("read timed out", false);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody learns of it but by the book
    private WriteResult turnedDown(Write write, Duration after, String reason) {
        WriteResult result = write.at(exchange);
        if (result instanceof WriteResult.Accepted accepted) {
            Runnable down = () -> {
                paper.turnDown(accountId, accepted.brokerOrderId(), reason);
                picture.run();
            };
            if (after.isZero()) {
                down.run();
            } else {
                time.schedule(down, after.toNanos(), TimeUnit.NANOSECONDS);
            }
        }
        return result;
    }
}
