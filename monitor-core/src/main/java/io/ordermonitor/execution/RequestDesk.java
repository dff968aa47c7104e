package io.ordermonitor.execution;

import io.ordermonitor.order.Amendment;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.store.Audit;
import io.ordermonitor.store.Requests;
import io.ordermonitor.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up rows of {@code order_request} and answers them. Called by the holder of the user's write lock only. */
public final class RequestDesk {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDesk.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final OrderIntake intake;
    private final Flattening flattening;
    private final Settling settling;
    private final Requests requests;
    private final Audit audit;
    private final Clock clock;

    RequestDesk(
            OrderIntake intake, Flattening flattening, Settling settling, Requests requests, Audit audit, Clock clock) {
        this.intake = intake;
        this.flattening = flattening;
        this.settling = settling;
        this.requests = requests;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Answers the requests of a user who has no active account, so that no cycle would ever take them up. One that
     * cannot be answered does not hold up those behind it.
     */
    public void refuse(long userId, List<OrderRequest> waiting) {
        for (OrderRequest request : waiting) {
            String reason = "request " + request.id() + ": user " + userId + " has no active account, so nothing can be"
                    + " sent for him; add or enable an account and write the request again";
            try {
                Optional<Long> carriedOut = intake.knownOrder(request);
                if (carriedOut.isPresent()) {
                    requests.answer(userId, request.id(), OrderRequest.Status.DONE, "", carriedOut.get());
                    continue;
                }
                String said = flattening.refusal(userId, request, reason);
                requests.answer(userId, request.id(), OrderRequest.Status.REFUSED, said, request.orderId());
                LOG.info("request refused, no active account user={} request={}", userId, request.id());
            } catch (StoreException e) {
                LOG.warn("request not answered user={} request={} cause={}", userId, request.id(), e.toString());
            }
        }
    }

    /** Does what a request asks and writes its answer. */
    public IntakeResult take(UserDesk desk, OrderRequest request, Cause cause) throws InterruptedException {
        IntakeResult result;
        try {
            result = decide(desk, request, cause.askedBy(request.id()));
        } catch (IllegalArgumentException | IllegalStateException | NullPointerException e) {
            LOG.error("request failed user={} request={}", desk.userId(), request.id(), e);
            String why = "request " + request.id() + " could not be carried out: " + e;
            result = new IntakeResult.Refused(flattening.refusal(desk.userId(), request, why));
        }
        if (result instanceof IntakeResult.Refused && isCarriedOut(request)) {
            result = new IntakeResult.Repeated(request.orderId());
        }
        if (result instanceof IntakeResult.Refused refused) {
            requests.answer(
                    request.userId(), request.id(), OrderRequest.Status.REFUSED, refused.reason(), request.orderId());
        } else if (result instanceof IntakeResult.Flattened flattened) {
            requests.answer(request.userId(), request.id(), OrderRequest.Status.DONE, flattened.said(), 0);
        } else if (result instanceof IntakeResult.Taken taken) {
            requests.answer(
                    request.userId(),
                    request.id(),
                    OrderRequest.Status.DONE,
                    taken.said(),
                    taken.order().id());
        } else {
            long orderId = ((IntakeResult.Repeated) result).orderId();
            requests.answer(request.userId(), request.id(), OrderRequest.Status.DONE, "", orderId);
        }
        return result;
    }

    /**
     * True if the order is stored as this request changed it, though its answer was not: what it asked may be refused by
     * now just because it was done, and whoever wrote it would do it again.
     */
    private boolean isCarriedOut(OrderRequest request) {
        return request.orderId() != 0
                && audit.trail(request.orderId()).stream()
                        .flatMap(trail -> trail.changes().stream())
                        .anyMatch(change -> change.cause().request() == request.id());
    }

    private IntakeResult decide(UserDesk desk, OrderRequest request, Cause cause) throws InterruptedException {
        if (request.invalid() != null) {
            return new IntakeResult.Refused(request.invalid());
        }
        return switch (request.kind()) {
            case CANCEL -> intake.cancel(desk, request.orderId(), cause);
            case EXIT -> intake.exitNow(desk, request.orderId(), cause);
            case AMEND -> amend(desk, request, cause);
            case FLATTEN -> flattening.flatten(desk, request, cause);
            case SETTLE -> {
                int open = Objects.requireNonNull(request.open(), "quantity");
                yield settling.settle(desk, request.orderId(), open, cause);
            }
            case SUBMIT, ADOPT -> enter(desk, request, cause);
        };
    }

    private IntakeResult amend(UserDesk desk, OrderRequest request, Cause cause) {
        Amendment to = Objects.requireNonNull(request.amendTo(), "amendTo");
        return intake.amend(desk, request.orderId(), to, cause);
    }

    private IntakeResult enter(UserDesk desk, OrderRequest request, Cause cause) throws InterruptedException {
        NewManagedOrder terms = Objects.requireNonNull(request.terms(), "terms");
        Optional<Long> carriedOut = intake.knownOrder(request);
        if (carriedOut.isPresent()) {
            return new IntakeResult.Repeated(carriedOut.get());
        }
        Instant now = clock.instant();
        if (request.createdAt().plus(LONGEST_WAIT).isBefore(now)) {
            return new IntakeResult.Refused("request " + request.id() + " waited longer than "
                    + LONGEST_WAIT.toSeconds() + " s; write it again");
        }
        if (request.kind() == OrderRequest.Kind.ADOPT) {
            return intake.adopt(desk, terms, Objects.requireNonNull(request.brokerOrderId(), "brokerOrderId"));
        }
        if (request.createdAt().isAfter(now.plus(LONGEST_WAIT))) {
            return new IntakeResult.Refused("request " + request.id() + " says that it was written at "
                    + request.createdAt() + ", more than " + LONGEST_WAIT.toSeconds() + " s after the market's clock ("
                    + now + "); write it again with the right time");
        }
        return intake.submit(desk, terms, cause);
    }
}
