package io.ordermonitor.netty.server;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import org.jspecify.annotations.Nullable;

/** Writes the failure of a log event, each message of it on one line; named by {@code logback.xml}. */
public final class PlainFailure extends ThrowableProxyConverter {
    @Override
    protected String throwableProxyToString(IThrowableProxy failure) {
        return super.throwableProxyToString(new Plain(failure));
    }

    /** A failure whose messages are harmless. */
    private record Plain(IThrowableProxy given) implements IThrowableProxy {
        @Override
        public @Nullable String getMessage() {
            return given.getMessage() == null ? null : PlainText.line(given.getMessage());
        }

        @Override
        public @Nullable String getOverridingMessage() {
            return given.getOverridingMessage() == null ? null : PlainText.line(given.getOverridingMessage());
        }

        @Override
        public String getClassName() {
            return given.getClassName();
        }

        @Override
        public StackTraceElementProxy[] getStackTraceElementProxyArray() {
            return given.getStackTraceElementProxyArray();
        }

        @Override
        public int getCommonFrames() {
            return given.getCommonFrames();
        }

        @Override
        public @Nullable IThrowableProxy getCause() {
            return given.getCause() == null ? null : new Plain(given.getCause());
        }

        @Override
        public IThrowableProxy[] getSuppressed() {
            IThrowableProxy[] suppressed = given.getSuppressed();
            IThrowableProxy[] plain = new IThrowableProxy[suppressed == null ? 0 : suppressed.length];
            for (int i = 0; i < plain.length; i++) {
                plain[i] = new Plain(suppressed[i]);
            }
            return plain;
        }

        @Override
        public boolean isCyclic() {
            return given.isCyclic();
        }
    }
}
