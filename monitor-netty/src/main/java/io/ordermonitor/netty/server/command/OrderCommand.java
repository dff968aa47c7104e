package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.command.OrderRequests.Ask;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderRequest.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives, shows and changes managed orders. */
@Command(name = "order", description = "Gives, shows and changes managed orders.")
final class OrderCommand {
    private static final String LIST = """
            select v.*, case when v.state in ('ENTRY_CANCELLED', 'ENTRY_GIVEN_UP') then (
                select l.reason from leg_order l where l.order_id = v.order_id and l.leg = 'ENTRY' and l.reason <> ''
                order by l.seq desc limit 1) end as entry_reason
            from v_order v
            where v.user_id = ? and (? or v.ended_at is null or v.ended_at >= ?) order by v.order_id""";

    private final Console console;

    OrderCommand(Console console) {
        this.console = console;
    }

    @Command(
            name = "submit",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = "Gives a new order: the server places its entry, and its stop and target as it fills.",
            footer = {
                "  java -jar monitor.jar order submit --user 1 --account 1 \\",
                "    --instrument NSECM:2885 --side buy --product mis --quantity 10 \\",
                "    --type limit --limit 2500 --stop 2480 --target 2550 --strategy mine"
            })
    int submit(@Mixin CommandOptions options, @Mixin OrderOptions order, @Mixin WaitOptions wait)
            throws InterruptedException {
        CommandDatabase database = options.open(console);
        Ask ask = order.ask(options, database, wait.key(), null);
        return new OrderRequests(database)
                .ask(ask, wait, done -> new OrderTelling(database).entered(done, "was taken"));
    }

    @Command(
            name = "adopt",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Takes over an entry that you placed at the broker yourself, with its terms as they are there,"
                            + " and protects what it fills.",
            footer = {
                "  java -jar monitor.jar order adopt --broker-order-id 26010500017 \\",
                "    --user 1 --account 1 --instrument NSECM:2885 --side buy --product mis \\",
                "    --quantity 10 --type limit --limit 2500 --stop 2480 --target 2550 \\",
                "    --strategy mine"
            })
    int adopt(
            @Mixin CommandOptions options,
            @Mixin OrderOptions order,
            @Option(
                            names = "--broker-order-id",
                            paramLabel = "ID",
                            required = true,
                            converter = OptionForms.Key.class,
                            order = 0,
                            description = "The order at the broker.")
                    String brokerOrderId,
            @Mixin WaitOptions wait)
            throws InterruptedException {
        CommandDatabase database = options.open(console);
        Ask ask = order.ask(options, database, wait.key(), brokerOrderId);
        return new OrderRequests(database)
                .ask(ask, wait, done -> new OrderTelling(database).entered(done, "was taken over"));
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists a user's orders: those that are not ended, and those that ended today.",
            footer = "  java -jar monitor.jar order list --user 1")
    int list(
            @Mixin CommandOptions options,
            @Option(
                            names = "--user",
                            paramLabel = "N",
                            required = true,
                            converter = OptionForms.UserId.class,
                            description = "Whose.")
                    long userId,
            @Option(names = "--all", description = "Those of earlier days too.") boolean all) {
        CommandDatabase database = options.openToRead(console);
        Instant now = database.clock().instant();
        LocalDate today = LocalDate.ofInstant(now, database.zone());
        List<Map<String, @Nullable Object>> rows = database.statements()
                .rows(
                        "read the orders of user " + userId,
                        LIST,
                        OrderPicture::fields,
                        userId,
                        all,
                        today.atStartOfDay(database.zone()).toInstant());
        Map<Object, List<String>> flags = new HashMap<>();
        for (ManagedOrder order : database.stores().orders().load(userId, today, now)) {
            flags.put(order.id(), OrderPicture.flags(order));
        }
        // What is stored of the flags is a cycle old.
        rows.forEach(
                row -> Optional.ofNullable(flags.get(row.get("order_id"))).ifPresent(told -> row.put("flags", told)));
        database.answers().all(rows, "User " + userId + " has no orders" + (all ? "." : " today."));
        return 0;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows one order, its orders at the broker, and its story: state by state, write by write.",
            footer = "  java -jar monitor.jar order show 12")
    int show(
            @Mixin CommandOptions options,
            @Parameters(paramLabel = "ID", converter = OptionForms.Id.class, description = "The order.") long id) {
        CommandDatabase database = options.openToRead(console);
        ManagedOrder order = database.order(id);
        Map<String, @Nullable Object> fields = OrderPicture.fields(order);
        fields.put("notes", SliceNotes.of(database, order));
        List<Map<String, @Nullable Object>> legs =
                order.legOrders().stream().map(OrderPicture::fields).toList();
        List<Map<String, @Nullable Object>> story = database.stores().orders().history(id).stream()
                .map(OrderPicture::fields)
                .toList();
        StringBuilder text = new StringBuilder();
        Answers answers = database.answers();
        fields.forEach(
                (name, value) -> text.append(String.format("%-12s %s%n", name.replace('_', ' '), answers.text(value))));
        if (!legs.isEmpty()) {
            text.append(System.lineSeparator()).append(answers.table(legs));
        }
        if (!story.isEmpty()) {
            text.append(System.lineSeparator()).append(answers.table(story));
        }
        fields.put("legs", legs);
        fields.put("history", story);
        answers.page(text.toString().stripTrailing(), fields);
        return 0;
    }

