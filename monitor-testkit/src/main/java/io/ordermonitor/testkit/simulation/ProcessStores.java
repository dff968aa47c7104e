package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.Intent;
import io.ordermonitor.store.Alarms;
import io.ordermonitor.store.Audit;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.Instruments;
import io.ordermonitor.store.Intents;
import io.ordermonitor.store.Orders;
import io.ordermonitor.store.PnlQuery;
import io.ordermonitor.store.Regenerations;
import io.ordermonitor.store.RejectedOrders;
import io.ordermonitor.store.Requests;
import io.ordermonitor.store.Snapshots;
import io.ordermonitor.store.Stores;
import io.ordermonitor.store.Tokens;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stores as one simulated process has them: each statement is a moment of its life before it and after it. */
final class ProcessStores {
    private final Life life;
    private final Ledger ledger;
    private final StoreWatch watch;

    private ProcessStores(Life life, Ledger ledger, StoreWatch watch) {
        this.life = life;
        this.ledger = ledger;
        this.watch = watch;
    }

    static Stores of(Stores stores, Life life, Ledger ledger, StoreWatch watch) {
        ProcessStores own = new ProcessStores(life, ledger, watch);
        return new Stores(
                own.port(Inputs.class, stores.inputs()),
                own.port(Instruments.class, stores.instruments()),
                own.port(Snapshots.class, stores.snapshots()),
                own.port(PnlQuery.class, stores.pnl()),
                own.port(Orders.class, stores.orders()),
                own.port(Intents.class, stores.intents()),
                own.port(RejectedOrders.class, stores.rejected()),
                own.port(Regenerations.class, stores.regenerations()),
                own.port(Requests.class, stores.requests()),
                own.port(Alarms.class, stores.alarms()),
                own.port(Tokens.class, stores.tokens()),
                own.port(Audit.class, stores.audit()));
    }

    private <P> P port(Class<P> type, P target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> call(target, method, args)));
    }

    private @Nullable Object call(Object target, Method method, Object @Nullable [] args) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(target, args);
        }
        life.statement();
        Object result;
        try {
            result = method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
        note(method, args, result);
        life.statement();
        return result;
    }

    /** An answer that is lost after the commit reads as a failure here, and nothing may be sent on it either. */
    @SuppressWarnings("unchecked")
    private void note(Method method, Object @Nullable [] args, @Nullable Object result) {
        if (args == null) {
            return;
        }
        switch (method.getName()) {
            case "record" -> ledger.committed((List<Intent>) args[0]);
            case "create", "createRegenerated" -> ledger.committed((List<Intent>) args[1]);
            default -> {}
        }
        watch.done(method.getName(), args, result);
    }
}
