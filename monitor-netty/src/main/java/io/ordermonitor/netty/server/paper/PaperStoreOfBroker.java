package io.ordermonitor.netty.server.paper;

import io.ordermonitor.broker.paper.PaperChange;
import io.ordermonitor.broker.paper.PaperDay;
import io.ordermonitor.broker.paper.PaperSession;
import io.ordermonitor.broker.paper.PaperStore;
import io.ordermonitor.store.Inputs;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A paper store shared by several exchanges, as the one sees it whose accounts name this broker. */
record PaperStoreOfBroker(String broker, PaperStore all, Inputs inputs) implements PaperStore {
    @Override
    public Set<Long> accounts(LocalDate day) {
        return all.accounts(day).stream()
                .filter(id -> inputs.account(id)
                        .filter(account -> account.broker().equals(broker))
                        .isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public PaperDay load(long accountId, LocalDate day) {
        return all.load(accountId, day);
    }

    @Override
    public void save(List<PaperChange> changes) {
        all.save(changes);
    }

    @Override
    public void saveSession(long accountId, PaperSession session) {
        all.saveSession(accountId, session);
    }
}
