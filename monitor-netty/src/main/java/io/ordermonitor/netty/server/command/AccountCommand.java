package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.PlainText;
import io.ordermonitor.netty.server.paper.PaperProfile;
import io.ordermonitor.order.Account;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps the accounts. */
@Command(name = "account", description = "Adds, lists and switches the broker accounts of users.")
final class AccountCommand {
    private static final int SHOWN = 2;

    private final Console console;

    AccountCommand(Console console) {
        this.console = console;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds an account, in mode observe: all is computed and recorded, nothing is sent to the"
                    + " broker, until 'account arm'.",
            footer = "  java -jar monitor.jar account add --user 1 --broker paper --client-code AB1234")
    int add(
            @Mixin CommandOptions options,
            @Option(
                            names = "--user",
                            paramLabel = "N",
                            required = true,
                            converter = OptionForms.UserId.class,
                            description = "Whose it is.")
                    long userId,
            @Option(
                            names = "--broker",
                            paramLabel = "NAME",
                            required = true,
                            converter = OptionForms.Name.class,
                            description = "The broker's name in the settings.")
                    String broker,
            @Option(
                            names = "--client-code",
                            paramLabel = "CODE",
                            required = true,
                            converter = OptionForms.Name.class,
                            description = "The user's code at the broker.")
                    String clientCode,
            @Option(
                            names = "--exits",
                            paramLabel = "both|single",
                            defaultValue = "both",
                            description =
                                    "Whether stop and target rest side by side, or the stop alone (default: ${DEFAULT-VALUE}).")
                    Account.ExitMode exits) {
        CommandDatabase database = options.open(console);
        AccountTable accounts = new AccountTable(database.statements());
        requireProfile(database, broker);
        accounts.find(broker, clientCode).ifPresent(same -> {
            throw new IllegalStateException("account " + same.id() + " of user " + same.userId() + " at broker "
                    + broker + " has this client code already");
        });
        long id = accounts.add(userId, broker, clientCode, exits);
        database.answers()
                .one(
                        "Account " + id + " of user " + userId + " was added, in mode observe: nothing is sent until"
                                + " 'account arm " + id + "'.",
                        fields(database.account(id)));
        return 0;
    }

