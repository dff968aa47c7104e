package io.ordermonitor.broker.paper;

import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The words in which the paper exchange rejects orders, close to those of real brokers and exchanges. */
final class RejectionText {
    static final String UNKNOWN_INSTRUMENT =
            "16387 : Security is not allowed to trade in this market: invalid instrument";
    static final String MARKET_CLOSED = "RMS:Exchange is closed : Market is closed for trading";
    static final String LOT = "OEMS:Order quantity is not a multiple of lot size [%d]";
    static final String FREEZE_QUANTITY =
            "RMS:Rule : Order quantity [%d] exceeds the freeze quantity [%d] : Quantity Freeze";
    static final String TICK = "OEMS:Order price [%s] is not a multiple of the tick size [%s]";
    static final String PRICE_BAND =
            "RMS:Rule : Check circuit limit : Order price [%s] is out of the price band, High Price Range:[%s] Low Price Range:[%s]";
    static final String TRIGGER_BUY =
            "Trigger price for stoploss buy orders should be higher than the last traded price (LTP) [%s]";
    static final String TRIGGER_SELL =
            "Trigger price for stoploss sell orders should be lower than the last traded price (LTP) [%s]";
    static final String LIMIT_BUY =
            "Limit price of stoploss buy orders should not be lower than the trigger price [%s]";
    static final String LIMIT_SELL =
            "Limit price of stoploss sell orders should not be higher than the trigger price [%s]";
    static final String MARGIN = "OEMS:RMS : Margin Exceeds : - Set Limit:[%s] Total Required Margin:[%s]"
            + " Available Margin[%s] Margin Shortfall[%s] for entity [Client]-[%d] across [ALL|ALL|ALL]";

    static final String NOT_POSITIVE = "Invalid price : price and trigger price must be above zero";
    static final String NO_SUCH_ORDER = "Order not found for AppOrderID [%s]";
    static final String ENDED = "Order [%s] is already %s : it can neither be modified nor cancelled";
    static final String BELOW_FILLED = "Order [%s] : new quantity [%d] is below the traded quantity [%d]";

    private RejectionText() {}

    static String lot(Instrument instrument) {
        return LOT.formatted(instrument.lotSize());
    }

    static String freezeQuantity(int quantity, Instrument instrument) {
        return FREEZE_QUANTITY.formatted(quantity, instrument.freezeQuantity());
    }

    static String tick(BigDecimal price, Instrument instrument) {
        return TICK.formatted(price.toPlainString(), instrument.tick().toPlainString());
    }

    static String priceBand(BigDecimal price, Instrument instrument) {
        return PRICE_BAND.formatted(
                price.toPlainString(),
                instrument.upperBand().toPlainString(),
                instrument.lowerBand().toPlainString());
    }

    static String triggerSide(Side side, BigDecimal last) {
        return (side == Side.BUY ? TRIGGER_BUY : TRIGGER_SELL).formatted(last.toPlainString());
    }

    static String limitSide(Side side, BigDecimal trigger) {
        return (side == Side.BUY ? LIMIT_BUY : LIMIT_SELL).formatted(trigger.toPlainString());
    }

    static String margin(BigDecimal cash, BigDecimal required, BigDecimal available, long accountId) {
        return MARGIN.formatted(
                paise(cash), paise(required), paise(available), paise(required.subtract(available)), accountId);
    }

    private static String paise(BigDecimal rupees) {
        return rupees.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
