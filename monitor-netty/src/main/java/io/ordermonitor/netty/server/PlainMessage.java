package io.ordermonitor.netty.server;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** Writes the message of a log event on one line, whatever it holds; named by {@code logback.xml}. */
public final class PlainMessage extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return PlainText.line(String.valueOf(event.getFormattedMessage()));
    }
}
