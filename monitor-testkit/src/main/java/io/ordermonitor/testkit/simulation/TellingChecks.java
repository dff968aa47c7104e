package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Reply;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** That users are told what happened, when it has, and the audit has it: T1, T2 and T3. */
final class TellingChecks {
    private final Evidence evidence;
    private final Map<Long, Integer> heard = new HashMap<>();
    private final Map<Begun, Intent> begun = new HashMap<>();

    private record Begun(String tag, LineLog.Kind kind, Instant at) {
        static Begun of(LineLog.Sent sent) {
            return new Begun(sent.tag(), sent.kind(), sent.startedAt());
        }
    }

    TellingChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    /** A write sets out under an intent: clocks that jump say nothing of which it was. */
    void beforeWrite(LineLog.Sent sent, Intent intent) {
        begun.put(Begun.of(sent), intent);
    }

    void afterCycle(CycleView view) {
        List<Finding> findings = view.findings();
        long user = view.cycle().userId();
        for (LineLog.Sent sent : evidence.log().since(heard.getOrDefault(user, 0))) {
            checkTold(sent, view, findings);
        }
        heard.put(user, evidence.log().count());
        Set<Finding> once = new HashSet<>();
        for (Message message : view.told()) {
            if (message instanceof Message.MonitoringErrors errors) {
                errors.findings().stream()
                        // Cycles that could not begin, or broke off, say so one by one, and never that they ended.
                        .filter(finding -> finding.step() != 0 || finding.accountId() != 0)
                        .filter(finding -> !once.add(finding))
                        .forEach(finding -> evidence.broken(
                                Invariant.T1,
                                finding.accountId(),
                                finding.orderId(),
                                "told twice in a cycle: " + finding.message()));
            } else if (message instanceof Message.OrderUpdate update) {
                checkStored(update.order().order());
            }
        }
        if (findings.size() < view.cycle().errors()) {
            evidence.broken(
                    Invariant.T1,
                    0,
                    0,
                    view.cycle().errors() + " errors in cycle " + view.cycle().cycle() + ", and " + findings.size()
                            + " were told");
        }
    }

    /** What a cycle asked for and did not get is told. */
    private void checkTold(LineLog.Sent sent, CycleView view, List<Finding> findings) {
        Optional<Intent> intent = Optional.ofNullable(begun.get(Begun.of(sent)));
        boolean failed = sent.result() instanceof WriteResult.Refused
                || sent.result() instanceof WriteResult.NotSent
                || sent.result() instanceof WriteResult.Unknown;
        boolean ours = intent.isPresent()
                && intent.get().userId() == view.cycle().userId()
                && intent.get().cause().cycle() == view.cycle().cycle()
                && !sent.startedAt().isBefore(view.startedAt());
        long order = intent.map(Intent::orderId).orElse(0L);
        boolean told = findings.stream().anyMatch(one -> one.orderId() == order || isOfAll(one));
        if (failed && ours && !told && !evidence.alarms().isStanding(order)) {
            evidence.broken(
                    Invariant.T1,
                    sent.accountId(),
                    order,
                    sent.kind() + " " + sent.tag() + " ended " + sent.result() + ", and nobody was told");
        }
    }

    private static boolean isOfAll(Finding finding) {
        return finding.orderId() == 0 && finding.accountId() == 0;
    }

    /** What an update shows as filled, or as over, is stored. */
    private void checkStored(ManagedOrder told) {
        Optional<ManagedOrder> stored = evidence.stored(told.id());
        // An outcome of a submit is stored as such, and the state that follows from it by the next cycle.
        boolean over = stored.filter(order -> order.state().isEnded() || (order.open() == 0 && !order.isAnythingLive()))
                .isPresent();
        if (told.state().isEnded() && !over) {
            evidence.broken(
                    Invariant.T2,
                    told.accountId(),
                    told.id(),
                    "it was told to be " + told.state() + ", and is stored as "
                            + stored.map(ManagedOrder::state).map(Enum::name).orElse("nothing"));
        }
        Map<String, Integer> filled = new HashMap<>();
        stored.ifPresent(order -> order.legOrders().forEach(leg -> filled.put(leg.tag(), leg.filled())));
        for (LegOrder leg : told.legOrders()) {
            int known = filled.getOrDefault(leg.tag(), 0);
            if (leg.filled() > known) {
                evidence.broken(
                        Invariant.T2,
                        told.accountId(),
                        told.id(),
                        leg.tag() + " was told to have filled " + leg.filled() + ", and " + known + " are stored");
            }
        }
    }

