package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.PlainText;
import io.ordermonitor.order.SwitchReach;
import io.ordermonitor.order.Switches;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The safety switches that are set, as people are told. */
record StandingSwitches(List<String> each) {
    private static final String SET = """
            select user_id from safety_switch
            where user_id between ? and ? and (all_entries or paused
                or cardinality(accounts) + cardinality(strategies) > 0
                or cardinality(paused_accounts) + cardinality(paused_strategies) > 0)
            order by user_id""";

    StandingSwitches {
        each = List.copyOf(each);
    }

    /** Those of a range of users. */
    static StandingSwitches of(CommandDatabase database, long from, long to) {
        List<Long> users =
                database.statements().rows("read the switches", SET, row -> row.getLong("user_id"), from, to);
        List<String> each = new ArrayList<>();
        for (long user : users) {
            Switches switches = database.stores().inputs().gate(user).switches();
            scopes(switches.stopEntries(), user).forEach(scope -> each.add("entries of " + scope + " are stopped"));
            scopes(switches.pause(), user).forEach(scope -> each.add(scope + " is paused"));
        }
        return new StandingSwitches(each);
    }

    private static List<String> scopes(SwitchReach reach, long userId) {
        String user = "user " + userId;
        List<String> scopes = new ArrayList<>();
        if (reach.everything()) {
            scopes.add(user);
        }
        new TreeSet<>(reach.accounts()).forEach(id -> scopes.add("account " + id + " of " + user));
        new TreeSet<>(reach.strategies()).forEach(name -> scopes.add("strategy " + name + " of " + user));
        return scopes;
    }

    /** All of them in a sentence on one line; empty if there are none. */
    Optional<String> sentence() {
        return each.isEmpty()
                ? Optional.empty()
                : Optional.of(PlainText.line("Standing: " + String.join("; ", each) + "."));
    }
}
