package io.ordermonitor;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.Brokers;
import io.ordermonitor.execution.Desks;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Tag;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Listens to the brokers' order events and asks for a nudged cycle when one of our orders has filled more or ended; an
 * acknowledgement, or a push that says no more than what is known, never does.
 */
final class AccountEvents implements AutoCloseable {
    private final Brokers brokers;
    private final Desks desks;
    private final String installation;
    private final BiConsumer<Long, Long> nudge;
    private final Map<Long, Broker.Subscription> subscriptions = new ConcurrentHashMap<>();

    /**
     * @param installation what the tags of our orders begin with
     * @param nudge is given the user and the account
     */
    AccountEvents(Brokers brokers, Desks desks, String installation, BiConsumer<Long, Long> nudge) {
        this.brokers = brokers;
        this.desks = desks;
        this.installation = installation;
        this.nudge = nudge;
    }

    /** Listens to accounts that it does not listen to yet. */
    void follow(Collection<Account> accounts) {
        for (Account account : accounts) {
            subscriptions.computeIfAbsent(
                    account.id(), id -> brokers.of(account).subscribe(row -> heard(account, row)));
        }
    }

    /** An entry was taken over whose fills may all be told already: only another look at the book protects them. */
    void adopted(long userId, long accountId) {
        nudge.accept(userId, accountId);
    }

    private void heard(Account account, BrokerOrder row) {
        if (isNews(account, row)) {
            nudge.accept(account.userId(), account.id());
        }
    }

    private boolean isNews(Account account, BrokerOrder row) {
        for (ManagedOrder order : desks.of(account.userId()).glance()) {
            for (LegOrder leg : order.legOrders()) {
                if (order.accountId() == account.id() && isOf(leg, row)) {
                    return row.filled() > leg.filled()
                            || (row.state().isTerminal() && !leg.state().isTerminal());
                }
            }
        }
        return Tag.orderOf(installation, row.tag()).isPresent()
                && (row.filled() > 0 || row.state().isTerminal());
    }

    private static boolean isOf(LegOrder leg, BrokerOrder row) {
        return row.brokerOrderId().equals(leg.brokerOrderId()) || leg.tag().equals(row.tag());
    }

    @Override
    public void close() {
        subscriptions.values().forEach(Broker.Subscription::close);
        subscriptions.clear();
    }
}
