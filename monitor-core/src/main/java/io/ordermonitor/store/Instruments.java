package io.ordermonitor.store;

import io.ordermonitor.order.Instrument;
import java.util.List;

/** The instrument table, per broker. */
public interface Instruments {
    /** All instruments of a broker profile. The monitor keeps the answer for a quarter of an hour. */
    List<Instrument> of(String broker);

    /** Adds instruments or replaces those with the same id. */
    void save(String broker, List<Instrument> instruments);
}
