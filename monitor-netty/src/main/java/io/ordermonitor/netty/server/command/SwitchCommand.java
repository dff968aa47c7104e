package io.ordermonitor.netty.server.command;

import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchReach;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.order.Switches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Sets or lifts a safety switch; needs no server, so that nothing keeps a person from stopping. */
@Command
final class SwitchCommand implements Callable<Integer> {
    private final Console console;
    private final Act act;

    @Mixin
    private CommandOptions options = new CommandOptions();

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    SwitchCommand(Console console, Act act) {
        this.console = console;
        this.act = act;
    }

    /** What it does. */
    enum Act {
        STOP(
                "stop-entries",
                SafetySwitch.STOP_ENTRIES,
                true,
                "The kill switch: no entry is sent, made anew or followed; stops, exits and cancels pass."),
        ALLOW("allow-entries", SafetySwitch.STOP_ENTRIES, false, "Lifts stop-entries where it was set."),
        PAUSE(
                "pause",
                SafetySwitch.PAUSE,
                true,
                "Writes nothing at all to brokers, no stop-loss either. What rests there stays; everything is still"
                        + " read and shown."),
        RESUME("resume", SafetySwitch.PAUSE, false, "Lifts pause where it was set.");

        private final String command;
        private final SafetySwitch which;
        private final boolean on;
        private final String description;

        Act(String command, SafetySwitch which, boolean on, String description) {
            this.command = command;
            this.which = which;
            this.on = on;
            this.description = description;
        }

        String command() {
            return command;
        }

        String description() {
            return description;
        }

        String lasting() {
            return on
                    ? "It stays until it is lifted."
                    : "Switches stand each for itself: one of an account or strategy stays when the user's is lifted.";
        }

        String example() {
            return "  java -jar monitor.jar " + command + " --user 1 --strategy breakout";
        }
    }

    @Override
    public Integer call() {
        scope.check(options);
        CommandDatabase database = options.open(console);
        SwitchScope of = isToTakeBack(database) ? scope.unchecked() : scope.scope(database);
        Switches now = database.stores().inputs().change(scope.userId(), act.which, of, act.on);
        if (act.which == SafetySwitch.PAUSE) {
            // What was held back is written by the next cycle, if the server knows that it was held back; the other
            // switches count without one.
            database.signal(scope.userId());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("user_id", scope.userId());
        fields.put("stop_entries", fields(now.stopEntries()));
        fields.put("pause", fields(now.pause()));
        database.answers()
                .one(act.command + " was done for " + scope.named() + ". " + told(now) + database.ifUnserved(), fields);
        return 0;
    }

    /** What stands can be lifted even if it was set for somebody who has no account. */
    private boolean isToTakeBack(CommandDatabase database) {
        if (act.on) {
            return false;
        }
        Switches before = database.stores().inputs().gate(scope.userId()).switches();
        return !before.with(act.which, scope.unchecked(), false).equals(before);
    }

    private static String told(Switches now) {
        return now.equals(Switches.NONE)
                ? "No switch is set."
                : "Entries are stopped for " + words(now.stopEntries()) + "; paused is " + words(now.pause()) + ".";
    }

    private static Map<String, Object> fields(SwitchReach reach) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("everything", reach.everything());
        fields.put("accounts", new TreeSet<>(reach.accounts()));
        fields.put("strategies", new TreeSet<>(reach.strategies()));
        return fields;
    }

    private static String words(SwitchReach reach) {
        List<String> words = new ArrayList<>();
        if (reach.everything()) {
            words.add("the whole user");
        }
        new TreeSet<>(reach.accounts()).forEach(id -> words.add("account " + id));
        new TreeSet<>(reach.strategies()).forEach(name -> words.add("strategy " + name));
        return words.isEmpty() ? "nothing" : String.join(", ", words);
    }
}
