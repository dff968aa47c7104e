package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.testkit.BrokerCall;
import io.ordermonitor.testkit.FakeReply;
import io.ordermonitor.testkit.StorePort;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a broker answered to a user whom nobody watches is stored, though the database fails as it comes. */
class UnsavedAnswersTest {
    private final FakeDay day = new FakeDay();

    @AfterEach
    void stop() {
        day.close();
    }

    private List<Message.OrderUpdate> updates() {
        return day.monitor.webSockets().history(FakeDay.USER).stream()
                .map(Message.Numbered::message)
                .filter(Message.OrderUpdate.class::isInstance)
                .map(Message.OrderUpdate.class::cast)
                .toList();
    }

    private List<OrderState> told() {
        return updates().stream().map(update -> update.order().order().state()).toList();
    }

    private long submitted() {
        return ((SubmitResult.Submitted) day.submit("unsaved")).order().id();
    }

    private OrderState stored(long id) {
        return day.memory.order(id).orElseThrow().state();
    }

    private SubmitResult cancel(long id) {
        return day.time.call(() -> day.monitor.orders().cancel(id));
    }

    /** An entry that would only be sent, since its account is observed; that could not be recorded. */
    private long observed() {
        day.account(FakeDay.USER, Account.Mode.OBSERVE, true);
        day.memory.faults().failAfter(StorePort.INTENTS, 2);
        long id = submitted();
        assertThat(day.memory.outcomes()).isEmpty();
        assertThat(told()).isEmpty();
        return id;
    }

    /** A creation that failed: the process reads the store again before it does anything else. */
    private void forgotten() {
        day.memory.faults().failAfter(StorePort.ORDERS, 2);
        assertThatThrownBy(() -> day.submit("another")).isInstanceOf(StoreException.class);
    }

    @Test
    void an_entry_that_was_not_sent_does_not_stay_open_for_ever_if_that_could_not_be_recorded() {
        day.broker().answerNext(BrokerCall.Kind.PLACE, FakeReply.notSent(FailureKind.RATE_LIMITED));
        day.memory.faults().failAfter(StorePort.INTENTS, 2);
        SubmitResult.Submitted submitted = (SubmitResult.Submitted) day.submit("unsaved");
        long id = submitted.order().id();
        assertThat(day.memory.outcomes()).isEmpty();
        assertThat(told()).as("what would not outlive the process").isEmpty();

        day.time.advance(Duration.ofMinutes(2));
        ManagedOrder stored = day.memory.stores().orders().find(id).orElseThrow();
        assertThat(stored.state().isEnded()).isTrue();
        assertThat(stored.isAnythingUnknown()).isFalse();
        assertThat(day.memory.outcomes()).hasSize(1);
        assertThat(told()).contains(OrderState.ENTRY_REJECTED);
        assertThat(day.monitor.loops().isMonitored(FakeDay.USER)).isFalse();
    }

    @Test
    void a_user_whose_accounts_are_disabled_is_not_followed_for_what_no_cycle_can_store() {
        day.broker().answerNext(BrokerCall.Kind.PLACE, FakeReply.notSent(FailureKind.RATE_LIMITED));
        day.memory.faults().failAfter(StorePort.INTENTS, 2);
        day.submit("unsaved");
        day.account(FakeDay.USER, Account.Mode.ARMED, false);

        day.time.advance(Duration.ofMinutes(5));
        assertThat(day.monitor.loops().isMonitored(FakeDay.USER)).isFalse();
    }

    @Test
    void an_order_whose_answer_could_not_be_recorded_is_told_as_a_new_one_when_it_is_stored() {
        day.memory.faults().failAfter(StorePort.INTENTS, 2);
        submitted();
        assertThat(told()).isEmpty();

        day.time.advance(Duration.ofMinutes(2));
        assertThat(updates())
                .first()
                .satisfies(update -> assertThat(update.changed()).containsExactly("order"));
    }

    @Test
    void an_exit_of_which_its_user_heard_that_it_failed_is_not_made() {
        long id = submitted();
        day.memory.faults().failAfter(StorePort.ORDERS, 1);
        assertThatThrownBy(() -> day.time.call(() -> day.monitor.orders().exitNow(id)))
                .isInstanceOf(StoreException.class);

        day.time.advance(Duration.ofMinutes(2));
        assertThat(day.memory.order(id).orElseThrow().exitRequested()).isFalse();
        assertThat(day.time.call(() -> day.monitor.orders().exitNow(id))).isInstanceOf(SubmitResult.Submitted.class);
        assertThat(day.memory.order(id).orElseThrow().exitRequested()).isTrue();
    }

    @Test
    void an_entry_that_its_cancellation_ended_is_told_over_by_the_cycle_that_stores_it() {
        long id = observed();
        day.memory.faults().refuseOrder(id, "check violated");
        SubmitResult.Submitted cancelled = (SubmitResult.Submitted) cancel(id);
        assertThat(cancelled.said()).contains("could not be stored (").contains("check violated");
        assertThat(told()).isEmpty();
        day.time.advance(Duration.ofMinutes(2));
        assertThat(stored(id)).isEqualTo(OrderState.ENTERING);
        assertThat(told()).isEmpty();

        day.memory.faults().restore();
        day.time.advance(Duration.ofMinutes(2));
        assertThat(stored(id)).isEqualTo(OrderState.ENTRY_CANCELLED);
        assertThat(told()).containsExactly(OrderState.ENTRY_CANCELLED);
    }

    @Test
    void a_cancellation_that_could_not_be_stored_itself_is_not_told_before_it_is() {
        day.account(FakeDay.USER, Account.Mode.OBSERVE, true);
        long id = submitted();
        assertThat(told()).containsExactly(OrderState.ENTERING);
        day.memory.faults().refuseOrder(id, "check violated");
        cancel(id);
        assertThat(stored(id)).isEqualTo(OrderState.ENTERING);
        assertThat(told()).containsExactly(OrderState.ENTERING);

        day.memory.faults().restore();
        day.time.advance(Duration.ofMinutes(2));
        assertThat(told()).containsExactly(OrderState.ENTERING, OrderState.ENTRY_CANCELLED);
    }

    @Test
    void what_the_orders_lacked_when_they_were_read_again_is_told_of_none_before_it_is_stored() {
        long id = observed();
        forgotten();
        day.memory.faults().refuseOrder(id, "check violated");
        cancel(id);
        assertThat(told()).isEmpty();
        day.time.advance(Duration.ofMinutes(2));
        assertThat(told()).isEmpty();

        day.memory.faults().restore();
        day.time.advance(Duration.ofMinutes(2));
        assertThat(stored(id)).isEqualTo(OrderState.ENTRY_CANCELLED);
        assertThat(told()).containsExactly(OrderState.ENTRY_CANCELLED);
    }

    @Test
    void an_amendment_does_not_tell_an_answer_that_was_recalled_and_is_not_stored() {
        day.memory.faults().failAfter(StorePort.INTENTS, 2);
        long id = submitted();
        forgotten();
        day.time.call(() -> day.monitor.orders().amend(id, new BigDecimal("1485.00"), null));
        assertThat(told()).isEmpty();

        day.time.advance(Duration.ofMinutes(2));
        assertThat(updates())
                .first()
                .satisfies(update -> assertThat(update.changed()).containsExactly("order"));
        assertThat(day.memory.outcomes()).hasSize(1);
    }
}
