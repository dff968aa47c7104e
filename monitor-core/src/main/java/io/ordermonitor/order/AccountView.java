package io.ordermonitor.order;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a cycle read of one account: a complete order book, and complete positions unless that read failed.
 *
 * @param positions null if they could not be read (for more than two cycles, else the account is left out altogether)
 * @param startedAt when the earlier of the two reads began
 * @param endedAt when the later of them ended
 * @param quarantined instruments with a row that could not be understood
 * @param settleWindow of the broker's profile
 * @param absenceSpacing of the broker's profile
 */
public record AccountView(
        long accountId,
        List<BrokerOrder> book,
        @Nullable List<Position> positions,
        Instant startedAt,
        Instant endedAt,
        Set<InstrumentId> quarantined,
        Duration settleWindow,
        Duration absenceSpacing) {
    public AccountView {
        book = List.copyOf(book);
        positions = positions == null ? null : List.copyOf(positions);
        quarantined = Set.copyOf(quarantined);
    }

    /** The signed net quantity of a key; 0 if there is no row. */
    public int net(InstrumentId instrument, Product product) {
        if (positions == null) {
            return 0;
        }
        return positions.stream()
                .filter(p -> p.instrument().equals(instrument) && p.product() == product)
                .mapToInt(Position::quantity)
                .sum();
    }
}
