package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.Connected;
import io.ordermonitor.netty.server.PlainText;
import io.ordermonitor.netty.server.Statements;
import io.ordermonitor.netty.server.settings.ServeSettings;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.store.Stores;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The database that a command acts on, with the checks that all commands share. What is wrong is thrown as an
 * {@link IllegalStateException} that says what, which, and what next.
 *
 * @param answers where the command answers
 * @param clock the wall clock
 */
record CommandDatabase(ServeSettings settings, Connected connected, Stores stores, Answers answers, Clock clock) {
    private static final int NAMED = 10;

    /** Its single statements. */
    Statements statements() {
        return new Statements(connected.dataSource());
    }

    /** Where days are counted. */
    ZoneId zone() {
        return settings.monitor().hours().zone();
    }

    /** True if a server will act on what is written. */
    boolean isServed() {
        return connected.server().isPresent();
    }

    /** Refuses what only a server can do. */
    void requireServer() {
        if (!isServed()) {
            throw new IllegalStateException(
                    "no server runs on this database, so nothing was written now: start one with"
                            + " 'java -jar monitor.jar serve' and the same --config, then try again");
        }
    }

    /** Why what is stored may be old, for people; empty if a server runs. */
    Optional<String> whyStale() {
        if (isServed()) {
            return Optional.empty();
        }
        String standing = connected
                .stalled()
                .map(last -> " (pid " + last.node().pid() + " on host "
                        + PlainText.line(last.node().host()) + " held the lease until " + answers.text(last.until())
                        + ": it may stand still)")
                .orElse("");
        return Optional.of(
                "no server runs on this database: this is what the last one stored; start one with 'serve'" + standing);
    }

    /** Asks the server for a cycle of a user, so that what was set counts at once; without a server, for nothing. */
    void signal(long userId) {
        statements()
                .rows(
                        "signal user " + userId,
                        "select pg_notify('order_request', ?)",
                        row -> true,
                        Long.toString(userId));
    }

    /** What to add for people if nobody acts on what was set. */
    String ifUnserved() {
        return isServed() ? "" : " (no server runs now: it counts as soon as one does)";
    }

    /** Any account. */
    Account account(long accountId) {
        return stores.inputs()
                .account(accountId)
                .orElseThrow(() -> new IllegalStateException(
                        "there is no account " + accountId + "; 'account list' shows those that there are"));
    }

    /** Refuses a user who has no account: his number is probably mistyped. */
    void requireAccountOf(long userId) {
        List<Long> users = new AccountTable(statements()).users();
        if (users.contains(userId)) {
            return;
        }
        String others = users.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        throw new IllegalStateException("user " + userId + " has no account here; "
                + (users.isEmpty()
                        ? "nobody has one: 'account add' adds one"
                        : "users with accounts: " + others
                                + (users.size() > NAMED ? " and " + (users.size() - NAMED) + " more" : "")
                                + " ('account list' shows all)"));
    }

    /** An account of this user, active or not. */
    Account account(long userId, long accountId) {
        Account account = account(accountId);
        if (account.userId() != userId) {
            throw new IllegalStateException("account " + accountId + " is not user " + userId
                    + "'s; 'account list --user " + userId + "' shows his");
        }
        return account;
    }

    /** Any managed order, rejected ones included. */
    ManagedOrder order(long orderId) {
        return stores.orders()
                .find(orderId)
                .orElseThrow(() -> new IllegalStateException(
                        "there is no order " + orderId + "; 'order list --user N' shows those that there are"));
    }
}
