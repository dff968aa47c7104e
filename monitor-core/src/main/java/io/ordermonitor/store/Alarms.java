package io.ordermonitor.store;

import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import java.util.List;
import java.util.Optional;

/** Table {@code alarm}. */
public interface Alarms {
    /** Stores alarms that were raised or cleared; the key is (user, account, order, code, since). */
    void save(List<Alarm> changed);

    /** The user's alarms that stand. */
    List<Alarm> standing(long userId);

    /** The user's alarm of this code that was raised last, standing or cleared. */
    Optional<Alarm> newest(long userId, Code code);
}
