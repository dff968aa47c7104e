package io.ordermonitor.order;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What kind of reason a broker gave for a rejection. */
public enum RejectionClass {
    MARGIN,
    PRICE_BAND,
    FREEZE_QUANTITY,
    SELF_TRADE,
    MARKET_CLOSED,
    INSTRUMENT,
    PERMISSION,
    OTHER;

    private static final List<Map.Entry<RejectionClass, Pattern>> WORDS = List.of(
            word(MARGIN, "margin|insufficient fund|shortfall"),
            word(SELF_TRADE, "self.?trade"),
            word(FREEZE_QUANTITY, "freeze|maximum order quantity|quantity limit"),
            word(PRICE_BAND, "price band|circuit|price range|trigger price|tick size|limit price"),
            word(MARKET_CLOSED, "market (is )?closed|session (is )?closed|not open|after market"),
            word(INSTRUMENT, "instrument|scrip|symbol|security|lot size|multiple of"),
            word(PERMISSION, "permission|not allowed|not enabled|blocked|pro orders|unauthori"));

    private static Map.Entry<RejectionClass, Pattern> word(RejectionClass kind, String pattern) {
        return Map.entry(kind, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
    }

    /** Reads a broker's text; what says nothing we know is OTHER. */
    public static RejectionClass of(String reason) {
        return WORDS.stream()
                .filter(word -> word.getValue().matcher(reason).find())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(OTHER);
    }

    /** False for reasons that placing anew cannot mend. */
    public boolean isWorthRegenerating() {
        return this != MARGIN && this != INSTRUMENT && this != PERMISSION;
    }
}
