package io.ordermonitor.testkit.contract;

import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.store.Stores;
import java.math.BigDecimal;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.RecursiveComparisonAssert;
import org.junit.jupiter.api.BeforeEach;

/**
 * What all contracts of stores share: fresh stores before each test, holding two active accounts of two users and two
 * instruments. An implementation inherits the contract of each port and says how its stores are opened.
 */
public abstract class StoreContract {
    /** What most tests act on: opened, then filled with accounts and instruments. */
    protected Stores stores;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init") // JUnit calls openStores before each test
    protected StoreContract() {}

    /** Opens stores that hold nothing. */
    protected abstract Stores open();

    /**
     * Opens the same data as another process would: what the former process remembered is lost, what it stored is not.
     * The former stores stay usable, as those of a process that was frozen meanwhile.
     */
    protected abstract Stores reopen(Stores former);

    @BeforeEach
    final void openStores() {
        stores = open();
        stores.instruments().save(Samples.BROKER, Samples.INSTRUMENTS);
        stores.inputs().saveAccount(Samples.ACCOUNT);
        stores.inputs().saveAccount(Samples.OTHER_ACCOUNT);
    }

    /** Compares field by field; numbers by value, whatever their scale. */
    static <T> RecursiveComparisonAssert<?> assertSame(T actual) {
        return Assertions.assertThat(actual)
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .ignoringFieldsMatchingRegexes("(.*\\.)?version");
    }

    /** Creates a managed order whose entry is one placement; returns it as it loads. */
    final ManagedOrder given(ManagedOrder order) {
        stores.orders().create(order, Samples.entry(order, fence(order.userId())));
        return loaded(order.id());
    }

    /** The stored order. */
    final ManagedOrder loaded(long orderId) {
        return stores.orders().find(orderId).orElseThrow();
    }

    final long fence(long userId) {
        return stores.intents().fence(userId);
    }
}
