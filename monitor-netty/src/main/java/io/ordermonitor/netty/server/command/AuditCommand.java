package io.ordermonitor.netty.server.command;

import io.ordermonitor.order.AuditTrail;
import io.ordermonitor.order.AuditedWrite;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderTale;
import io.ordermonitor.order.StoryLine;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what was written to brokers and why, and tells the story of one order. */
@Command(
        name = "audit",
        sortOptions = false,
        description = {
            "Shows each write of a user's day to a broker: what was asked, by which step and rule, in which cycle and"
                    + " under which lease number, and what came of it.",
            "With --order it tells the story of that order from its request to its end, what no write caused included.",
            "Times are those of the exchange's zone, India's unless hours.zone says otherwise. A fill stands at the time at"
                    + " which it was seen: the exchange may have filled earlier.",
            "'outside a cycle', or step 0 and cycle 0: written at once as it was asked for, not by one of the ten steps of a"
                    + " cycle.",
            "'lease': the number under which a server process owned the user; it rises with each start and takeover.",
            "An example for a day: java -jar monitor.jar audit --user 1 --date 2026-11-23"
        },
        footer = "  java -jar monitor.jar audit --user 1 --order 12")
final class AuditCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--user",
            paramLabel = "N",
            required = true,
            converter = OptionForms.UserId.class,
            description = "Whose.")
    private long userId;

    @Option(
            names = "--date",
            paramLabel = "D",
            converter = OptionForms.Day.class,
            description = "Which day, such as 2026-11-23; unless given: today, and with --order every day of it.")
    private @Nullable LocalDate date;

    @Option(names = "--order", paramLabel = "ID", converter = OptionForms.Id.class, description = "The order.")
    private @Nullable Long orderId;

    @Mixin
    private CommandOptions options = new CommandOptions();

    AuditCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandDatabase database = options.openToRead(console);
        database.requireAccountOf(userId);
        if (orderId == null) {
            day(database);
        } else {
            order(database, orderId);
        }
        return 0;
    }

    private void day(CommandDatabase database) {
        AuditPage page = page(database);
        LocalDate day = date == null ? page.today() : date;
        List<AuditedWrite> writes = database.stores().audit().writes(userId, day);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("user_id", userId);
        fields.put("date", day);
        fields.put("writes", writes.stream().map(AuditPage::fields).toList());
        database.answers().page(page.day(userId, day, writes), fields);
    }

    private void order(CommandDatabase database, long id) {
        ManagedOrder order = database.order(id);
        if (order.userId() != userId) {
            throw new IllegalStateException("order " + id + " is not user " + userId + "'s; 'order list --user "
                    + userId + " --all' shows his");
        }
        AuditTrail trail = database.stores().audit().trail(id).orElseThrow();
        List<StoryLine> story = OrderTale.tell(trail).stream()
                .filter(line -> date == null || isOn(date, line.at(), database))
                .toList();
        Map<String, @Nullable Object> fields = OrderPicture.fields(order);
        fields.put(
                "writes",
                trail.writes().stream()
                        .filter(w -> date == null || isOn(date, w.intent().createdAt(), database))
                        .map(AuditPage::fields)
                        .toList());
        fields.put("story", story.stream().map(AuditPage::fields).toList());
        database.answers().page(page(database).story(order, date, story), fields);
    }

    private static AuditPage page(CommandDatabase database) {
        LocalDate today = LocalDate.ofInstant(database.clock().instant(), database.zone());
        return new AuditPage(database.answers(), database.zone(), today);
    }

    private static boolean isOn(LocalDate day, Instant at, CommandDatabase database) {
        return LocalDate.ofInstant(at, database.zone()).equals(day);
    }
}
