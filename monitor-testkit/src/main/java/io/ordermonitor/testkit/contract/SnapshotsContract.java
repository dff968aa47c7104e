package io.ordermonitor.testkit.contract;

import static io.ordermonitor.testkit.contract.Samples.DAY;
import static io.ordermonitor.testkit.contract.Samples.NIFTY;
import static io.ordermonitor.testkit.contract.Samples.NOON;
import static io.ordermonitor.testkit.contract.Samples.RELIANCE;
import static io.ordermonitor.testkit.contract.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.DayStart;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.store.Snapshots;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Snapshots} does. */
public abstract class SnapshotsContract extends StoreContract {
    private static final long ACCOUNT = Samples.ACCOUNT.id();
    private static final PnlKey KEY = new PnlKey(ACCOUNT, RELIANCE, Product.MIS);
    private static final PnlKey FUTURE = new PnlKey(ACCOUNT, NIFTY, Product.NRML);

    /** For subclasses. */
    protected SnapshotsContract() {}

    private static Position position(int quantity, String last) {
        return new Position(
                NIFTY,
                Product.NRML,
                quantity,
                new BigDecimal("24000.5"),
                new BigDecimal(last),
                75,
                new BigDecimal("23900"));
    }

    @Test
    void whatIsSavedComesBack() {
        BrokerOrder bare = row("2", Side.SELL, 0, "0", NOON.plusSeconds(1));
        BrokerOrder filled = row("1", Side.BUY, 40, "1500.2525", NOON);
        Position position = position(150, "24010");

        stores.snapshots().save(ACCOUNT, DAY, List.of(bare, filled), List.of(position), NOON);

        Stores next = reopen(stores);
        assertSame(next.snapshots().orderBook(ACCOUNT, DAY)).isEqualTo(List.of(filled, bare));
        assertSame(next.snapshots().positions(ACCOUNT, DAY)).isEqualTo(List.of(position));
    }

    @Test
    void theFirstSaveNamesEveryKeyAndAQuietOneNone() {
        List<BrokerOrder> book = List.of(row("1", Side.BUY, 40, "1500", NOON));
        List<Position> positions = List.of(position(150, "24010"));

        assertThat(stores.snapshots().save(ACCOUNT, DAY, book, positions, NOON)).containsExactlyInAnyOrder(KEY, FUTURE);
        assertThat(stores.snapshots().save(ACCOUNT, DAY, book, positions, NOON.plusSeconds(60)))
                .isEmpty();
    }

    @Test
    void aChangedRowNamesItsKeyAlone() {
        BrokerOrder before = row("1", Side.BUY, 40, "1500", NOON);
        BrokerOrder other = row("2", NIFTY, Side.BUY, 0, null, NOON);
        BrokerOrder after = row("1", Side.BUY, 60, "1500.10", NOON);
        stores.snapshots().save(ACCOUNT, DAY, List.of(before, other), null, NOON);

        assertThat(stores.snapshots().save(ACCOUNT, DAY, List.of(after, other), null, NOON.plusSeconds(60)))
                .containsExactly(KEY);

        assertSame(stores.snapshots().orderBook(ACCOUNT, DAY)).isEqualTo(List.of(after, other));
    }

    @Test
    void aMovedLastPriceIsNoChangeAndAMovedQuantityIs() {
        stores.snapshots().save(ACCOUNT, DAY, null, List.of(position(150, "24010")), NOON);

        assertThat(stores.snapshots().save(ACCOUNT, DAY, null, List.of(position(150, "23990")), NOON))
                .isEmpty();
        assertThat(stores.snapshots().save(ACCOUNT, DAY, null, List.of(position(75, "23990")), NOON))
                .containsExactly(FUTURE);
        assertThat(stores.snapshots().positions(ACCOUNT, DAY))
                .extracting(Position::quantity)
                .containsExactly(75);
    }

    @Test
    void aReadThatFailedLeavesItsRowsAlone() {
        stores.snapshots()
                .save(
                        ACCOUNT,
                        DAY,
                        List.of(row("1", Side.BUY, 40, "1500", NOON)),
                        List.of(position(150, "24010")),
                        NOON);

        assertThat(stores.snapshots().save(ACCOUNT, DAY, null, null, NOON.plusSeconds(60)))
                .isEmpty();

        assertThat(stores.snapshots().orderBook(ACCOUNT, DAY)).hasSize(1);
        assertThat(stores.snapshots().positions(ACCOUNT, DAY)).hasSize(1);
    }

