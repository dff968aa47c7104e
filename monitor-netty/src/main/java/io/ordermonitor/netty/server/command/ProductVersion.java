package io.ordermonitor.netty.server.command;

import picocli.CommandLine;

/** Which version this is, as the jar says. */
final class ProductVersion implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = ProductVersion.class.getPackage().getImplementationVersion();
        return new String[] {
            "Order Monitor " + (version == null ? "(not packaged)" : version),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
