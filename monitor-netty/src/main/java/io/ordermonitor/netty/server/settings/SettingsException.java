package io.ordermonitor.netty.server.settings;

import io.ordermonitor.netty.server.PlainText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Settings that cannot be used; the message has a line for each fault, harmless to print. */
public final class SettingsException extends IllegalStateException {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 20;

    SettingsException(List<String> faults) {
        super(Stream.concat(
                        faults.stream().limit(MOST).map(PlainText::line),
                        Stream.of("and " + (faults.size() - MOST) + " more").limit(faults.size() > MOST ? 1 : 0))
                .collect(Collectors.joining(System.lineSeparator())));
    }
}
