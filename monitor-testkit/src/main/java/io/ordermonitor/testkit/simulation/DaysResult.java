package io.ordermonitor.testkit.simulation;

import java.util.List;
import java.util.Map;

/**
 * What became of many simulated days.
 *
 * @param days how many ran
 * @param cycles how many cycles they had, nudged ones included
 * @param struck how often each fault struck
 * @param broken the seeds of days that broke an invariant, lowest first
 */
public record DaysResult(long days, long cycles, Map<FaultKind, Long> struck, List<Long> broken) {
    public DaysResult {
        struck = Map.copyOf(struck);
        broken = List.copyOf(broken);
    }
}
