package io.ordermonitor.netty.server.settings;

import java.util.List;

/** Settings that cannot be used; the message has a line for each fault. */
final class SettingsException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    SettingsException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }
}
