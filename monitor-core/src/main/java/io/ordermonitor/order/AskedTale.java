package io.ordermonitor.order;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sentences of an order's story about what people and programs asked. */
final class AskedTale {
    private final AuditTrail trail;
    private final ManagedOrder order;

    AskedTale(AuditTrail trail) {
        this.trail = trail;
        this.order = trail.order();
    }

    /** When the order came in. */
    Instant enteredAt() {
        Instant made = order.createdAt();
        return entering()
                .map(AskedRequest::createdAt)
                .filter(at -> at.isBefore(made))
                .orElse(made);
    }

    /** How it came in. */
    String entered() {
        Long from = order.regeneratedFrom();
        if (from != null) {
            return "Made anew out of rejected order " + from + " (attempt " + order.attempt() + "): " + terms() + ".";
        }
        Optional<Cause> placed = trail.writes().stream()
                .map(AuditedWrite::intent)
                .filter(intent -> intent.leg() == LegKind.ENTRY && intent.kind() == WriteKind.PLACE)
                .map(Intent::cause)
                .findFirst();
        // A row of order_request is the order's only once its answer is stored; its first write has it from the start.
        String by = entering()
                .map(AskedTale::named)
                .or(() -> placed.map(cause -> asker(trail, cause)))
                .map(who -> " by " + who)
                .orElse("");
        return (placed.isPresent() ? "Submitted" : "Taken over, its entry at the broker already" + asked(by)) + by
                + ": " + terms() + ".";
    }

    private static String asked(String by) {
        return by.isEmpty() ? "" : ", as asked";
    }

    private Optional<AskedRequest> entering() {
        return trail.requests().stream()
                .filter(r -> r.kind() == OrderRequest.Kind.SUBMIT || r.kind() == OrderRequest.Kind.ADOPT)
                .findFirst();
    }

    private String terms() {
        NewManagedOrder terms = order.terms();
        String entry = terms.entryType() == OrderType.MARKET
                ? "at the market"
                : (terms.entryStopPrice() == null ? "" : "trigger " + price(terms.entryStopPrice()) + ", ") + "limit "
                        + price(terms.entryLimitPrice());
        return order.side().name().toLowerCase(Locale.ROOT) + " " + terms.quantity() + " " + order.instrument() + " "
                + order.product() + " " + entry + exits() + ", strategy " + terms.strategy();
    }

    /** The order has its terms as they were amended last. */
    private String exits() {
        if (trail.changes().isEmpty()) {
            return exits(order.terms().slStopPrice(), order.terms().targetPrice());
        }
        OrderChange first = trail.changes().get(0);
        OrderChange.Standing after = first.after();
        return after == null || ChangeTale.isAmendment(first) ? "" : exits(after.slStopPrice(), after.targetPrice());
    }

    static String exits(BigDecimal stop, @Nullable BigDecimal target) {
        return ", stop " + price(stop) + (target == null ? ", no target" : ", target " + price(target));
    }

    /** A request that changed nothing here; "" for any other. */
    String unheeded(AskedRequest request) {
        boolean enters = entering().filter(request::equals).isPresent();
        String what = "Request " + request.id() + " (" + request.kind() + ") ";
        if (request.status() == OrderRequest.Status.REFUSED) {
            return what + "was refused: " + request.reason();
        }
        if (request.status() == null) {
            return what + "was written and waits for its answer.";
        }
        boolean seen = Stream.concat(
                        trail.changes().stream().map(OrderChange::cause),
                        trail.writes().stream().map(w -> w.intent().cause()))
                .anyMatch(cause -> cause.request() == request.id());
        return enters || seen ? "" : what + "was carried out" + after(request.reason());
    }

    private static String after(String said) {
        return said.isEmpty() ? "." : ": " + said;
    }

    /** Who asked, for the end of a sentence. */
    static String asker(AuditTrail trail, Cause cause) {
        return trail.requests().stream()
                .filter(request -> request.id() == cause.request())
                .findFirst()
                .map(AskedTale::named)
                .orElse(cause.request() > 0 ? "request " + cause.request() : "the application");
    }

    private static String named(AskedRequest request) {
        String key = request.key().isEmpty() ? "" : ", key " + request.key();
        return "request " + request.id() + " (" + request.kind() + key + ")";
    }

    /** With two decimals at least, and no more zeros behind them. */
    static String price(@Nullable BigDecimal price) {
        if (price == null) {
            return "none";
        }
        BigDecimal stripped = price.stripTrailingZeros();
        return (stripped.scale() < 2 ? stripped.setScale(2) : stripped).toPlainString();
    }
}
