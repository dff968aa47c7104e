package io.ordermonitor.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and keys from outside, which end in logs and terminals. */
class PlainTextTest {
    private static NewManagedOrder order(String strategy, String key) {
        BigDecimal limit = new BigDecimal("1500");
        return new NewManagedOrder(
                1,
                1,
                InstrumentId.parse("NSECM:2885"),
                Side.BUY,
                Product.MIS,
                1,
                OrderType.LIMIT,
                null,
                limit,
                new BigDecimal("1480"),
                null,
                null,
                strategy,
                null,
                key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"breakout", "Opening range 15 min", "मुहूर्त", "क्\u200dष", "ന്\u200cമ", "a/b:c-d_e.f", "🚀"})
    void ordinaryNamesAreTaken(String name) {
        assertThat(order(name, name).whyNotPlain()).isEmpty();
        assertThat(SwitchScope.strategy(name).named()).isEqualTo("strategy " + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "a\u001b[31m",
                "a\nb",
                "a\u0000",
                "a\u0085",
                "a\u202eb",
                "a\u2028b",
                "a\ud800",
                "a\u200b"
            })
    void whatATerminalWouldObeyOrNobodySeesIsRefusedAndNotRepeatedInTheMessage(String name) {
        for (Runnable making : new Runnable[] {
            () -> taken(order(name, "key")), () -> taken(order("strategy", name)), () -> SwitchScope.strategy(name)
        }) {
            assertThatThrownBy(making::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("(strategy|requestKey) must [a-z0-9 ]+");
        }
    }

    private static void taken(NewManagedOrder order) {
        order.whyNotPlain().ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    @Test
    void anOrderThatWasTakenBeforeTheRuleCanStillBeRead() {
        assertThat(order("a\tb", "k\u200b").strategy()).isEqualTo("a\tb");
        assertThat(order("a\tb", "k\u200b")
                        .amended(new BigDecimal("1490"), null)
                        .requestKey())
                .isEqualTo("k\u200b");
    }

    @Test
    void absurdLengthsAreRefused() {
        assertThat(order("x".repeat(64), "k".repeat(128)).strategy()).hasSize(64);
        assertThatThrownBy(() -> order("x".repeat(65), "k")).hasMessageContaining("strategy must have 1 to 64");
        assertThatThrownBy(() -> order("x", "k".repeat(129))).hasMessageContaining("requestKey must have 1 to 128");
    }

    @Test
    void whatIsQuotedOfAnInstrumentIsPlainAndShort() {
        assertThatThrownBy(() -> InstrumentId.parse("NSECM:\u001b]0;x\u0007" + "y".repeat(10_000)))
                .hasMessageStartingWith("not an instrument: 'NSECM:?]0;x?yyy")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
    }
}
