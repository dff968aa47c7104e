package io.ordermonitor.testkit.simulation;

import io.ordermonitor.connection.Connection;
import io.ordermonitor.connection.EncodedMessage;
import io.ordermonitor.message.Message;
import io.ordermonitor.testkit.InMemoryConnection;
import java.util.List;

/** A connection of one user that holds what reaches it to spec 7: nothing of one user is sent for another. */
record SharedNothing(DayPlan plan, long userId, FirstViolation first, InMemoryConnection tab) implements Connection {
    SharedNothing(DayPlan plan, long userId, String name, FirstViolation first) {
        this(plan, userId, first, new InMemoryConnection(name));
    }

    @Override
    public String describe() {
        return tab.describe();
    }

    @Override
    public Sent send(EncodedMessage message) {
        for (long account : accounts(message.message())) {
            if (account != 0 && plan.userOf(account) != userId) {
                first.broken(
                        Invariant.OTHERS,
                        account,
                        0,
                        "user " + userId + " is told of account " + account + ": " + message);
            }
        }
        return tab.send(message);
    }

    private static List<Long> accounts(Message message) {
        if (message instanceof Message.OrderUpdate update) {
            return List.of(update.order().order().accountId());
        }
        if (message instanceof Message.MonitoringErrors errors) {
            return errors.findings().stream()
                    .map(finding -> finding.accountId())
                    .toList();
        }
        if (message instanceof Message.Snapshot snapshot) {
            return snapshot.orders().stream()
                    .map(picture -> picture.order().accountId())
                    .toList();
        }
        return List.of();
    }

    @Override
    public void close(int code, String reason) {
        tab.close(code, reason);
    }
}
