package io.ordermonitor.netty.server;

/** Starts the server. */
final class Main {

    private Main() {}

    public static void main(String[] args) {
        String version = Main.class.getPackage().getImplementationVersion();
        System.out.println("Order Monitor " + (version == null ? "(not packaged)" : version));
    }
}
