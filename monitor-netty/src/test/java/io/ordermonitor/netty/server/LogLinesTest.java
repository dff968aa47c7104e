package io.ordermonitor.netty.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of the launcher, configured as it ships. */
class LogLinesTest {
    private final LoggerContext context = new LoggerContext();
    private ConsoleAppender<ILoggingEvent> appender;

    @BeforeEach
    void configure() throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogLinesTest.class.getResource("logback.xml"));
        appender = (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("stderr");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private String log(String logger, String message, @Nullable Throwable failure, Object... values) {
        ILoggingEvent event = new LoggingEvent(
                LogLinesTest.class.getName(), context.getLogger(logger), Level.ERROR, message, failure, values);
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void anEventIsOneLineWhateverItHolds() {
        String log =
                log("io.ordermonitor.step.Report", "user={} said={}", null, 7, "x\n2026 ERROR forged\u001b[31m\u202e");

        assertThat(log.lines()).hasSize(1);
        assertThat(log).contains("ERROR Report user=7 said=x\\n2026 ERROR forged\\u001b[31m\\u202e");
    }

    @Test
    void noMessageOfAFailureBeginsALine() {
        Exception failure = new IllegalStateException("one\nforged\u001b", new IllegalStateException("two\nforged"));
        failure.addSuppressed(new IllegalStateException("three\nforged"));

        String log = log("io.ordermonitor", "failed", failure);

        assertThat(log.lines()).noneMatch(line -> line.startsWith("forged"));
        assertThat(log)
                .contains(
                        "IllegalStateException: one\\nforged\\u001b",
                        "Caused by: java.lang.IllegalStateException: two\\nforged",
                        "Suppressed: java.lang.IllegalStateException: three\\nforged",
                        "\tat " + LogLinesTest.class.getName());
    }
}
