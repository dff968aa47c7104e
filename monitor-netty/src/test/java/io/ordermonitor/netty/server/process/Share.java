package io.ordermonitor.netty.server.process;

import io.ordermonitor.broker.paper.PricePath;
import io.ordermonitor.broker.paper.Print;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** What trades at the exchange: made-up shares on a quick walk. */
@SuppressWarnings("ImmutableEnumChecker") // its fields are immutable values
enum Share {
    LONG("1", 0),
    SHORT("2", 50),
    SHARED("3", 100);

    private static final BigDecimal TICK = new BigDecimal("0.05");
    private static final BigDecimal MIDDLE = new BigDecimal("100.00");
    private static final int FREEZE = 25;
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final long UNITS = 100;
    private static final int WIDEST_STEP = 3;

    /** How strongly the price is drawn back to its middle. */
    private static final double PULL = 0.01;

    private final InstrumentId id;
    private final long afterOthersMillis;

    Share(String token, long afterOthersMillis) {
        this.afterOthersMillis = afterOthersMillis;
        this.id = new InstrumentId("NSECM", token);
    }

    InstrumentId id() {
        return id;
    }

    static Set<InstrumentId> ids() {
        return Arrays.stream(values()).map(Share::id).collect(Collectors.toSet());
    }

    static List<Instrument> instruments() {
        return Arrays.stream(values())
                .map(share -> new Instrument(
                        share.id,
                        share.name(),
                        TICK,
                        1,
                        FREEZE,
                        BigDecimal.ONE,
                        new BigDecimal("50.00"),
                        new BigDecimal("150.00"),
                        Instant.now()))
                .toList();
    }

    /** A price on the tick so many ticks from another. */
    static BigDecimal ticks(BigDecimal price, int ticks) {
        return price.add(TICK.multiply(BigDecimal.valueOf(ticks))).setScale(2);
    }

    static PricePath path(long seed, Instant from, Duration length) {
        Random random = new Random(seed);
        List<Print> prints = new ArrayList<>();
        for (Share share : values()) {
            double away = 0;
            for (long i = 0; i < length.dividedBy(BETWEEN); i++) {
                away += random.nextInt(2 * WIDEST_STEP + 1) - WIDEST_STEP - PULL * away;
                prints.add(new Print(
                        share.id,
                        from.plus(BETWEEN.multipliedBy(i)).plusMillis(share.afterOthersMillis),
                        ticks(MIDDLE, (int) Math.round(away)),
                        UNITS));
            }
        }
        return PricePath.ofPrints(prints);
    }
}
