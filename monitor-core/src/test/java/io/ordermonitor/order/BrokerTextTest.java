package io.ordermonitor.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text of brokers, which ends in tables, messages and terminals. */
class BrokerTextTest {
    private static final Account ACCOUNT =
            new Account(1, 1, "paper", "AB1234", true, Account.Mode.ARMED, Account.ExitMode.BOTH);

    private static String of(String text) {
        return BrokerText.of(text, ACCOUNT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "RMS: margin exceeds, required 12345.60, available 0.00",
                "Trigger price 80.00 must be below the last price 91.15 for order 26010500017",
                "17070 : The Price is out of the current execution range",
                "token expired",
                "java.net.http.HttpTimeoutException: request timed out after 10000 ms",
                "order q1xce1 of NSECM:11915-A"
            })
    void ordinaryTextStaysAsItIs(String text) {
        assertThat(of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client AB1234 is blocked|client *** is blocked",
                "(ab1234)|(***)",
                "AB12345 is another's|AB12345 is another's",
                "access_token=Zx9 wrong|access_token=*** wrong",
                "{\"apiKey\":\"abcdef\",\"n\":1}|{\"apiKey\":\"***\",\"n\":1}",
                "password: hunter2!|password: ***",
                "Authorization: Bearer aB3dE5fG7hI9|Authorization: Bearer ***",
                "sent bearer abcdefgh.ijkl|sent bearer ***",
                "for 0123456789abcdefABCDEF0123456789 no|for *** no",
                "jwt eyJhbGciOiJIUzI1NiJ9.eyJ1IjoxfQ.c2ln ended|jwt *** ended",
            })
    void secretsAndClientCodesAreMasked(String text, String masked) {
        assertThat(of(text)).isEqualTo(masked);
    }

    @Test
    void idsAndTagsOfRowsKeepNothingThatIsNotSeen() {
        BrokerOrder row = Worlds.row(
                "12\u00003",
                "a\u0000b\u202e",
                Side.BUY,
                OrderTerms.limit(1, Worlds.rupees("1500")),
                0,
                LegState.WORKING);
        BrokerOrder clean = BrokerText.of(row, ACCOUNT);
        assertThat(clean.brokerOrderId()).isEqualTo("123");
        assertThat(clean.tag()).isEqualTo("ab");
        assertThat(BrokerText.of(clean, ACCOUNT)).isSameAs(clean);
    }

    @Test
    void itIsOneLineOfFiveHundredCharactersAtMost() {
        assertThat(of("a\r\nb\t\u202ec\u0000")).isEqualTo("a  b  c ");
        assertThat(of("margin ".repeat(100_000))).hasSize(500);
        assertThat(of("\ud83d\ude80".repeat(300)).codePoints()).allMatch(c -> c == 0x1f680);
        assertThat(of("x".repeat(490) + " token=" + "s3cret".repeat(10))).doesNotContain("s3c");
    }
}
