package io.ordermonitor.testkit.contract;

import static io.ordermonitor.testkit.contract.Samples.DAY;
import static io.ordermonitor.testkit.contract.Samples.NOON;
import static io.ordermonitor.testkit.contract.Samples.OTHER_USER;
import static io.ordermonitor.testkit.contract.Samples.USER;
import static io.ordermonitor.testkit.contract.Samples.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Flag;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegNote;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.LegWrites;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderMark;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.PendingWrite;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.order.RejectionClass;
import io.ordermonitor.order.WriteKind;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.Orders;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link Orders} does. */
public abstract class OrdersContract extends StoreContract {
    /** For subclasses. */
    protected OrdersContract() {}

    private List<ManagedOrder> load(long userId) {
        return stores.orders().load(userId, DAY, NOON);
    }

    @Test
    void theInstallationHasThreeCharactersAndSurvivesARestart() {
        String installation = stores.orders().installation();

        assertThat(installation).matches("[0-9a-z]{3}");
        assertThat(reopen(stores).orders().installation()).isEqualTo(installation);
    }

    @Test
    void noOrderIdIsGivenTwiceNotEvenAfterARestart() {
        Set<Long> ids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            assertThat(ids.add(stores.orders().nextId())).isTrue();
        }
        Stores next = reopen(stores);
        for (int i = 0; i < 100; i++) {
            assertThat(ids.add(next.orders().nextId())).isTrue();
        }
        assertThat(ids).allMatch(id -> id > 0);
    }

    @Test
    void aCreatedOrderLoadsWithTheLegOrderThatItsEntryPlaces() {
        ManagedOrder order = order(stores.orders().nextId(), USER, "k1");
        List<Intent> entry = Samples.entry(order, fence(USER));

        assertThat(stores.orders().create(order, entry)).isEmpty();

        ManagedOrder loaded = load(USER).get(0);
        assertSame(loaded.withLegOrders(List.of())).isEqualTo(order);
        LegOrder leg = loaded.legOrders().get(0);
        assertThat(leg.tag()).isEqualTo(entry.get(0).tag());
        assertThat(leg.leg()).isEqualTo(LegKind.ENTRY);
        assertThat(leg.number()).isEqualTo(1);
        assertThat(leg.brokerOrderId()).isNull();
        assertThat(leg.state().isLive()).isTrue();
        assertThat(leg.filled()).isZero();
        assertSame(leg.terms()).isEqualTo(entry.get(0).terms());
    }

    @Test
    void aRepeatedRequestKeyAnswersTheFirstOrderAndStoresNothing() {
        ManagedOrder first = given(order(stores.orders().nextId(), USER, "same"));
        ManagedOrder again = order(stores.orders().nextId(), USER, "same");

        assertThat(stores.orders().create(again, Samples.entry(again, fence(USER))))
                .contains(first.id());

        assertThat(load(USER)).extracting(ManagedOrder::id).containsExactly(first.id());
        assertThat(stores.orders().find(again.id())).isEmpty();
        assertThat(stores.orders().history(again.id())).isEmpty();
    }

    @Test
    void theSameRequestKeyOfAnotherUserIsAnotherOrder() {
        ManagedOrder mine = given(order(stores.orders().nextId(), USER, "same"));
        ManagedOrder his = given(order(stores.orders().nextId(), OTHER_USER, "same"));

        assertThat(load(USER)).extracting(ManagedOrder::id).containsExactly(mine.id());
        assertThat(load(OTHER_USER)).extracting(ManagedOrder::id).containsExactly(his.id());
        assertSame(stores.orders().findByRequestKey(OTHER_USER, "same").orElseThrow())
                .isEqualTo(his);
        assertThat(stores.orders().findByRequestKey(USER, "unheard of")).isEmpty();
    }

    @Test
    void anOrderWhoseNameIsNotPlainLoadsAllTheSame() {
        ManagedOrder odd = ManagedOrder.of(
                stores.orders().nextId(), Samples.terms(USER, "k\u200b\n1", "break\tout"), null, 1, DAY, NOON);
        given(odd);

        assertThat(load(USER)).extracting(o -> o.terms().strategy()).containsExactly("break\tout");
        assertThat(stores.orders().findByRequestKey(USER, "k\u200b\n1")).isPresent();
    }

    @Test
    void anOrderWhoseOwnerLostTheUserIsNotCreated() {
        ManagedOrder order = order(stores.orders().nextId(), USER, "k1");
        List<Intent> entry = Samples.entry(order, fence(USER));
        assertThat(reopen(stores).intents().fence(USER))
                .isGreaterThan(entry.get(0).fence());

        assertThatThrownBy(() -> stores.orders().create(order, entry)).isInstanceOf(FencedException.class);

        assertThat(stores.orders().find(order.id())).isEmpty();
        assertThat(stores.orders().findByRequestKey(USER, "k1")).isEmpty();
    }

    @Test
    void ordersLoadInTheOrderOfTheirIds() {
        long a = stores.orders().nextId();
        long b = stores.orders().nextId();
        long c = stores.orders().nextId();
        given(order(c, USER, "c"));
        given(order(a, USER, "a"));
        given(order(b, USER, "b"));

        assertThat(load(USER)).extracting(ManagedOrder::id).containsExactly(a, b, c);
    }

    @Test
    void anOrderThatEndedLoadsOnTheDayOnWhichItEnded() {
        ManagedOrder today = given(order(stores.orders().nextId(), USER, "today"));
        ManagedOrder tomorrow = given(order(stores.orders().nextId(), USER, "tomorrow"));
        ManagedOrder open = given(order(stores.orders().nextId(), USER, "open"));
        Instant next = NOON.plus(Duration.ofDays(1));

        stores.orders().save(USER, List.of(today.withState(OrderState.CLOSED)), List.of(), NOON);
        stores.orders().save(USER, List.of(tomorrow.withState(OrderState.CLOSED)), List.of(), next);

        assertThat(stores.orders().load(USER, DAY, NOON))
                .extracting(ManagedOrder::id)
                .containsExactly(today.id(), open.id());
        assertThat(stores.orders().load(USER, DAY.plusDays(1), next))
                .extracting(ManagedOrder::id)
                .containsExactly(tomorrow.id(), open.id());
        assertThat(stores.orders().load(USER, DAY.plusDays(2), next))
                .extracting(ManagedOrder::id)
                .containsExactly(open.id());
        assertThat(stores.orders().find(today.id()).map(ManagedOrder::state)).contains(OrderState.CLOSED);
    }

    @Test
    void everythingOfASavedOrderComesBackAfterARestart() {
        ManagedOrder created = given(order(stores.orders().nextId(), USER, "k1"));
        LegOrder entry = created.legOrders().get(0);
        LegOrder filled = new LegOrder(
                entry.tag(),
                LegKind.ENTRY,
                0,
                1,
                "B1",
                LegState.PARTIAL,
                entry.type(),
                100,
                40,
                new BigDecimal("1500.2525"),
                entry.limitPrice(),
                entry.triggerPrice(),
                "slow",
                LegNote.NONE,
                true,
                new LegWrites(3, NOON, NOON.plusSeconds(5), null, null));
        OrderTerms stop = OrderTerms.stopLimit(40, new BigDecimal("1480.00"), new BigDecimal("1472.60"));
        PendingWrite pending = new PendingWrite(
                WriteKind.MODIFY, 1000, stop.withQuantity(60), NOON.plusSeconds(7), true, NOON.plusSeconds(9));
        LegOrder sl = new LegOrder(
                Samples.tag(created, LegKind.SL, 1),
                LegKind.SL,
                0,
                1,
                "B2",
                LegState.WORKING,
                stop.type(),
                40,
                0,
                null,
                stop.limitPrice(),
                stop.triggerPrice(),
                "",
                LegNote.NONE,
                false,
                new LegWrites(1, NOON.plusSeconds(6), NOON.plusSeconds(7), pending, null));
        ManagedOrder changed = created.withState(OrderState.OPEN)
                .withFlag(Flag.CHASING, true)
                .withFlag(Flag.UNPROTECTED, true)
                .withLegOrders(List.of(filled, sl))
                .withExternalExit(5)
                .withSuspected(3)
                .withRealised(new BigDecimal("-12.3450"))
                .withEntryEnded()
                .withExitRequested();
        OrderMark mark = new OrderMark(created.id(), new BigDecimal("1499"), null, null, new BigDecimal("-50.1"));
        stores.intents().record(List.of(Samples.place(created, LegKind.SL, 1, stop, fence(USER), NOON.plusSeconds(6))));

        assertThat(stores.orders().save(USER, List.of(changed), List.of(mark), NOON.plusSeconds(10)))
                .isEmpty();

        assertSame(reopen(stores).orders().load(USER, DAY, NOON.plusSeconds(60)))
                .isEqualTo(List.of(changed));
    }

    @Test
    void eachSaveRaisesTheVersion() {
        ManagedOrder created = given(order(stores.orders().nextId(), USER, "k1"));

        stores.orders().save(USER, List.of(created.withSuspected(1)), List.of(), NOON);
        ManagedOrder once = loaded(created.id());
        stores.orders().save(USER, List.of(once.withSuspected(2)), List.of(), NOON);

        assertThat(once.version()).isGreaterThan(created.version());
        assertThat(loaded(created.id()).version()).isGreaterThan(once.version());
        assertThat(loaded(created.id()).suspected()).isEqualTo(2);
    }

    @Test
    void anOrderThatCannotBeStoredIsNamedAndTheOthersAreStored() {
        ManagedOrder good = given(order(stores.orders().nextId(), USER, "good"));
        ManagedOrder unheardOf = order(stores.orders().nextId(), USER, "never created");
        ManagedOrder foreign = given(order(stores.orders().nextId(), OTHER_USER, "another's"));

        var refused = stores.orders()
                .save(
                        USER,
                        List.of(
                                foreign.withState(OrderState.CLOSED),
                                unheardOf.withState(OrderState.OPEN),
                                good.withState(OrderState.OPEN)),
                        List.of(),
                        NOON);

        assertThat(refused).containsOnlyKeys(unheardOf.id(), foreign.id());
        assertThat(refused.values()).noneMatch(String::isBlank);
        assertThat(loaded(good.id()).state()).isEqualTo(OrderState.OPEN);
        assertThat(loaded(foreign.id()).state()).isEqualTo(OrderState.ENTERING);
        assertThat(stores.orders().find(unheardOf.id())).isEmpty();
    }

    @Test
    void anAmendmentReplacesTheTermsAndALaterSaveKeepsThem() {
        ManagedOrder created = given(order(stores.orders().nextId(), USER, "k1"));
        NewManagedOrder amended = created.terms().amended(new BigDecimal("1490.00"), null);

        stores.orders().amend(created.id(), amended, Cause.asked("amend"), NOON);
        assertSame(loaded(created.id()).terms()).isEqualTo(amended);

        stores.orders().save(USER, List.of(loaded(created.id()).withSuspected(1)), List.of(), NOON);
        assertSame(loaded(created.id()).terms()).isEqualTo(amended);
    }

    @Test
    void whoLostTheUserOrNeverTookHimChangesNothingOfHis() {
        ManagedOrder created = given(order(stores.orders().nextId(), USER, "k1"));
        NewManagedOrder amended = created.terms().amended(new BigDecimal("1490.00"), null);
        ManagedOrder ended = created.withState(OrderState.CLOSED);
        ManagedOrder adopted = order(stores.orders().nextId(), USER, "adopted");
        RejectedOrder rejected =
                new RejectedOrder(created.withState(OrderState.ENTRY_REJECTED), "no", RejectionClass.OTHER, DAY, NOON);
        Stores next = reopen(stores);

        for (Stores stranger : List.of(next, lost())) {
            for (ThrowingCallable change : List.<ThrowingCallable>of(
                    () -> stranger.orders().amend(created.id(), amended, Cause.asked("amend"), NOON),
                    () -> stranger.orders().save(USER, List.of(ended), List.of(), NOON),
                    () -> stranger.orders().create(adopted, List.of()),
                    () -> stranger.rejected().move(USER, List.of(rejected)))) {
                assertThatThrownBy(change).isInstanceOf(FencedException.class);
            }
        }

        assertSame(load(USER)).isEqualTo(List.of(created));
    }

    /** The stores of a process from which another one took the user. */
    private Stores lost() {
        Stores former = stores;
        stores = reopen(former);
        assertThat(fence(USER)).isPositive();
        return former;
    }

    @Test
    void theStoryOfAnOrderTellsWritesAndStateChangesOldestFirst() {
        ManagedOrder order = order(stores.orders().nextId(), USER, "k1");
        List<Intent> entry = Samples.entry(order, fence(USER));
        stores.orders().create(order, entry);
        assertThat(stores.orders().history(order.id())).hasSize(1).allMatch(e -> e.reply() == null);

        stores.intents().settle(List.of(Samples.accepted(entry.get(0), "B1")));
        stores.orders()
                .save(USER, List.of(loaded(order.id()).withState(OrderState.OPEN)), List.of(), NOON.plusSeconds(60));

        List<Orders.HistoryEntry> story = stores.orders().history(order.id());
        assertThat(story).extracting(Orders.HistoryEntry::what).containsExactly("PLACE entry", "ENTERING to OPEN");
        assertThat(story.get(0).at()).isEqualTo(NOON);
        assertThat(story.get(0).step()).isEqualTo(4);
        assertThat(story.get(0).rule()).isEqualTo("entry.place");
        assertThat(story.get(0).cycle()).isEqualTo(12);
        assertThat(story.get(0).request()).isNotBlank();
        assertThat(story.get(0).reply()).isNotBlank();
        assertThat(story.get(1).at()).isEqualTo(NOON.plusSeconds(60));
        assertThat(story.get(1).request()).isNull();
    }

    @Test
    void theStorySaysWhyAnOrderEndedWithNothingFilled() {
        ManagedOrder created = given(order(stores.orders().nextId(), USER, "k1"));
        LegOrder entry = LegOrder.sent("t1", LegKind.ENTRY, 0, 1, new OrderTerms(OrderType.MARKET, 1, null, null), NOON)
                .withState(LegState.NONE, "never sent, for a reason", LegNote.WOULD_SEND);
        ManagedOrder ended = created.withEntryEnded().withLegOrder(entry).withState(OrderState.ENTRY_CANCELLED);

        assertThat(stores.orders().save(USER, List.of(ended), List.of(), NOON.plusSeconds(60)))
                .isEmpty();

        assertThat(stores.orders().history(created.id()))
                .last()
                .extracting(Orders.HistoryEntry::what)
                .isEqualTo("ENTERING to ENTRY_CANCELLED: never sent, for a reason");
        assertThat(loaded(created.id()).legOrders())
                .extracting(LegOrder::reason)
                .contains("never sent, for a reason");
    }

    @Test
    void movingPricesAloneAreNoPartOfTheStory() {
        ManagedOrder created = given(order(stores.orders().nextId(), USER, "k1"));
        OrderMark mark = new OrderMark(created.id(), BigDecimal.TEN, BigDecimal.TEN, BigDecimal.TEN, BigDecimal.ONE);

        assertThat(stores.orders().save(USER, List.of(), List.of(mark), NOON)).isEmpty();

        assertThat(stores.orders().history(created.id())).hasSize(1);
    }
}
