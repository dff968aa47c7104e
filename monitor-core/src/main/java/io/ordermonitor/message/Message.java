package io.ordermonitor.message;

import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A message to a client. Tracked messages are numbered per user, kept in the history and never dropped; {@code seq}
 * is given by the connection manager when it sends them.
 */
public sealed interface Message {
    /** When it happened, by the market clock. */
    Instant timestamp();

    /** True if the message carries a {@code seq}. */
    default boolean isTracked() {
        return false;
    }

    /** Always the first frame. {@code seq} is the newest of the user. */
    record ConnectionEstablished(
            String connectionId,
            long userId,
            Instant timestamp,
            String epoch,
            long seq,
            boolean recovered,
            long nextCycleInMs,
            long pingIntervalMs,
            int maxMessageBytes,
            long reconnectJitterMs)
            implements Message {}

    /** Sent before a policy close. */
    record ConnectionRejected(
            int code,
            String reason,
            @Nullable Instant retryAt,
            @Nullable Long retryAfterMs,
            Instant timestamp) implements Message {}

    /** The errors of a cycle; the codec makes {@code errors} and {@code details} of the findings. */
    record MonitoringErrors(List<Finding> findings, Instant timestamp) implements Message {
        public MonitoringErrors {
            findings = List.copyOf(findings);
        }

        @Override
        public boolean isTracked() {
            return true;
        }
    }

    /** An order's full state. */
    record OrderUpdate(OrderPicture order, List<String> changed, UpdateCause cause, Instant timestamp)
            implements Message {
        public OrderUpdate {
            changed = List.copyOf(changed);
        }

        @Override
        public boolean isTracked() {
            return true;
        }
    }

    /** Why an order changed. */
    record UpdateCause(int step, String rule, long cycle) {}

    /** A managed order with the symbol of its instrument: what clients see of it. */
    record OrderPicture(ManagedOrder order, String symbol) {}

    /** A cycle ran; only the newest matters. */
    record CycleCompleted(
            long cycle,
            boolean nudged,
            List<StepLine> steps,
            PnlTotals pnl,
            List<OrderLine> orders,
            long nextCycleInMs,
            Instant timestamp)
            implements Message {
        public CycleCompleted {
            steps = List.copyOf(steps);
            orders = List.copyOf(orders);
        }
    }

    /** One step of a cycle. {@code why} is null, the reason of a skip or failure, or what was out of the ordinary. */
    record StepLine(
            int step,
            String name,
            StepOutcome outcome,
            long ms,
            @Nullable String why) {}

    /** How a step ended. */
    enum StepOutcome {
        DONE,
        SKIPPED,
        FAILED
    }

    /** Profit and loss of the day in rupees; stale accounts count with their last known figures. */
    record PnlTotals(BigDecimal realised, BigDecimal unrealised, List<Long> staleAccounts) {
        public PnlTotals {
            staleAccounts = List.copyOf(staleAccounts);
        }
    }

    /** An order's price and unrealised PnL. */
    record OrderLine(
            long orderId,
            @Nullable BigDecimal lastPrice,
            @Nullable BigDecimal unrealised) {}

    /** A loop ended while connections were open. */
    record MonitoringStopped(
            String reason,
            @Nullable Instant retryAt,
            @Nullable Long retryAfterMs,
            Instant timestamp) implements Message {
        @Override
        public boolean isTracked() {
            return true;
        }
    }

    /** Everything of a user. {@code seq} is the newest at that instant. */
    record Snapshot(
            List<OrderPicture> orders,
            List<PositionLine> positions,
            PnlTotals pnl,
            List<Alarm> alarms,
            long seq,
            Instant timestamp)
            implements Message {
        public Snapshot {
            orders = List.copyOf(orders);
            positions = List.copyOf(positions);
            alarms = List.copyOf(alarms);
        }
    }

    /** One net position. {@code external} is what of it none of our orders holds. */
    record PositionLine(long accountId, Position position, int external, Instant asOf, boolean stale) {}

    /** The answer to a ping. */
    record Pong(@Nullable RequestId id, Instant timestamp) implements Message {}

    /** The answer to a token refresh. */
    record TokenRefreshed(Instant expiresAt, Instant timestamp) implements Message {}

    /** A client message was not valid. */
    record Refusal(String code, String message, @Nullable RequestId id, Instant timestamp) implements Message {}

    /** Where a message stands in a user's numbering. */
    record Numbered(Message message, OptionalLong seq) {}
}
