package io.ordermonitor.broker.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.RejectionClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectionTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                RejectionText.UNKNOWN_INSTRUMENT + " ; INSTRUMENT",
                RejectionText.MARKET_CLOSED + " ; MARKET_CLOSED",
                RejectionText.LOT + " ; INSTRUMENT",
                RejectionText.FREEZE_QUANTITY + " ; FREEZE_QUANTITY",
                RejectionText.PRICE_BAND + " ; PRICE_BAND",
                RejectionText.TICK + " ; PRICE_BAND",
                RejectionText.TRIGGER_BUY + " ; PRICE_BAND",
                RejectionText.TRIGGER_SELL + " ; PRICE_BAND",
                RejectionText.LIMIT_SELL + " ; PRICE_BAND",
                RejectionText.MARGIN + " ; MARGIN"
            })
    void theMonitorReadsTheClassOfARejectionOutOfItsWords(String reason, RejectionClass expected) {
        assertThat(RejectionClass.of(reason)).isEqualTo(expected);
    }
}
