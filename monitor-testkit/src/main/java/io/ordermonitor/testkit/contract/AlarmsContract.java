package io.ordermonitor.testkit.contract;

import static io.ordermonitor.testkit.contract.Samples.NOON;
import static io.ordermonitor.testkit.contract.Samples.OTHER_USER;
import static io.ordermonitor.testkit.contract.Samples.USER;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.store.Alarms;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link Alarms} does. */
public abstract class AlarmsContract extends StoreContract {
    /** For subclasses. */
    protected AlarmsContract() {}

    private static Alarm alarm(long userId, Code code, Instant since, @Nullable Instant cleared) {
        return new Alarm(userId, 0, 5, code, "order 5 on account 70: " + code, since, cleared);
    }

    @Test
    void anAlarmStandsUntilItIsCleared() {
        Alarm raised = alarm(USER, Code.UNPROTECTED, NOON, null);
        Alarm other = alarm(USER, Code.WRONG_SIGN, NOON, null);
        stores.alarms().save(List.of(raised, other));
        assertThat(reopen(stores).alarms().standing(USER)).containsExactlyInAnyOrder(raised, other);

        stores.alarms().save(List.of(alarm(USER, Code.UNPROTECTED, NOON, NOON.plusSeconds(60))));

        assertThat(stores.alarms().standing(USER)).containsExactly(other);
    }

    @Test
    void savingAnAlarmTwiceKeepsOne() {
        Alarm raised = alarm(USER, Code.UNPROTECTED, NOON, null);

        stores.alarms().save(List.of(raised));
        stores.alarms().save(List.of(raised));

        assertThat(stores.alarms().standing(USER)).containsExactly(raised);
    }

    @Test
    void anAlarmRaisedAnewIsAnotherOne() {
        stores.alarms().save(List.of(alarm(USER, Code.UNPROTECTED, NOON, NOON.plusSeconds(60))));
        Alarm anew = alarm(USER, Code.UNPROTECTED, NOON.plusSeconds(120), null);

        stores.alarms().save(List.of(anew));

        assertThat(stores.alarms().standing(USER)).containsExactly(anew);
    }

    @Test
    void theNewestAlarmOfACodeIsFoundStandingOrCleared() {
        assertThat(stores.alarms().newest(USER, Code.DAILY_LOSS)).isEmpty();
        Alarm later = alarm(USER, Code.DAILY_LOSS, NOON.plusSeconds(60), NOON.plusSeconds(90));
        stores.alarms().save(List.of(later, alarm(USER, Code.DAILY_LOSS, NOON, null)));
        stores.alarms().save(List.of(alarm(USER, Code.UNPROTECTED, NOON.plusSeconds(120), null)));

        assertThat(reopen(stores).alarms().newest(USER, Code.DAILY_LOSS)).contains(later);
        assertThat(stores.alarms().newest(OTHER_USER, Code.DAILY_LOSS)).isEmpty();
    }

    @Test
    void alarmsAreTheUsersOwn() {
        stores.alarms().save(List.of(alarm(USER, Code.UNPROTECTED, NOON, null)));

        assertThat(stores.alarms().standing(OTHER_USER)).isEmpty();
    }
}
