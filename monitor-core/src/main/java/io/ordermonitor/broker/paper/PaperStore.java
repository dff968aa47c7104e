package io.ordermonitor.broker.paper;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * Where the paper exchange keeps its orders and fills. Thread-safe; blocking; what returned is durable.
 * Every method throws {@link PaperStoreException} if the store does not answer.
 */
public interface PaperStore {
    /** The accounts that have orders of a trading day. */
    Set<Long> accounts(LocalDate day);

    /** Everything of an account's trading day; of an account never seen, an empty day with a live session. */
    PaperDay load(long accountId, LocalDate day);

    /** Adds or replaces orders and adds their fills: all in one transaction, or nothing. */
    void save(List<PaperChange> changes);

    /** Records how an account stands with its broker. */
    void saveSession(long accountId, PaperSession session);
}
