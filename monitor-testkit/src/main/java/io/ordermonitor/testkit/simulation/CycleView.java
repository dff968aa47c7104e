package io.ordermonitor.testkit.simulation;

import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cycle that ended, with what stands then: made once for all checks.
 *
 * @param process which process ran it, counted from 1
 * @param startedAt when it began to read, by no process's clock; its {@code cycle} has its own
 * @param orders what is stored
 * @param truths what each account has at the exchange
 * @param told what its user was told since the cycle before
 */
record CycleView(
        int process,
        Instant startedAt,
        MonitorEvent.CycleEnded cycle,
        List<ManagedOrder> orders,
        Map<Long, Truth> truths,
        List<Message> told,
        LineLog log) {
    CycleView {
        told = List.copyOf(told);
    }

    Truth truth(ManagedOrder order) {
        Truth truth = truths.get(order.accountId());
        if (truth == null) {
            throw new IllegalArgumentException("no account " + order.accountId());
        }
        return truth;
    }

    /** The errors and alarms that were told. */
    List<Finding> findings() {
        return told.stream()
                .filter(Message.MonitoringErrors.class::isInstance)
                .flatMap(message -> ((Message.MonitoringErrors) message).findings().stream())
                .toList();
    }

    /** The positions that the cycle read of an account, if they came through. */
    Optional<LineLog.Shown<Position>> positions(long accountId) {
        return log.positions(accountId, process)
                .filter(held -> held.isFresh() && !held.startedAt().isBefore(startedAt()));
    }

    /** The book that the cycle read of an account, if it came through. */
    Optional<LineLog.Shown<BrokerOrder>> book(long accountId) {
        return log.book(accountId, process)
                .filter(book -> book.isFresh() && !book.startedAt().isBefore(startedAt()));
    }
}
