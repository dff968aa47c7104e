package io.ordermonitor.cycle;

/** The ten steps; a user replaces any of them by a copy of this record. */
public record Steps(
        FetchBrokerData fetch,
        CalculatePnl pnl,
        UpdateOrders update,
        PlaceExits exits,
        ModifyEntries entries,
        ModifyStops stops,
        ClearRejected rejected,
        RegenerateEntries regenerate,
        PlaceRegenerated place,
        ReportErrors report) {
    /** The same steps with another step 1. */
    public Steps withFetch(FetchBrokerData step) {
        return new Steps(step, pnl, update, exits, entries, stops, rejected, regenerate, place, report);
    }
}