    @Test
    void anOlderReadingOfAnotherProcessTakesNothingBackOfWhatTraded() {
        BrokerOrder other = row("2", Side.BUY, 10, "1501", NOON.plusSeconds(1));
        BrokerOrder newest = row("1", Side.BUY, 60, "1500.20", NOON);
        stores.snapshots().save(ACCOUNT, DAY, List.of(row("1", Side.BUY, 40, "1500", NOON), other), null, NOON);
        Stores next = reopen(stores);
        next.snapshots().save(ACCOUNT, DAY, List.of(newest, other), null, NOON.plusSeconds(2));

        stores.snapshots()
                .save(ACCOUNT, DAY, List.of(row("1", Side.BUY, 50, "1500.10", NOON), other), null, NOON.plusSeconds(1));
        assertSame(next.snapshots().orderBook(ACCOUNT, DAY)).isEqualTo(List.of(newest, other));

        BrokerOrder after = row("1", Side.BUY, 70, "1500.30", NOON);
        BrokerOrder otherAfter = row("2", Side.BUY, 20, "1501", NOON.plusSeconds(1));
        stores.snapshots().save(ACCOUNT, DAY, List.of(after, otherAfter), null, NOON.plusSeconds(60));
        assertSame(next.snapshots().orderBook(ACCOUNT, DAY)).isEqualTo(List.of(after, otherAfter));
    }

    @Test
    void aReadingThatFallsIsNotStoredAndTheNextRightOneIs() {
        BrokerOrder right = row("1", Side.BUY, 60, "1500.20", NOON);
        stores.snapshots().save(ACCOUNT, DAY, List.of(right), null, NOON);

        stores.snapshots()
                .save(ACCOUNT, DAY, List.of(row("1", Side.BUY, 40, "1500", NOON)), null, NOON.plusSeconds(60));
        assertSame(stores.snapshots().orderBook(ACCOUNT, DAY)).isEqualTo(List.of(right));
        stores.snapshots().save(ACCOUNT, DAY, List.of(right), null, NOON.plusSeconds(120));
        assertSame(stores.snapshots().orderBook(ACCOUNT, DAY)).isEqualTo(List.of(right));

        BrokerOrder more = row("1", Side.BUY, 70, "1500.30", NOON);
        assertThat(stores.snapshots().save(ACCOUNT, DAY, List.of(more), null, NOON.plusSeconds(180)))
                .containsExactly(KEY);
        assertSame(reopen(stores).snapshots().orderBook(ACCOUNT, DAY)).isEqualTo(List.of(more));
    }

    @Test
    void aReadingWithoutThePriceOfItsFillsIsNotStored() {
        BrokerOrder right = row("1", Side.BUY, 60, "1500.20", NOON);
        BrokerOrder unpriced = row("1", RELIANCE, Side.BUY, 60, null, NOON);
        stores.snapshots().save(ACCOUNT, DAY, List.of(unpriced), null, NOON);
        stores.snapshots().save(ACCOUNT, DAY, List.of(right), null, NOON.plusSeconds(60));
        stores.snapshots().save(ACCOUNT, DAY, List.of(unpriced), null, NOON.plusSeconds(120));

        assertSame(reopen(stores).snapshots().orderBook(ACCOUNT, DAY)).isEqualTo(List.of(right));
    }

    @Test
    void aRowWhoseFillsStayAsTheyAreMayChangeInAllElse() {
        BrokerOrder before = row("1", Side.BUY, 40, "1500", NOON);
        BrokerOrder after = row("1", Side.BUY, 40, "1500.10", NOON);
        stores.snapshots().save(ACCOUNT, DAY, List.of(before), null, NOON);
        stores.snapshots().save(ACCOUNT, DAY, List.of(after), null, NOON.plusSeconds(60));

        assertSame(stores.snapshots().orderBook(ACCOUNT, DAY)).isEqualTo(List.of(after));
    }

    @Test
    void rowsThatAreNoLongerReportedStay() {
        BrokerOrder gone = row("1", Side.BUY, 40, "1500", NOON);
        BrokerOrder stays = row("2", Side.BUY, 10, "1501", NOON.plusSeconds(1));
        stores.snapshots().save(ACCOUNT, DAY, List.of(gone, stays), null, NOON);

        stores.snapshots().save(ACCOUNT, DAY, List.of(stays), null, NOON.plusSeconds(60));

        assertThat(stores.snapshots().orderBook(ACCOUNT, DAY))
                .extracting(BrokerOrder::brokerOrderId)
                .containsExactly("1", "2");
    }

    @Test
    void afterARestartAndAfterForgettingEveryKeyIsNamedAgain() {
        List<BrokerOrder> book = List.of(row("1", Side.BUY, 40, "1500", NOON));
        List<Position> positions = List.of(position(150, "24010"));
        stores.snapshots().save(ACCOUNT, DAY, book, positions, NOON);

        Stores next = reopen(stores);
        assertThat(next.snapshots().save(ACCOUNT, DAY, book, positions, NOON)).containsExactlyInAnyOrder(KEY, FUTURE);
        assertThat(next.snapshots().save(ACCOUNT, DAY, book, positions, NOON)).isEmpty();
        next.snapshots().forget(ACCOUNT);
        assertThat(next.snapshots().save(ACCOUNT, DAY, book, positions, NOON)).containsExactlyInAnyOrder(KEY, FUTURE);
        assertThat(next.snapshots().orderBook(ACCOUNT, DAY)).hasSize(1);
    }

