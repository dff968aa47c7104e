package io.ordermonitor.netty.server.command;

/** The command line. */
final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (System.getProperty("logback.configurationFile") == null) {
            // Not logback.xml at the root: that would be found by every application that embeds the library.
            System.setProperty("logback.configurationFile", "io/ordermonitor/netty/server/logback.xml");
        }
        System.exit(MonitorCommand.execute(args, System.out, System.err));
    }
}
