package io.ordermonitor.testkit.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a simulated day.
 *
 * @param faults what was planned to go wrong
 * @param cycles how many cycles ran, nudged ones included
 * @param struck how often each fault struck
 * @param violation what was broken first; empty if nothing was
 * @param bare how long filled units waited for their stops
 * @param stillBare fills of which units had no stop yet when the day ended: none of {@code bare} tells of them
 * @param bareAtClose how many more had none since they came as the session ended or in its closing auction, or while the
 *     broker squared off: nothing, or nothing new, is sent then
 * @param story of the order concerned, and what else is worth knowing; empty if nothing was broken, unless
 *     {@link Simulation#tellingAll}
 */
public record DayResult(
        long seed,
        List<PlannedFault> faults,
        int cycles,
        Map<FaultKind, Integer> struck,
        Optional<Violation> violation,
        List<BareSpan> bare,
        int stillBare,
        int bareAtClose,
        List<String> story) {
    public DayResult {
        faults = List.copyOf(faults);
        struck = Map.copyOf(struck);
        bare = List.copyOf(bare);
        story = List.copyOf(story);
    }
}
