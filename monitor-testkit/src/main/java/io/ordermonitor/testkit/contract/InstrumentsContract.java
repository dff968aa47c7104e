package io.ordermonitor.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Instrument;
import io.ordermonitor.store.Instruments;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link Instruments} does. */
public abstract class InstrumentsContract extends StoreContract {
    /** For subclasses. */
    protected InstrumentsContract() {}

    @Test
    void theInstrumentsOfABrokerComeBack() {
        assertSame(Set.copyOf(reopen(stores).instruments().of(Samples.BROKER)))
                .isEqualTo(Set.copyOf(Samples.INSTRUMENTS));
    }

    @Test
    void anInstrumentIsReplacedByOneWithItsId() {
        Instrument changed = Samples.instrument(Samples.NIFTY, "NIFTY26DECFUT", 65, "1.5");

        stores.instruments().save(Samples.BROKER, List.of(changed));

        assertThat(stores.instruments().of(Samples.BROKER)).hasSize(2);
        assertSame(stores.instruments().of(Samples.BROKER).stream()
                        .filter(i -> i.id().equals(Samples.NIFTY))
                        .findFirst()
                        .orElseThrow())
                .isEqualTo(changed);
    }

    @Test
    void brokersDoNotShareInstruments() {
        stores.instruments().save("xts", List.of(Samples.instrument(Samples.NIFTY, "NIFTY-I", 75, "2")));

        assertThat(stores.instruments().of("xts"))
                .extracting(Instrument::symbol)
                .containsExactly("NIFTY-I");
        assertThat(stores.instruments().of(Samples.BROKER))
                .extracting(Instrument::symbol)
                .doesNotContain("NIFTY-I");
        assertThat(stores.instruments().of("unheard of")).isEmpty();
    }
}
