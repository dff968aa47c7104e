package io.ordermonitor.order;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A new entry that a strategy made out of a rejected one, waiting to be placed.
 *
 * @param id assigned by the store; 0 before
 * @param rejectedId the rejected order it stems from
 * @param terms what to place
 * @param attempt which attempt of the day the placement will be
 * @param madeAt when it was made: its prices are of then
 */
public record Regeneration(
        long id, long rejectedId, NewManagedOrder terms, int attempt, LocalDate tradingDay, Instant madeAt) {
    /** What became of a row. */
    public enum Status {
        PLACED,
        FAILED,
        EXPIRED
    }
}
