package io.ordermonitor.store;

import io.ordermonitor.order.Regeneration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Regenerated entries waiting to be placed: table {@code entry_regeneration}. */
public interface Regenerations {
    /** Stores new rows with status null; a rejected order that has one already is left alone. */
    void add(List<Regeneration> rows);

    /** Marks rejected orders for which their strategy declined, so that they are not asked again. */
    void decline(List<Long> rejectedIds, Instant now);

    /** The user's rows with status null, oldest first, whatever their day. */
    List<Regeneration> waiting(long userId);

    /** Ends a row. */
    void end(long id, Regeneration.Status status, String reason, Instant now);

    /** Ends the user's waiting rows of days before this one as EXPIRED; returns how many. */
    int expireBefore(long userId, LocalDate tradingDay, Instant now);
}
