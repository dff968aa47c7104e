package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.testkit.BrokerCall;
import io.ordermonitor.testkit.FakeReply;
import io.ordermonitor.testkit.StorePort;
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

    private List<OrderState> told() {
        return day.monitor.webSockets().history(FakeDay.USER).stream()
                .map(Message.Numbered::message)
                .filter(Message.OrderUpdate.class::isInstance)
                .map(update -> ((Message.OrderUpdate) update).order().order().state())
                .toList();
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
}
