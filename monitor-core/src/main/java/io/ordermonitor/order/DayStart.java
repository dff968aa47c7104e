package io.ordermonitor.order;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one account came into a trading day: the positions with which it left the newest earlier day that is stored, and
 * what has been found of the carried ones so far.
 *
 * @param day the trading day
 * @param earlierDay the newest earlier day of which positions are stored; null if there is none
 * @param earlier the positions as they were last read on that day
 * @param foreign keys that were compared, with the signed units of their carried position that belong to no managed order
 * @param settled keys of which a person settled an order since: their foreign units are counted anew, nothing is compared
 * @param doubted keys that did not agree when first seen, with the carried units that were seen
 */
public record DayStart(
        LocalDate day,
        @Nullable LocalDate earlierDay,
        List<Position> earlier,
        Map<PnlKey, Integer> foreign,
        Set<PnlKey> settled,
        Map<PnlKey, Integer> doubted) {
    public DayStart {
        earlier = List.copyOf(earlier);
        foreign = Map.copyOf(foreign);
        settled = Set.copyOf(settled);
        doubted = Map.copyOf(doubted);
    }

    /** A position of the earlier day; empty if there was none. */
    public Optional<Position> earlier(InstrumentId instrument, Product product) {
        return earlier.stream()
                .filter(p -> p.instrument().equals(instrument) && p.product() == product)
                .findFirst();
    }

    /** Signed units of the carried position that belong to no managed order; empty until the key was compared. */
    public OptionalInt foreign(PnlKey key) {
        Integer units = foreign.get(key);
        return units == null ? OptionalInt.empty() : OptionalInt.of(units);
    }

    /** A copy in which the key is compared. */
    DayStart withForeign(PnlKey key, int units) {
        Map<PnlKey, Integer> to = new HashMap<>(foreign);
        to.put(key, units);
        Set<PnlKey> rest = new HashSet<>(settled);
        rest.remove(key);
        Map<PnlKey, Integer> doubts = new HashMap<>(doubted);
        doubts.remove(key);
        return new DayStart(day, earlierDay, earlier, to, rest, doubts);
    }

    /** A copy that remembers what did not agree. */
    DayStart withDoubt(PnlKey key, int carried) {
        Map<PnlKey, Integer> doubts = new HashMap<>(doubted);
        doubts.put(key, carried);
        return new DayStart(day, earlierDay, earlier, foreign, settled, doubts);
    }

    /** A copy in which an order of the key was settled by a person: its foreign units are to be counted anew. */
    public DayStart withSettled(PnlKey key) {
        Map<PnlKey, Integer> to = new HashMap<>(foreign);
        to.remove(key);
        Set<PnlKey> all = new HashSet<>(settled);
        all.add(key);
        return new DayStart(day, earlierDay, earlier, to, all, doubted);
    }
}
