package io.ordermonitor.testkit;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderMark;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Regeneration;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.order.Switches;
import io.ordermonitor.store.Tokens;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a database would keep over a restart. Touched only under the lock of {@link InMemoryStores}. */
final class Tables {
    /** Trading days are dates of the market's zone. */
    static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");

    final Map<Long, Account> accounts = new TreeMap<>();
    final Map<Long, Permission> permissions = new HashMap<>();
    final Map<Long, Switches> switches = new HashMap<>();
    final Map<InstrumentId, FairPrice> fairPrices = new HashMap<>();
    final Map<String, Map<InstrumentId, Instrument>> instruments = new HashMap<>();
    final Map<AccountDay, Map<String, BrokerOrder>> books = new HashMap<>();
    final Map<AccountDay, Map<Holding, Position>> positions = new HashMap<>();
    final Map<AccountDay, Map<PnlKey, Optional<Integer>>> rolls = new HashMap<>();
    final OrderRows orders = new OrderRows();
    final Map<Long, Long> fences = new HashMap<>();

    /** How many processes have opened them: the last of them has the lease. */
    int processes;

    final Map<Long, RejectedOrder> rejected = new LinkedHashMap<>();
    final Map<Long, RegenerationRow> regenerations = new TreeMap<>();
    final NavigableMap<Long, RequestRow> requests = new TreeMap<>();
    final Map<AlarmKey, Alarm> alarms = new LinkedHashMap<>();
    final Map<String, Tokens.Grant> tokens = new HashMap<>();
    final Map<Long, OrderMark> marks = new HashMap<>();

    record AccountDay(long accountId, LocalDate day) {}

    record Holding(InstrumentId instrument, Product product) {
        static Holding of(Position position) {
            return new Holding(position.instrument(), position.product());
        }
    }

    record AlarmKey(long userId, long accountId, long orderId, Code code, Instant since) {}

    /** A row of entry_regeneration; {@code terms} is null in a row that only says that the strategy declined. */
    record RegenerationRow(
            long rejectedId,
            @Nullable Regeneration row,
            @Nullable String status,
            String reason) {
        boolean isWaiting() {
            return row != null && status == null;
        }
    }

    record RequestRow(OrderRequest request, OrderRequest.@Nullable Status status, String reason, long orderId) {}
}
