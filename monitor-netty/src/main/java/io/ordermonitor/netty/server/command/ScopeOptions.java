package io.ordermonitor.netty.server.command;

import io.ordermonitor.order.SwitchScope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a safety switch is to cover: options for the {@code @Mixin} of a command. */
final class ScopeOptions {
    @Option(
            names = "--user",
            paramLabel = "N",
            required = true,
            converter = OptionForms.UserId.class,
            description = "Whose orders.")
    private long userId;

    @Option(
            names = "--account",
            paramLabel = "ID",
            converter = OptionForms.Id.class,
            description = "Only those of this account.")
    private @Nullable Long accountId;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            converter = OptionForms.Name.class,
            description = "Only those of this strategy.")
    private @Nullable String strategy;

    /** Refuses what excludes each other. */
    void check(CommandOptions options) {
        if (accountId != null && strategy != null) {
            throw options.misuse("--account and --strategy exclude each other: give the command for each");
        }
    }

    /** Whose orders. */
    long userId() {
        return userId;
    }

    /** Which of them; an account must be the user's, and he must have one. */
    SwitchScope scope(CommandDatabase database) {
        if (accountId != null) {
            database.account(userId, accountId);
        } else {
            database.requireAccountOf(userId);
        }
        return unchecked();
    }

    /** Which of them, whether there is such an account or not. */
    SwitchScope unchecked() {
        if (accountId != null) {
            return SwitchScope.account(accountId);
        }
        return strategy != null ? SwitchScope.strategy(strategy) : SwitchScope.everything();
    }

    /** As people are told. */
    String named() {
        String whole = "user " + userId;
        if (accountId != null) {
            return whole + ", account " + accountId;
        }
        return strategy != null ? whole + ", strategy " + strategy : whole;
    }

    @Nullable
    Long accountId() {
        return accountId;
    }

    @Nullable
    String strategy() {
        return strategy;
    }
}
