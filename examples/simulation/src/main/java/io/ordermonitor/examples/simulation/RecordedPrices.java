package io.ordermonitor.examples.simulation;

import io.ordermonitor.broker.paper.MinuteBar;
import io.ordermonitor.netty.server.paper.PaperShare;
import io.ordermonitor.order.Instrument;
import java.util.List;

/** The recorded days that ship with the paper exchanges, as a simulation takes them. */
final class RecordedPrices {
    /** So small that orders of a simulated day come in slices. */
    private static final int FREEZE = 60;

    private RecordedPrices() {}

    static List<Instrument> instruments() {
        return PaperShare.instruments().stream()
                .map(share -> new Instrument(
                        share.id(),
                        share.symbol(),
                        share.tick(),
                        share.lotSize(),
                        FREEZE,
                        share.multiplier(),
                        share.lowerBand(),
                        share.upperBand(),
                        share.asOf()))
                .toList();
    }

    static List<MinuteBar> bars() {
        return PaperShare.bars();
    }
}
