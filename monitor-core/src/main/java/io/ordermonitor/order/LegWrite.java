package io.ordermonitor.order;

import java.util.Objects;

/** A decision to write to a broker on behalf of a managed order; carried out by the execution alone. */
public sealed interface LegWrite {
    /** The managed order. */
    long orderId();

    /** The rule that decided, such as {@code sl.place}. */
    String rule();

    /** Place a new broker order for a slice of a leg. */
    record Place(long orderId, LegKind leg, int slice, Side side, OrderTerms terms, String rule) implements LegWrite {
        public Place {
            Objects.requireNonNull(leg, "leg");
            Objects.requireNonNull(terms, "terms");
        }

        /** True if it is to fill at once: its limit moves with the market. */
        public boolean isAtMarket() {
            return leg == LegKind.FLATTEN || (leg == LegKind.SL && !terms.type().isStop());
        }
    }

    /** Modify a live broker order to these terms. */
    record Modify(long orderId, String tag, OrderTerms terms, String rule) implements LegWrite {
        public Modify {
            Objects.requireNonNull(tag, "tag");
            Objects.requireNonNull(terms, "terms");
        }
    }

    /** Cancel what is left of a live broker order. */
    record Cancel(long orderId, String tag, String rule) implements LegWrite {
        public Cancel {
            Objects.requireNonNull(tag, "tag");
        }
    }
}