    @Test
    void daysAndAccountsDoNotMix() {
        BrokerOrder mine = row("1", Side.BUY, 40, "1500", NOON);
        BrokerOrder his = row("1", Side.SELL, 20, "1510", NOON);
        BrokerOrder yesterdays = row("1", Side.BUY, 100, "1400", NOON.minusSeconds(86_400));
        stores.snapshots().save(ACCOUNT, DAY, List.of(mine), null, NOON);
        stores.snapshots().save(Samples.OTHER_ACCOUNT.id(), DAY, List.of(his), null, NOON);
        stores.snapshots().save(ACCOUNT, DAY.minusDays(1), List.of(yesterdays), null, NOON);

        assertSame(stores.snapshots().orderBook(ACCOUNT, DAY)).isEqualTo(List.of(mine));
        assertSame(stores.snapshots().orderBook(Samples.OTHER_ACCOUNT.id(), DAY))
                .isEqualTo(List.of(his));
        assertSame(stores.snapshots().orderBook(ACCOUNT, DAY.minusDays(1))).isEqualTo(List.of(yesterdays));
    }

    @Test
    void theBookIsSortedByCreationThenByIdAsText() {
        List<BrokerOrder> shuffled = List.of(
                row("a1", Side.BUY, 0, "0", NOON),
                row("9", Side.BUY, 0, "0", NOON),
                row("B1", Side.BUY, 0, "0", NOON),
                row("10", Side.BUY, 0, "0", NOON),
                row("z", Side.BUY, 0, "0", NOON.minusSeconds(1)));
        stores.snapshots().save(ACCOUNT, DAY, shuffled, null, NOON);

        assertThat(stores.snapshots().orderBook(ACCOUNT, DAY))
                .extracting(BrokerOrder::brokerOrderId)
                .containsExactly("z", "10", "9", "B1", "a1");
    }

    @Test
    void manyRowsAtOnceAreStoredAsFew() {
        List<BrokerOrder> book = IntStream.range(0, 500)
                .mapToObj(i -> row("id" + (1000 + i), Side.BUY, i % 100, "1500.05", NOON.plusSeconds(i)))
                .toList();

        stores.snapshots().save(ACCOUNT, DAY, book, null, NOON);

        List<BrokerOrder> stored = stores.snapshots().orderBook(ACCOUNT, DAY);
        assertThat(stored).extracting(BrokerOrder::brokerOrderId).isEqualTo(ids(book));
        assertThat(stored).extracting(BrokerOrder::filled).isEqualTo(fills(book));
        assertSame(stored.get(499)).isEqualTo(book.get(499));
    }

    @Test
    void theDayStartsWithTheNewestEarlierPositionsAndWhatWasComparedWithThem() {
        stores.snapshots().save(ACCOUNT, DAY.minusDays(4), null, List.of(position(75, "23000")), NOON);
        stores.snapshots().save(ACCOUNT, DAY.minusDays(3), null, List.of(position(150, "24010")), NOON);
        stores.snapshots().save(ACCOUNT, DAY, null, List.of(position(225, "24100")), NOON);
        stores.snapshots().compared(DAY, Map.of(KEY, 0, FUTURE, -40));
        stores.snapshots().settled(DAY, KEY);
        stores.snapshots().compared(DAY, Map.of());

        DayStart start = reopen(stores).snapshots().dayStart(ACCOUNT, DAY);
        assertThat(start.day()).isEqualTo(DAY);
        assertThat(start.earlierDay()).isEqualTo(DAY.minusDays(3));
        assertSame(start.earlier()).isEqualTo(List.of(position(150, "24010")));
        assertThat(start.foreign()).isEqualTo(Map.of(FUTURE, -40));
        assertThat(start.settled()).containsExactly(KEY);

        stores.snapshots().compared(DAY, Map.of(KEY, 10));
        assertThat(stores.snapshots().dayStart(ACCOUNT, DAY).foreign()).isEqualTo(Map.of(KEY, 10, FUTURE, -40));
        assertThat(stores.snapshots().dayStart(ACCOUNT, DAY).settled()).isEmpty();
    }

    @Test
    void anAccountThatWasNeverReadComesIntoTheDayWithNothing() {
        DayStart start = stores.snapshots().dayStart(ACCOUNT, DAY);

        assertThat(start.earlierDay()).isNull();
        assertThat(start.earlier()).isEmpty();
        assertThat(start.foreign()).isEmpty();
    }

    private static List<String> ids(List<BrokerOrder> book) {
        return book.stream().map(BrokerOrder::brokerOrderId).toList();
    }

    private static List<Integer> fills(List<BrokerOrder> book) {
        return book.stream().map(BrokerOrder::filled).toList();
    }
}
