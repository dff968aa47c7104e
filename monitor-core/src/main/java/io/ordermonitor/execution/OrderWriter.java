package io.ordermonitor.execution;

import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.event.MonitorListener;
import io.ordermonitor.internal.Workers;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegWrite;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.Intents;
import io.ordermonitor.store.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way to write to a broker: each write is first an intent, committed, then sent, then its outcome recorded.
 * Called by the holder of the user's write lock only; blocking.
 */
public final class OrderWriter {
    private static final Logger LOG = LoggerFactory.getLogger(OrderWriter.class);
    /** Intents committed together: few enough that the last is sent within 2 s of it. */
    private static final int BATCH = 4;

    private final Intents intents;
    private final Switchboard switchboard;
    private final Sender sender;
    private final BrokerSessions sessions;
    private final Workers workers;
    private final Clock clock;
    private final ZoneId zone;
    private final SendPlan plan;
    private final MonitorListener listener;

    OrderWriter(
            Intents intents,
            Switchboard switchboard,
            Sender sender,
            BrokerSessions sessions,
            Workers workers,
            Clock clock,
            ZoneId zone,
            SendPlan plan,
            MonitorListener listener) {
        this.intents = intents;
        this.switchboard = switchboard;
        this.sender = sender;
        this.sessions = sessions;
        this.workers = workers;
        this.clock = clock;
        this.zone = zone;
        this.plan = plan;
        this.listener = listener;
    }

    /** What became of one write, and the order before and after it. */
    public record Written(Intent.Settled settled, ManagedOrder before, ManagedOrder after) {}

    /**
     * Writes decisions, in their order within each account, accounts side by side. Decisions that their leg's state
     * or a safety switch forbids now are left out, and those on accounts that are not active; the next cycle decides
     * again.
     *
     * @throws StoreException if an intent could not be committed: it and those after it are not sent
     * @throws FencedException if another process owns the user: likewise
     */
    public List<Written> write(UserDesk desk, List<? extends LegWrite> writes, Cause cause)
            throws InterruptedException {
        Map<Long, List<LegWrite>> byAccount = new LinkedHashMap<>();
        for (LegWrite write : writes) {
            desk.order(write.orderId())
                    .filter(o -> isOnActiveAccount(desk, o))
                    .ifPresent(o -> byAccount
                            .computeIfAbsent(o.accountId(), a -> new ArrayList<>())
                            .add(write));
        }
        List<Written> written = new ArrayList<>();
        for (int from = 0; from < longest(byAccount); from += BATCH) {
            List<LegWrite> batch = new ArrayList<>();
            for (List<LegWrite> of : byAccount.values()) {
                int until = Math.min(of.size(), from + BATCH);
                batch.addAll(of.subList(Math.min(from, until), until));
            }
            // How old an intent may be when it is sent counts from here.
            Instant decidedAt = clock.instant();
            written.addAll(sendRecorded(desk, record(desk, switchboard.allowed(desk, batch), cause, decidedAt)));
        }
        return written;
    }

    /** No cycle reads an account that is not active: what were sent there, nobody would follow. */
    private static boolean isOnActiveAccount(UserDesk desk, ManagedOrder order) {
        boolean active = desk.account(order.accountId()).isPresent();
        if (!active) {
            LOG.warn(
                    "nothing is written, the account is not active user={} account={} order={}",
                    desk.userId(),
                    order.accountId(),
                    order.id());
        }
        return active;
    }

    private static int longest(Map<Long, List<LegWrite>> byAccount) {
        return byAccount.values().stream().mapToInt(List::size).max().orElse(0);
    }

    /** Commits the intents of a batch and marks their legs; after a failure the desk reads the store again. */
    private List<Intent> record(UserDesk desk, List<LegWrite> batch, Cause cause, Instant now) {
        return desk.storing(() -> {
            List<Intent> planned = new ArrayList<>();
            long fence = intents.fence(desk.userId());
            LocalDate day = LocalDate.ofInstant(now, zone);
            for (LegWrite write : batch) {
                plan.plan(desk, write, cause, fence, day, now).ifPresent(one -> {
                    planned.add(one.intent());
                    desk.put(one.marked());
                });
            }
            if (!planned.isEmpty()) {
                intents.record(planned);
            }
            return planned;
        });
    }

    /** Sends intents that are committed already (those of a new entry) and records what became of them. */
    List<Written> sendRecorded(UserDesk desk, List<Intent> recorded) throws InterruptedException {
        if (recorded.isEmpty()) {
            return List.of();
        }
        Map<Long, List<Intent>> byAccount = new LinkedHashMap<>();
        recorded.forEach(i ->
                byAccount.computeIfAbsent(i.accountId(), a -> new ArrayList<>()).add(i));
        List<Callable<List<Sender.Sent>>> calls = new ArrayList<>();
        byAccount.forEach((id, of) -> calls.add(() -> sendAll(account(desk, id), of)));
        List<Sender.Sent> sent = new ArrayList<>();
        workers.callAll(calls).forEach(sent::addAll);
        List<Written> written = new ArrayList<>();
        for (Sender.Sent one : sent) {
            written.add(apply(desk, one));
        }
        settle(desk, sent);
        return written;
    }

    private static Account account(UserDesk desk, long id) {
        return desk.account(id).orElseThrow(() -> new IllegalArgumentException("no account " + id));
    }

    private List<Sender.Sent> sendAll(Account account, List<Intent> intents) throws InterruptedException {
        List<Sender.Sent> sent = new ArrayList<>();
        for (Intent intent : intents) {
            Sender.Sent one = sender.send(account, intent);
            sent.add(one);
            if (one.sessionExpired()) {
                sessions.renew(account, one.startedAt());
            }
        }
        return sent;
    }

    private Written apply(UserDesk desk, Sender.Sent sent) {
        Intent intent = sent.settled().intent();
        ManagedOrder before = desk.order(intent.orderId()).orElseThrow();
        ManagedOrder after = Outcomes.apply(before, sent.settled(), sent.sessionExpired());
        desk.put(after, sent.settled());
        LOG.info(
                "write {} {} tag={} outcome={} user={} account={} order={} cycle={} rule={} terms={} reason={}",
                intent.kind(),
                intent.leg(),
                intent.tag(),
                sent.settled().outcome(),
                intent.userId(),
                intent.accountId(),
                intent.orderId(),
                intent.cause().cycle(),
                intent.cause().rule(),
                intent.terms(),
                sent.settled().reason());
        listener.on(new MonitorEvent.WriteEnded(intent.userId(), sent.settled()));
        return new Written(sent.settled(), before, after);
    }

    /**
     * A failure here is no failure of the write: the desk keeps the outcomes until its orders are saved, and what is lost
     * with the process is unknown, which the order book settles.
     */
    private void settle(UserDesk desk, List<Sender.Sent> sent) {
        try {
            intents.settle(sent.stream().map(Sender.Sent::settled).toList());
        } catch (StoreException e) {
            desk.notRecorded(
                    sent.stream().map(one -> one.settled().intent().orderId()).toList());
            LOG.warn("outcomes not recorded, they are saved with their orders user={}", desk.userId(), e);
        }
    }
}
