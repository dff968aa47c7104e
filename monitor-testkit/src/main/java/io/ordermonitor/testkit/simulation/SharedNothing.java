package io.ordermonitor.testkit.simulation;

import io.ordermonitor.connection.Connection;
import io.ordermonitor.connection.EncodedMessage;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Finding;
import io.ordermonitor.testkit.InMemoryConnection;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A connection of one user that holds what reaches it to spec 7: nothing of one user is sent for another. */
record SharedNothing(DayPlan plan, StoredDay stored, long userId, FirstViolation first, InMemoryConnection tab)
        implements Connection {
    SharedNothing(DayPlan plan, StoredDay stored, long userId, String name, FirstViolation first) {
        this(plan, stored, userId, first, new InMemoryConnection(name));
    }

    @Override
    public String describe() {
        return tab.describe();
    }

    @Override
    public Sent send(EncodedMessage message) {
        accounts(message.message())
                .filter(account -> account != 0 && plan.userOf(account) != userId)
                .forEach(account -> broken(account, 0, "account " + account, message));
        orders(message.message())
                .flatMap(id -> stored.order(id).stream())
                .filter(order -> order.userId() != userId)
                .forEach(order -> broken(order.accountId(), order.id(), "order " + order.id(), message));
        alarms(message.message())
                .filter(alarm -> alarm.userId() != userId)
                .forEach(alarm -> broken(alarm.accountId(), alarm.orderId(), "alarm " + alarm.code(), message));
        return tab.send(message);
    }

    private void broken(long account, long order, String of, EncodedMessage message) {
        first.broken(
                Invariant.OTHERS,
                account,
                order,
                "user " + userId + " is told of " + of + " of another one: " + message.message());
    }

    private static LongStream accounts(Message message) {
        if (message instanceof Message.OrderUpdate update) {
            return LongStream.of(update.order().order().accountId());
        }
        if (message instanceof Message.MonitoringErrors errors) {
            return errors.findings().stream().mapToLong(Finding::accountId);
        }
        if (message instanceof Message.Snapshot snapshot) {
            return LongStream.concat(
                    snapshot.orders().stream()
                            .mapToLong(picture -> picture.order().accountId()),
                    LongStream.concat(
                            snapshot.positions().stream().mapToLong(Message.PositionLine::accountId),
                            snapshot.alarms().stream().mapToLong(Alarm::accountId)));
        }
        return LongStream.empty();
    }

    private static Stream<Long> orders(Message message) {
        return message instanceof Message.MonitoringErrors errors
                ? errors.findings().stream().map(Finding::orderId).filter(id -> id > 0)
                : Stream.empty();
    }

    private static Stream<Alarm> alarms(Message message) {
        return message instanceof Message.Snapshot snapshot ? snapshot.alarms().stream() : Stream.empty();
    }

    @Override
    public void close(int code, String reason) {
        tab.close(code, reason);
    }
}
