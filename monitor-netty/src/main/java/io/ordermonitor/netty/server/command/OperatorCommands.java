package io.ordermonitor.netty.server.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The commands that act on the database of a server. */
final class OperatorCommands {
    private OperatorCommands() {}

    /** All of them, dressed alike. */
    static List<CommandLine> of(Console console) {
        List<CommandLine> all = new ArrayList<>(List.of(
                new CommandLine(new AccountCommand(console)),
                new CommandLine(new TokenCommand(console)),
                new CommandLine(new OrderCommand(console)),
                new CommandLine(new AlarmsCommand(console)),
                new CommandLine(new AuditCommand(console)),
                new CommandLine(new SettleCommand(console)),
                new CommandLine(new FlattenCommand(console))));
        for (SwitchCommand.Act act : SwitchCommand.Act.values()) {
            CommandLine line = new CommandLine(new SwitchCommand(console, act));
            CommandSpec spec = line.getCommandSpec().name(act.command());
            spec.usageMessage().description(act.description(), act.lasting()).footer(act.example());
            all.add(line);
        }
        all.add(new CommandLine(new FairPriceCommand(console)));
        all.add(new CommandLine(new PermitCommand(console)));
        all.forEach(OperatorCommands::dress);
        return List.copyOf(all);
    }

    private static void dress(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        if (!spec.mixinStandardHelpOptions()) {
            // Where it is set already the places of a method's parameters are counted with it.
            spec.mixinStandardHelpOptions(true);
        }
        spec.versionProvider(new ProductVersion());
        UsageMessageSpec usage = spec.usageMessage();
        usage.synopsisHeading("Usage: java -jar ").optionListHeading("%n").autoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        usage.commandListHeading("%nCommands:%n");
        if (line.getSubcommands().isEmpty()) {
            usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(exitCodes());
            usage.footerHeading("%nExample:%n");
        } else {
            line.getSubcommands().values().forEach(OperatorCommands::dress);
        }
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", "done");
        codes.put("1", "refused or failed; standard error says why");
        codes.put("2", "the command line is not understood");
        codes.put(Integer.toString(OrderRequests.NO_ANSWER_YET), "no answer yet; the request stands");
        return codes;
    }

    /** True if a program reads what this command prints. */
    static boolean speaksJson(CommandLine line) {
        return line.getCommandSpec().mixins().values().stream()
                .map(CommandSpec::userObject)
                .anyMatch(mixin -> mixin instanceof CommandOptions options && options.isJson());
    }
}
