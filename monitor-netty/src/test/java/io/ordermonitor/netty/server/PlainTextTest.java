package io.ordermonitor.netty.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Text from outside on a terminal. */
class PlainTextTest {
    @Test
    void whatATerminalActsOnIsShownAsItIsWritten() {
        assertThat(PlainText.line("a\u001b[2Jb\nc\r\td\u0000\u007f\u009b"))
                .isEqualTo("a\\u001b[2Jb\\nc\\r\\td\\u0000\\u007f\\u009b");
        assertThat(PlainText.line("x\u202ey\u2066\u2028\u2029\u200b\ufeff"))
                .isEqualTo("x\\u202ey\\u2066\\u2028\\u2029\\u200b\\ufeff");
        assertThat(PlainText.line("tag " + Character.toString(0xE0041))).isEqualTo("tag \\udb40\\udc41");
        assertThat(PlainText.line("half \ud83d")).isEqualTo("half \\ud83d");
    }

    @Test
    void whatPeopleWriteStaysAsItIs() {
        String text = "Büro 株 ₹2,500.50 'C:\\new' " + Character.toString(0x1F680);
        assertThat(PlainText.line(text)).isSameAs(text);
        String escaped = PlainText.line("\u001b");
        assertThat(PlainText.line(escaped)).isEqualTo(escaped);
    }

    @Test
    void linesOfOursStayLines() {
        assertThat(PlainText.lines("a\u001b\nb")).isEqualTo("a\\u001b" + System.lineSeparator() + "b");
    }

    @Test
    void anEchoIsCutAfterAHundredCharacters() {
        assertThat(PlainText.echo("x".repeat(100))).isEqualTo("x".repeat(100));
        assertThat(PlainText.echo("x".repeat(101))).isEqualTo("x".repeat(100) + "...");
        String rocket = Character.toString(0x1F680);
        assertThat(PlainText.echo(rocket.repeat(101))).isEqualTo(rocket.repeat(100) + "...");
    }

    @Test
    void aUrlOfADatabaseIsNotEchoed() {
        assertThat(PlainText.echo("is JDBC:postgresql://h/d?password=hush")).isEqualTo("is JDBC:...");
    }
}