    private static void requireProfile(CommandDatabase database, String broker) {
        List<String> names =
                database.settings().brokers().stream().map(PaperProfile::name).toList();
        if (!names.contains(broker)) {
            throw new IllegalStateException("the settings have no brokers." + broker + "; they have "
                    + String.join(", ", names) + ": name one of these, or add it to the settings and start the server"
                    + " anew");
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the accounts, disabled ones included.",
            footer = "  java -jar monitor.jar account list --user 1")
    int list(
            @Mixin CommandOptions options,
            @Option(
                            names = "--user",
                            paramLabel = "N",
                            converter = OptionForms.UserId.class,
                            description = "Only this user's.")
                    @Nullable
                    Long userId) {
        CommandDatabase database = options.openToRead(console);
        List<Account> accounts = new AccountTable(database.statements()).list(userId);
        database.answers()
                .all(accounts.stream().map(AccountCommand::fields).toList(), "No accounts; 'account add' adds one.");
        return 0;
    }

    @Command(
            name = "enable",
            mixinStandardHelpOptions = true,
            description = "Lets a disabled account be read and written again.",
            footer = "  java -jar monitor.jar account enable 3")
    int enable(
            @Mixin CommandOptions options,
            @Parameters(paramLabel = "ID", converter = OptionForms.Id.class, description = "The account.") long id) {
        CommandDatabase database = options.open(console);
        Account account = database.account(id);
        new AccountTable(database.statements()).setActive(id, true);
        return changed(database, account, "is enabled");
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Lets an account be neither read nor written. Refused while it has orders that are not ended,"
                    + " since nobody would watch them.",
            footer = "  java -jar monitor.jar account disable 3")
    int disable(
            @Mixin CommandOptions options,
            @Parameters(paramLabel = "ID", converter = OptionForms.Id.class, description = "The account.") long id,
            @Option(
                            names = "--leave-orders",
                            description =
                                    "Do it although orders are not ended, and name them: nobody watches them then.")
                    boolean leave) {
        CommandDatabase database = options.open(console);
        Account account = database.account(id);
        requireNoOrders(database, id, leave);
        new AccountTable(database.statements()).setActive(id, false);
        // Read after it, so that none is missed which came in meanwhile.
        LeftOrders left = LeftOrders.of(database, id);
        if (!left.isEmpty()) {
            left.log(account.userId(), id);
        }
        // The server raises an alarm about what is left.
        database.signal(account.userId());
        return changed(
                database,
                account,
                "is disabled: it is neither read nor written",
                left,
                "Nobody watches these orders from now on, and no stop of theirs is placed or moved: act at the broker,"
                        + " or take it back with 'account enable " + id + "'.");
    }

    @Command(
            name = "arm",
            mixinStandardHelpOptions = true,
            description = "Lets orders of an account be sent to its broker.",
            footer = "  java -jar monitor.jar account arm 3")
    int arm(
            @Mixin CommandOptions options,
            @Parameters(paramLabel = "ID", converter = OptionForms.Id.class, description = "The account.") long id) {
        CommandDatabase database = options.open(console);
        Account account = database.account(id);
        new AccountTable(database.statements()).setMode(id, Account.Mode.ARMED);
        return changed(
                database,
                account,
                "is armed: from the next cycle its orders are sent to the broker, except those that were submitted while"
                        + " it was observed: they end unsent, submit them again if they are still wanted");
    }

    @Command(
            name = "observe",
            mixinStandardHelpOptions = true,
            description = "Lets an account be read while nothing is sent to its broker. Refused while it has orders"
                    + " that are not ended, since nobody would protect them.",
            footer = "  java -jar monitor.jar account observe 3")
    int observe(
            @Mixin CommandOptions options,
            @Parameters(paramLabel = "ID", converter = OptionForms.Id.class, description = "The account.") long id,
            @Option(
                            names = "--leave-orders",
                            description =
                                    "Do it although orders are not ended, and name them: nobody protects them then.")
                    boolean leave) {
        CommandDatabase database = options.open(console);
        Account account = database.account(id);
        boolean wasArmed = account.mode() == Account.Mode.ARMED;
        if (wasArmed) {
            requireNoOrders(database, id, leave);
        }
        new AccountTable(database.statements()).setMode(id, Account.Mode.OBSERVE);
        LeftOrders left = wasArmed ? LeftOrders.of(database, id) : new LeftOrders(database.answers(), List.of());
        left.log(account.userId(), id);
        return changed(
                database,
                account,
                "is in mode observe: nothing is sent for it",
                left,
                "These orders are read and shown, and no stop of theirs is placed or moved from now on: act at the"
                        + " broker, or take it back with 'account arm " + id + "'.");
    }

    private static void requireNoOrders(CommandDatabase database, long id, boolean leave) {
        LeftOrders open = LeftOrders.of(database, id);
        if (!open.isEmpty() && !leave) {
            throw new IllegalStateException("account " + id + " has orders that are not ended: " + open.named()
                    + "; end them first ('order exit ID', 'order cancel ID') and wait until they have ended, or repeat"
                    + " with --leave-orders and look after them at the broker");
        }
    }

    private static int changed(CommandDatabase database, Account before, String how) {
        return changed(database, before, how, new LeftOrders(database.answers(), List.of()), "");
    }

    /** @param advice what is to be done about orders that are left */
    private static int changed(CommandDatabase database, Account before, String how, LeftOrders left, String advice) {
        Account now = database.account(before.id());
        if (now.active() && now.mode() == Account.Mode.ARMED) {
            // Its stops are written by the next cycle.
            database.signal(before.userId());
        }
        Map<String, @Nullable Object> fields = fields(now);
        String said = PlainText.line("Account " + before.id() + " of user " + before.userId() + " at broker "
                + before.broker() + " " + how + "." + database.ifUnserved());
        if (!left.isEmpty()) {
            fields.put("orders_left", left.fields());
            said += System.lineSeparator() + "Orders that are left, as last read:" + left.lines()
                    + System.lineSeparator() + advice;
        }
        database.answers().page(said, fields);
        return 0;
    }

    private static Map<String, @Nullable Object> fields(Account account) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("account_id", account.id());
        fields.put("user_id", account.userId());
        fields.put("broker", account.broker());
        fields.put("client_code", masked(account.clientCode()));
        fields.put("active", account.active());
        fields.put("mode", account.mode().name().toLowerCase(Locale.ROOT));
        fields.put("exits", account.exits().name().toLowerCase(Locale.ROOT));
        return fields;
    }

    /** A client code as far as it is shown. */
    static String masked(String code) {
        int hidden = Math.max(Math.min(code.length(), SHOWN), code.length() - SHOWN);
        return "*".repeat(hidden) + code.substring(hidden);
    }
}
