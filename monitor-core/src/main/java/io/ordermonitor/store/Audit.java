package io.ordermonitor.store;

import io.ordermonitor.order.AuditTrail;
import io.ordermonitor.order.AuditedWrite;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What is kept for good of writes to brokers and of what became of orders, for reading: tables {@code intent},
 * {@code order_event}, {@code leg_event}, {@code user_takeover}, {@code order_request}, {@code alarm}. The other ports
 * write it, each in the transaction of what it tells of. Nothing of it holds a token, a key or a client code.
 *
 * <pre>{@code
 * for (AuditedWrite write : stores.audit().writes(userId, today)) { ... }
 * stores.audit().trail(orderId).ifPresent(trail -> OrderTale.tell(trail).forEach(System.out::println));
 * }</pre>
 */
public interface Audit {
    /** Every write of the user on a trading day, oldest first. */
    List<AuditedWrite> writes(long userId, LocalDate tradingDay);

    /** All that is kept of one managed order of any user and day, be it rejected meanwhile; empty if there is none. */
    Optional<AuditTrail> trail(long orderId);
}
