package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.InstrumentId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fair prices as they were published. Not thread-safe. */
final class FairPrices {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** How far the clock of a process may be off. */
    private static final Duration CLOCK = Duration.ofSeconds(5);

    private final Map<InstrumentId, List<Published>> prices = new HashMap<>();

    /** @param stored false if nobody knows whether it was */
    private record Published(Instant at, FairPrice price, boolean stored) {}

    /** They are about to be stored; whether they are may never be known. */
    void published(List<FairPrice> some, Instant now) {
        for (FairPrice one : some) {
            prices.computeIfAbsent(one.instrument(), id -> new ArrayList<>()).add(new Published(now, one, false));
        }
    }

    /** What was about to be stored is. */
    void stored(List<FairPrice> some) {
        for (FairPrice one : some) {
            List<Published> all = prices.getOrDefault(one.instrument(), List.of());
            all.replaceAll(p -> p.price().equals(one) ? new Published(p.at(), one, true) : p);
        }
    }

    /** Those that a decision may have read that read its book then and is carried out now, if fresh. */
    List<FairPrice> usable(InstrumentId instrument, Instant read, Instant now) {
        List<Published> all = prices.getOrDefault(instrument, List.of());
        Instant earliest = read.minusSeconds(3);
        List<FairPrice> usable = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            Published one = all.get(i);
            Instant asOf = one.price().asOf();
            boolean fresh = !asOf.plus(LONGEST).isBefore(earliest) && !asOf.isAfter(now.plus(CLOCK));
            if (!one.at().isAfter(now) && fresh) {
                usable.add(one.price());
            }
            if (one.stored() && one.at().isBefore(earliest)) {
                break;
            }
        }
        return usable;
    }
}
