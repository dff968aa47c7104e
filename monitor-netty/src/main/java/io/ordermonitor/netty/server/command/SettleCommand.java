package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.command.OrderRequests.Ask;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderRequest.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Releases a frozen order. */
@Command(
        name = "settle",
        description = "Releases an order that is FROZEN: you say how many units it holds, as the broker shows them, and"
                + " the next cycle protects them.",
        footer = "  java -jar monitor.jar settle --order 12 --open 10")
final class SettleCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private CommandOptions options = new CommandOptions();

    @Option(
            names = "--order",
            paramLabel = "ID",
            required = true,
            converter = OptionForms.Id.class,
            description = "The order.")
    private long orderId;

    @Option(
            names = "--open",
            paramLabel = "N",
            required = true,
            converter = OptionForms.Units.class,
            description = "How many units it holds; 0: none any more.")
    private int open;

    @Mixin
    private WaitOptions wait = new WaitOptions();

    SettleCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandDatabase database = options.open(console);
        ManagedOrder order = database.order(orderId);
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("order_id", orderId);
        columns.put("quantity", open);
        return new OrderRequests(database)
                .ask(
                        new Ask(Kind.SETTLE, order.userId(), columns),
                        wait,
                        done -> new OrderTelling(database)
                                .changed(done, orderId, "Order " + orderId + " was settled with " + open + " open"));
    }
}
