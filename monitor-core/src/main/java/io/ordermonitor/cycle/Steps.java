package io.ordermonitor.cycle;

/**
 * The ten steps; a user replaces any of them by a copy of this record.
 *
 * <pre>{@code
 * Monitor.builder(stores, brokers).steps(steps -> steps.withExits(new MyExits(steps.exits())));
 * }</pre>
 */
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

    /** The same steps with another step 2. */
    public Steps withPnl(CalculatePnl step) {
        return new Steps(fetch, step, update, exits, entries, stops, rejected, regenerate, place, report);
    }

    /** The same steps with another step 3. */
    public Steps withUpdate(UpdateOrders step) {
        return new Steps(fetch, pnl, step, exits, entries, stops, rejected, regenerate, place, report);
    }

    /** The same steps with another step 4. */
    public Steps withExits(PlaceExits step) {
        return new Steps(fetch, pnl, update, step, entries, stops, rejected, regenerate, place, report);
    }

    /** The same steps with another step 5. */
    public Steps withEntries(ModifyEntries step) {
        return new Steps(fetch, pnl, update, exits, step, stops, rejected, regenerate, place, report);
    }

    /** The same steps with another step 6. */
    public Steps withStops(ModifyStops step) {
        return new Steps(fetch, pnl, update, exits, entries, step, rejected, regenerate, place, report);
    }

    /** The same steps with another step 7. */
    public Steps withRejected(ClearRejected step) {
        return new Steps(fetch, pnl, update, exits, entries, stops, step, regenerate, place, report);
    }

    /** The same steps with another step 8. */
    public Steps withRegenerate(RegenerateEntries step) {
        return new Steps(fetch, pnl, update, exits, entries, stops, rejected, step, place, report);
    }

    /** The same steps with another step 9. */
    public Steps withPlace(PlaceRegenerated step) {
        return new Steps(fetch, pnl, update, exits, entries, stops, rejected, regenerate, step, report);
    }

    /** The same steps with another step 10. */
    public Steps withReport(ReportErrors step) {
        return new Steps(fetch, pnl, update, exits, entries, stops, rejected, regenerate, place, step);
    }
}