    /** Each write has its intent, with a cause and an outcome that goes with its reply. */
    void atEnd() {
        Map<String, Intent.Settled> outcomes = new HashMap<>();
        for (Intent.Settled settled : evidence.stored().outcomes()) {
            Intent intent = settled.intent();
            outcomes.put(intent.tag() + "/" + intent.write(), settled);
        }
        evidence.stored().intents().forEach(this::checkCause);
        evidence.log().writes().forEach(sent -> checkAudit(sent, outcomes));
        Map<String, Reply> replies = new HashMap<>();
        evidence.stored().intents().stream()
                .map(Intent::orderId)
                .distinct()
                .flatMap(order -> evidence.stored().stores().audit().trail(order).stream())
                .flatMap(trail -> trail.writes().stream())
                .forEach(write -> {
                    Reply reply = write.reply();
                    if (reply != null) {
                        replies.put(write.intent().tag() + "/" + write.intent().write(), reply);
                    }
                });
        evidence.log().writes().forEach(sent -> checkReply(sent, outcomes, replies));
    }

    /** The reply that is kept is the one that came; what a reply settled has it. */
    private void checkReply(LineLog.Sent sent, Map<String, Intent.Settled> outcomes, Map<String, Reply> replies) {
        Intent entry = begun.get(Begun.of(sent));
        if (entry == null) {
            return;
        }
        String key = entry.tag() + "/" + entry.write();
        Reply reply = replies.get(key);
        Intent.Settled settled = outcomes.get(key);
        boolean missing = reply == null && settled != null && settled.outcome().isReply();
        if (missing || (reply != null && !isSame(sent.result(), reply))) {
            evidence.broken(
                    Invariant.T3,
                    sent.accountId(),
                    entry.orderId(),
                    sent.kind() + " " + sent.tag() + " ended " + sent.result() + ", and the reply that is kept is "
                            + reply);
        }
    }

    private static boolean isSame(@Nullable WriteResult result, Reply reply) {
        return switch (reply.outcome()) {
            case ACCEPTED -> result instanceof WriteResult.Accepted;
            case REFUSED ->
                result instanceof WriteResult.Refused refused && reply.text().contains(refused.reason());
            case NOT_SENT -> result instanceof WriteResult.NotSent;
            default -> result == null || result instanceof WriteResult.Unknown;
        };
    }

    private void checkCause(Intent intent) {
        boolean byCycle = intent.cause().step() > 0;
        if (intent.cause().rule().isEmpty() || byCycle != intent.cause().cycle() > 0) {
            evidence.broken(
                    Invariant.T3,
                    intent.accountId(),
                    intent.orderId(),
                    intent.kind() + " " + intent.tag() + " was caused by " + intent.cause());
        }
    }

    private void checkAudit(LineLog.Sent sent, Map<String, Intent.Settled> outcomes) {
        Optional<Intent> entry = Optional.ofNullable(begun.get(Begun.of(sent)));
        Optional<Intent.Settled> settled = entry.map(one -> outcomes.get(one.tag() + "/" + one.write()));
        String what = sent.kind() + " " + sent.tag() + " ended " + sent.result() + ", and its audit says ";
        long order = entry.map(Intent::orderId).orElse(0L);
        if (settled.isEmpty()) {
            evidence.broken(Invariant.T3, sent.accountId(), order, what + "nothing");
        } else if (contradicts(sent.result(), settled.get())) {
            evidence.broken(
                    Invariant.T3, sent.accountId(), order, what + settled.get().outcome());
        }
    }

    private static boolean contradicts(@Nullable WriteResult result, Intent.Settled settled) {
        return switch (settled.outcome()) {
            case ACCEPTED -> !(result instanceof WriteResult.Accepted);
            case REFUSED ->
                !(result instanceof WriteResult.Refused refused)
                        || !settled.reason().contains(refused.reason());
            case NOT_SENT -> result != null && !(result instanceof WriteResult.NotSent);
            case FOUND -> result instanceof WriteResult.Refused || result instanceof WriteResult.NotSent;
            default -> false;
        };
    }
}
