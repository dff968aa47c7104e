package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.Statements;
import io.ordermonitor.order.UserIds;
import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the alarms that stand, and below them the safety switches. */
@Command(
        name = "alarms",
        description = "Lists what a person must act on now, and the safety switches that are set.",
        footer = "  java -jar monitor.jar alarms --user 1")
final class AlarmsCommand implements Callable<Integer> {
    private static final String LIST =
            "select * from v_error where user_id between ? and ? order by since, user_id, account_id, order_id";

    private final Console console;

    @Mixin
    private CommandOptions options = new CommandOptions();

    @Option(names = "--user", paramLabel = "N", converter = OptionForms.UserId.class, description = "Only this user's.")
    private @Nullable Long userId;

    AlarmsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandDatabase database = options.openToRead(console);
        long from = userId == null ? 1 : userId;
        long to = userId == null ? UserIds.MAX : userId;
        database.answers()
                .all(
                        database.statements().rows("read the alarms", LIST, AlarmsCommand::fields, from, to),
                        "No alarms.");
        // Programs read alarms alone from standard output.
        PrintStream below = options.isJson() ? console.err() : console.out();
        StandingSwitches.of(database, from, to).sentence().ifPresent(below::println);
        return 0;
    }

    private static Map<String, @Nullable Object> fields(ResultSet row) throws SQLException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("since", Statements.instant(row, "since"));
        fields.put("user_id", row.getLong("user_id"));
        fields.put("account_id", idOrNull(row, "account_id"));
        fields.put("order_id", idOrNull(row, "order_id"));
        fields.put("code", row.getString("code"));
        fields.put("message", row.getString("message"));
        return fields;
    }

    private static @Nullable Long idOrNull(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return id == 0 ? null : id;
    }
}
