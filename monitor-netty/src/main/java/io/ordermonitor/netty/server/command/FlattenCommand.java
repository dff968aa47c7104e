package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.command.OrderRequests.Ask;
import io.ordermonitor.netty.server.command.OrderRequests.Done;
import io.ordermonitor.order.OrderRequest.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops entries and closes everything. */
@Command(
        name = "flatten",
        description = "Sets stop-entries and closes every order at the market. Entries stay stopped until"
                + " allow-entries.",
        footer = "  java -jar monitor.jar flatten --user 1 --account 2")
final class FlattenCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommandOptions options = new CommandOptions();

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Mixin
    private WaitOptions wait = new WaitOptions();

    FlattenCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        scope.check(options);
        CommandDatabase database = options.open(console);
        scope.scope(database);
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("account_id", scope.accountId());
        columns.put("strategy", scope.strategy());
        return new OrderRequests(database)
                .ask(new Ask(Kind.FLATTEN, scope.userId(), columns), wait, done -> tell(database, done));
    }

    private int tell(CommandDatabase database, Done done) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("request_id", done.requestId());
        fields.put("request_key", done.key());
        fields.put("status", "done");
        fields.put("user_id", scope.userId());
        fields.put("said", done.said());
        database.answers().one("Flattening " + scope.named() + ": " + done.said() + ".", fields);
        return 0;
    }
}
