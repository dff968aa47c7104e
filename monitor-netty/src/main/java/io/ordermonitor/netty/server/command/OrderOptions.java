package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.PlainText;
import io.ordermonitor.netty.server.command.OrderRequests.Ask;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderRequest.Kind;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A new managed order on the command line: options for the {@code @Mixin} of a command. */
final class OrderOptions {
    private static final Duration LONGEST = Duration.ofDays(3650);

    @Option(
            names = "--user",
            paramLabel = "N",
            required = true,
            converter = OptionForms.UserId.class,
            order = 1,
            description = "Whose order it is.")
    private long userId;

    @Option(
            names = "--account",
            paramLabel = "ID",
            required = true,
            converter = OptionForms.Id.class,
            order = 2,
            description = "The account it trades on.")
    private long accountId;

    @Option(
            names = "--instrument",
            paramLabel = "I",
            required = true,
            converter = OptionForms.Instrument.class,
            order = 3,
            description = "As SEGMENT:TOKEN, such as NSECM:2885.")
    private String instrument = "";

    @Option(names = "--side", paramLabel = "buy|sell", required = true, order = 4, description = "The entry's side.")
    private Side side = Side.BUY;

    @Option(
            names = "--product",
            paramLabel = "mis|nrml|cnc",
            required = true,
            order = 5,
            description = "What the position is held under.")
    private Product product = Product.MIS;

    @Option(
            names = "--quantity",
            paramLabel = "N",
            required = true,
            converter = OptionForms.Quantity.class,
            order = 6,
            description = "Units, never lots.")
    private int quantity;

    @Option(
            names = "--type",
            paramLabel = "limit|market|stoplimit",
            required = true,
            order = 7,
            description = "The entry's type.")
    private OrderType type = OrderType.LIMIT;

    @Option(
            names = "--trigger",
            paramLabel = "P",
            converter = OptionForms.Price.class,
            order = 8,
            description = "The entry's trigger; with stoplimit.")
    private @Nullable BigDecimal trigger;

    @Option(
            names = "--limit",
            paramLabel = "P",
            converter = OptionForms.Price.class,
            order = 9,
            description = "The entry's limit; with limit and stoplimit.")
    private @Nullable BigDecimal limit;

    @Option(
            names = "--stop",
            paramLabel = "P",
            required = true,
            converter = OptionForms.Price.class,
            order = 10,
            description = "The stop-loss trigger.")
    private BigDecimal stop = BigDecimal.ZERO;

    @Option(
            names = "--target",
            paramLabel = "P",
            converter = OptionForms.Price.class,
            order = 11,
            description = "The take-profit limit (default: no target).")
    private @Nullable BigDecimal target;

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            required = true,
            converter = OptionForms.Name.class,
            order = 12,
            description = "The name under which permissions and switches are kept.")
    private String strategy = "";

    @Option(
            names = "--valid-until",
            paramLabel = "TIME",
            order = 13,
            description =
                    "The entry is not sent after this, such as 14:30 today or 2026-01-05T14:30+05:30 (default: the trading day).")
    private @Nullable String validUntil;

    /**
     * The request for this order; account, instrument and terms are checked.
     *
     * @param brokerOrderId the entry to take over; null: a new one is to be placed
     */
    Ask ask(CommandOptions options, CommandDatabase database, String key, @Nullable String brokerOrderId) {
        checkPrices(options);
        Account account = database.account(userId, accountId);
        if (!account.active()) {
            throw new IllegalStateException(
                    "account " + accountId + " is disabled: 'account enable " + accountId + "' first");
        }
        InstrumentId id =
                InstrumentNames.of(database.statements(), account.broker()).require(instrument);
        NewManagedOrder terms;
        try {
            terms = new NewManagedOrder(
                    userId,
                    accountId,
                    id,
                    side,
                    product,
                    quantity,
                    type,
                    trigger,
                    limit,
                    stop,
                    null,
                    target,
                    strategy,
                    until(options, database),
                    key);
        } catch (IllegalArgumentException e) {
            throw options.misuse(inOptions(String.valueOf(e.getMessage())));
        }
        terms.whyNotPlain().or(terms::whyMisplaced).ifPresent(why -> {
            throw options.misuse(inOptions(why));
        });
        Map<String, @Nullable Object> columns = columns(terms);
        columns.put("broker_order_id", brokerOrderId);
        return new Ask(brokerOrderId == null ? Kind.SUBMIT : Kind.ADOPT, userId, columns);
    }

    private void checkPrices(CommandOptions options) {
        boolean isLimited = type == OrderType.LIMIT || type == OrderType.STOPLIMIT;
        if (type == OrderType.STOPMARKET) {
            throw options.misuse("--type is limit, market or stoplimit");
        }
        if (isLimited != (limit != null)) {
            throw options.misuse(
                    isLimited ? "--type " + name() + " needs --limit" : "--type " + name() + " takes no --limit");
        }
        if ((type == OrderType.STOPLIMIT) != (trigger != null)) {
            throw options.misuse(
                    trigger == null ? "--type stoplimit needs --trigger" : "--type " + name() + " takes no --trigger");
        }
    }

    private String name() {
        return type.name().toLowerCase(java.util.Locale.ROOT);
    }

    private @Nullable Instant until(CommandOptions options, CommandDatabase database) {
        if (validUntil == null) {
            return null;
        }
        ZoneId zone = database.zone();
        try {
            Instant until = validUntil.contains("T")
                    ? OffsetDateTime.parse(validUntil).toInstant()
                    : LocalDate.ofInstant(database.clock().instant(), zone)
                            .atTime(LocalTime.parse(validUntil))
                            .atZone(zone)
                            .toInstant();
            Instant now = database.clock().instant();
            if (Duration.between(now, until).abs().compareTo(LONGEST) > 0) {
                throw options.misuse("--valid-until is '" + PlainText.cut(validUntil) + "'; it lies within ten years");
            }
            return until.truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw options.misuse("--valid-until is '" + PlainText.cut(validUntil)
                    + "'; it takes a time of today such as 14:30, or 2026-01-05T14:30+05:30");
        }
    }

    /** A sentence about terms in the words of the command line. */
    static String inOptions(String message) {
        return message.replace("slStopPrice", "--stop")
                .replace("targetPrice", "--target")
                .replace("entryStopPrice", "--trigger")
                .replace("entryLimitPrice", "--limit");
    }

    private static Map<String, @Nullable Object> columns(NewManagedOrder terms) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("account_id", terms.accountId());
        columns.put("instrument", terms.instrument().toString());
        columns.put("side", terms.side().name());
        columns.put("product", terms.product().name());
        columns.put("quantity", terms.quantity());
        columns.put("entry_type", terms.entryType().name());
        columns.put("entry_stop_price", terms.entryStopPrice());
        columns.put("entry_limit_price", terms.entryLimitPrice());
        columns.put("sl_stop_price", terms.slStopPrice());
        columns.put("target_price", terms.targetPrice());
        columns.put("strategy", terms.strategy());
        columns.put("valid_until", terms.validUntil());
        return columns;
    }
}
