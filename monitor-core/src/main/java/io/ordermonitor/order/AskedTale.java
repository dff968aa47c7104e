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
        boolean adopted = trail.writes().stream()
                .noneMatch(w -> w.intent().leg() == LegKind.ENTRY && w.intent().kind() == WriteKind.PLACE);
        String by = entering().map(AskedTale::named).orElse("the application");
        return (adopted ? "Taken over, its entry at the broker already, as asked by " : "Submitted by ") + by + ": "
                + terms() + ".";
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
