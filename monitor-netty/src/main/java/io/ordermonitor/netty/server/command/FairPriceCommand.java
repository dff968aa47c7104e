package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.Statements;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.InstrumentId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets and lists fair prices. */
@Command(name = "fair-price", description = "Sets and lists the fair prices that entries and stops follow.")
final class FairPriceCommand {
    private static final String LIST = """
            select f.instrument, (select min(symbol) from instrument i where i.instrument = f.instrument) as symbol,
                f.buy_fair_price, f.sell_fair_price, f.as_of, f.source
            from fair_price f order by f.instrument""";

    private final Console console;

    FairPriceCommand(Console console) {
        this.console = console;
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Sets the fair prices of an instrument as of now. A side that is not given has none from now"
                    + " on. They count for two minutes, unless the settings say otherwise.",
            footer = "  java -jar monitor.jar fair-price set NSECM:2885 --buy 2501.50 --sell 2500.00")
    int set(
            @Mixin CommandOptions options,
            @Parameters(
                            paramLabel = "INSTRUMENT",
                            converter = OptionForms.Instrument.class,
                            description = "As SEGMENT:TOKEN.")
                    String text,
            @Option(
                            names = "--buy",
                            paramLabel = "P",
                            converter = OptionForms.Price.class,
                            description = "What a buyer should pay.")
                    @Nullable
                    BigDecimal buy,
            @Option(
                            names = "--sell",
                            paramLabel = "P",
                            converter = OptionForms.Price.class,
                            description = "What a seller should get.")
                    @Nullable
                    BigDecimal sell,
            @Option(
                            names = "--source",
                            paramLabel = "NAME",
                            defaultValue = "command line",
                            converter = OptionForms.Name.class,
                            description = "Who says so (default: ${DEFAULT-VALUE}).")
                    String source) {
        if (buy == null && sell == null) {
            throw options.misuse("give --buy, --sell or both");
        }
        CommandDatabase database = options.open(console);
        InstrumentId instrument = InstrumentNames.all(database.statements()).require(text);
        Instant now = database.clock().instant();
        database.stores().inputs().saveFairPrices(List.of(new FairPrice(instrument, buy, sell, now, source)));
        Answers answers = database.answers();
        answers.one(
                "Fair prices of " + instrument + ": buy " + answers.text(buy) + ", sell " + answers.text(sell)
                        + ", as of " + answers.text(now) + ".",
                fields(instrument.toString(), buy, sell, now, source));
        return 0;
    }

    private static Map<String, @Nullable Object> fields(
            String instrument,
            @Nullable BigDecimal buy,
            @Nullable BigDecimal sell,
            @Nullable Instant asOf,
            String source) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("instrument", instrument);
        fields.put("buy", buy);
        fields.put("sell", sell);
        fields.put("as_of", asOf);
        fields.put("source", source);
        return fields;
    }

    @Command(name = "list", description = "Lists the fair prices.", footer = "  java -jar monitor.jar fair-price list")
    int list(@Mixin CommandOptions options) {
        CommandDatabase database = options.openToRead(console);
        List<Map<String, @Nullable Object>> rows = database.statements().rows("read the fair prices", LIST, row -> {
            Map<String, @Nullable Object> fields = fields(
                    row.getString("instrument"),
                    row.getBigDecimal("buy_fair_price"),
                    row.getBigDecimal("sell_fair_price"),
                    Statements.instant(row, "as_of"),
                    row.getString("source"));
            fields.put("symbol", row.getString("symbol"));
            return fields;
        });
        database.answers().all(rows, "No fair prices; 'fair-price set' sets one.");
        return 0;
    }
}
