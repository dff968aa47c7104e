package io.ordermonitor.store;

import io.ordermonitor.order.Alarm;
import java.util.List;

/** Table {@code alarm}. */
public interface Alarms {
    /** Stores alarms that were raised or cleared; the key is (user, account, order, code, since). */
    void save(List<Alarm> changed);

    /** The user's alarms that stand. */
    List<Alarm> standing(long userId);
}