    @Command(
            name = "cancel",
            mixinStandardHelpOptions = true,
            description = "Ends what is left of an order's entry; what has filled stays protected.",
            footer = "  java -jar monitor.jar order cancel 12")
    int cancel(
            @Mixin CommandOptions options,
            @Parameters(paramLabel = "ID", converter = OptionForms.Id.class, description = "The order.") long id,
            @Mixin WaitOptions wait)
            throws InterruptedException {
        return change(options, id, Kind.CANCEL, wait, Ending.CANCEL);
    }

    @Command(
            name = "exit",
            mixinStandardHelpOptions = true,
            description = "Closes an order at the market: ends its entry and sells, or buys back, what is open.",
            footer = "  java -jar monitor.jar order exit 12")
    int exit(
            @Mixin CommandOptions options,
            @Parameters(paramLabel = "ID", converter = OptionForms.Id.class, description = "The order.") long id,
            @Mixin WaitOptions wait)
            throws InterruptedException {
        return change(options, id, Kind.EXIT, wait, Ending.EXIT);
    }

    private int change(CommandOptions options, long id, Kind kind, WaitOptions wait, Ending ending)
            throws InterruptedException {
        CommandDatabase database = options.open(console);
        ManagedOrder order = live(database, id);
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("order_id", id);
        return new OrderRequests(database)
                .ask(
                        new Ask(kind, order.userId(), columns),
                        wait,
                        done -> new OrderTelling(database).changed(done, id, ending::of));
    }

    private static ManagedOrder live(CommandDatabase database, long id) {
        ManagedOrder order = database.order(id);
        if (order.state().isEnded()) {
            throw new IllegalStateException("order " + id + " is " + order.state() + ": it has ended, and there is"
                    + " nothing to change; 'order show " + id + "' tells its story");
        }
        return order;
    }

    @Command(
            name = "amend",
            mixinStandardHelpOptions = true,
            description = "Gives an order another stop and target.",
            footer = "  java -jar monitor.jar order amend 12 --stop 2485 --target 2560")
    int amend(
            @Mixin CommandOptions options,
            @Parameters(paramLabel = "ID", converter = OptionForms.Id.class, description = "The order.") long id,
            @Mixin AmendOptions to,
            @Mixin WaitOptions wait)
            throws InterruptedException {
        to.check(options);
        CommandDatabase database = options.open(console);
        ManagedOrder order = live(database, id);
        to.check(options, order);
        BigDecimal target = to.target(order);
        try {
            order.terms().amended(to.stop(), target);
        } catch (IllegalArgumentException e) {
            throw options.misuse(OrderOptions.inOptions(String.valueOf(e.getMessage())));
        }
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("order_id", id);
        columns.put("sl_stop_price", to.stop());
        columns.put("target_price", target);
        Answers answers = database.answers();
        String did = "Order " + id + " has the stop " + answers.text(to.stop())
                + (target == null ? " and no target" : " and the target " + answers.text(target));
        return new OrderRequests(database)
                .ask(
                        new Ask(Kind.AMEND, order.userId(), columns),
                        wait,
                        done -> new OrderTelling(database).changed(done, id, did));
    }
}
