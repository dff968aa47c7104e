package io.ordermonitor.netty.server.command;

import io.ordermonitor.order.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets who has rejected entries made anew. */
@Command(
        name = "permit",
        description = "Permits a user's rejected entries to be placed anew by their strategy, or forbids it.",
        footer = "  java -jar monitor.jar permit 1 on --strategies breakout,pullback")
final class PermitCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommandOptions options = new CommandOptions();

    @Parameters(index = "0", paramLabel = "USER", converter = OptionForms.UserId.class, description = "The user.")
    private long userId;

    @Parameters(index = "1", paramLabel = "on|off", description = "Whether it is permitted.")
    private OnOff state = OnOff.OFF;

    @Option(
            names = "--strategies",
            paramLabel = "A,B",
            split = ",",
            converter = OptionForms.Name.class,
            description = "Only entries of these strategies (default: of all).")
    private @Nullable List<String> strategies;

    PermitCommand(Console console) {
        this.console = console;
    }

    private enum OnOff {
        ON,
        OFF
    }

    @Override
    public Integer call() {
        boolean on = state == OnOff.ON;
        if (!on && strategies != null) {
            throw options.misuse(
                    "off forbids it for all strategies: leave --strategies out, or say on with those that remain");
        }
        CommandDatabase database = options.open(console);
        // What stands can be taken back even if it was permitted to somebody who has no account.
        if (on || !database.stores().inputs().gate(userId).permission().enabled()) {
            database.requireAccountOf(userId);
        }
        Set<String> allowed = new TreeSet<>();
        if (on) {
            allowed.addAll(strategies == null ? List.of("*") : strategies);
        }
        database.stores().inputs().savePermission(userId, new Permission(on, allowed));
        String whose = allowed.contains("*") ? "all strategies" : "strategies " + String.join(", ", allowed);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("user_id", userId);
        fields.put("permitted", on);
        fields.put("strategies", allowed);
        database.answers()
                .one(
                        on
                                ? "Rejected entries of user " + userId + " may be placed anew: " + whose + "."
                                : "Rejected entries of user " + userId + " stay rejected.",
                        fields);
        return 0;
    }
}
