package io.ordermonitor.testkit.contract;

import static io.ordermonitor.testkit.contract.Samples.DAY;
import static io.ordermonitor.testkit.contract.Samples.NOON;
import static io.ordermonitor.testkit.contract.Samples.OTHER_USER;
import static io.ordermonitor.testkit.contract.Samples.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.order.Amendment;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.Requests;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Requests} does, and how {@code Inputs} hands out what waits for an answer. */
public abstract class RequestsContract extends StoreContract {
    /** For subclasses. */
    protected RequestsContract() {}

    /**
     * Writes a row of order_request as another program would.
     *
     * @param request its id is ignored
     * @return the row's id
     */
    protected abstract long insert(Stores into, OrderRequest request);

    /** What a row was answered, as another program would read it. */
    protected abstract OrderRequest.Status answer(Stores in, long requestId);

    private static OrderRequest request(
            long userId,
            OrderRequest.Kind kind,
            @Nullable NewManagedOrder terms,
            long orderId,
            @Nullable String brokerOrderId,
            @Nullable Amendment amendment,
            Instant at) {
        return new OrderRequest(0, userId, kind, terms, orderId, brokerOrderId, amendment, null, null, null, at);
    }

    private static OrderRequest cancel(long userId, long orderId, Instant at) {
        return request(userId, OrderRequest.Kind.CANCEL, null, orderId, null, null, at);
    }

    @BeforeEach
    final void takeUser() {
        assertThat(fence(USER)).isPositive();
    }

    private List<OrderRequest> waiting(long userId) {
        List<OrderRequest> alone = stores.requests().waiting(userId);
        assertSame(stores.inputs().read(userId, Set.of()).requests()).isEqualTo(alone);
        return alone;
    }

    @Test
    void aRequestWaitsWithEverythingItSays() {
        NewManagedOrder terms = Samples.terms(USER, "from outside");
        Amendment amendment = new Amendment(new BigDecimal("1490.5"), new BigDecimal("1550"));
        List<OrderRequest> rows = List.of(
                request(USER, OrderRequest.Kind.SUBMIT, terms, 0, null, null, NOON),
                request(
                        USER,
                        OrderRequest.Kind.ADOPT,
                        Samples.terms(USER, "adopted"),
                        0,
                        "B77",
                        null,
                        NOON.plusSeconds(1)),
                request(USER, OrderRequest.Kind.AMEND, null, 5, null, amendment, NOON.plusSeconds(2)),
                request(USER, OrderRequest.Kind.EXIT, null, 6, null, null, NOON.plusSeconds(3)));
        rows.forEach(row -> insert(stores, row));

        assertSame(waiting(USER)).ignoringFieldsMatchingRegexes("(.*\\.)?id").isEqualTo(rows);
    }

    @Test
    void anAnsweredRequestIsNotReadAgain() {
        long first = insert(stores, cancel(USER, 5, NOON));
        long second = insert(stores, cancel(USER, 6, NOON.plusSeconds(1)));

        stores.requests().answer(USER, first, OrderRequest.Status.DONE, "", 5);
        assertThat(waiting(USER)).extracting(OrderRequest::id).containsExactly(second);

        stores.requests().answer(USER, second, OrderRequest.Status.REFUSED, "no such order", 0);
        assertThat(waiting(USER)).isEmpty();
        assertThat(reopen(stores).inputs().read(USER, Set.of()).requests()).isEmpty();
    }

    @Test
    void theFirstAnswerStands() {
        long id = insert(stores, cancel(USER, 5, NOON));
        stores.requests().answer(USER, id, OrderRequest.Status.DONE, "", 5);

        stores.requests().answer(USER, id, OrderRequest.Status.REFUSED, "too late", 0);

        assertThat(answer(stores, id)).isEqualTo(OrderRequest.Status.DONE);
    }

    @Test
    void whoLostTheUserOrNeverTookHimAnswersNothing() {
        long id = insert(stores, cancel(USER, 5, NOON));
        Stores next = reopen(stores);
        assertThatThrownBy(() -> next.requests().answer(USER, id, OrderRequest.Status.REFUSED, "never taken", 0))
                .isInstanceOf(FencedException.class);
        assertThat(next.intents().fence(USER)).isPositive();

        assertThatThrownBy(() -> stores.requests().answer(USER, id, OrderRequest.Status.REFUSED, "late", 0))
                .isInstanceOf(FencedException.class);

        assertThat(next.requests().waiting(USER)).extracting(OrderRequest::id).containsExactly(id);
    }

    @Test
    void requestsAreReadOldestFirstAndOnlyByTheirUser() {
        insert(stores, cancel(USER, 2, NOON.plusSeconds(2)));
        insert(stores, cancel(USER, 1, NOON.plusSeconds(1)));
        insert(stores, cancel(OTHER_USER, 3, NOON));

        assertThat(waiting(USER)).extracting(OrderRequest::orderId).containsExactly(1L, 2L);
        assertThat(waiting(OTHER_USER)).extracting(OrderRequest::orderId).containsExactly(3L);
    }

    @Test
    void aUserWithAWaitingRequestIsExposed() {
        long id = insert(stores, cancel(USER, 1, NOON));
        assertThat(stores.inputs().exposedUsers(DAY)).containsExactly(USER);

        stores.requests().answer(USER, id, OrderRequest.Status.REFUSED, "no such order", 0);
        assertThat(stores.inputs().exposedUsers(DAY)).isEmpty();
    }
}
