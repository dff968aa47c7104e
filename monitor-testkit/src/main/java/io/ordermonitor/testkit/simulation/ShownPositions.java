package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Position;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Positions as a broker shows them that shows them wrong. */
record ShownPositions(List<Position> rows, Set<InstrumentId> quarantined) {
    /** What a fault of one read makes of the positions. */
    static ShownPositions of(List<Position> rows, Set<InstrumentId> quarantined, Optional<PlannedFault> fault) {
        if (fault.isEmpty() || rows.isEmpty()) {
            return new ShownPositions(rows, quarantined);
        }
        if (fault.get().kind() == FaultKind.EMPTY_POSITIONS) {
            return new ShownPositions(List.of(), quarantined);
        }
        InstrumentId unclear =
                rows.get(Math.floorMod(fault.get().pick(), rows.size())).instrument();
        List<Position> clear =
                rows.stream().filter(row -> !row.instrument().equals(unclear)).toList();
        return new ShownPositions(clear, Set.of(unclear));
    }
}
