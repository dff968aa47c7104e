package io.ordermonitor.testkit.simulation;

import io.ordermonitor.store.Stores;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A port of the stores of which some methods do something else. */
interface BrokenPort {
    /** What is done in place of a method; {@code args} may be changed. */
    @Nullable
    Object call(String method, @Nullable Object[] args, Through through) throws Throwable;

    /** The method as it is. */
    interface Through {
        @Nullable
        Object call(@Nullable Object[] args) throws Throwable;
    }

    /** A simulation with the port so. */
    static UnaryOperator<Simulation> of(Class<?> port, BrokenPort twist) {
        return simulation -> simulation.withStores(stores -> in(stores, port, twist));
    }

    /** What a method answers is changed. */
    static UnaryOperator<Simulation> answering(Class<?> port, String method, UnaryOperator<Object> answer) {
        return of(
                port,
                (called, args, through) ->
                        called.equals(method) ? answer.apply(known(through.call(args))) : through.call(args));
    }

    /** What a method is given as one of its arguments is changed. */
    static UnaryOperator<Simulation> asked(Class<?> port, String method, int which, UnaryOperator<Object> ask) {
        return of(port, (called, args, through) -> {
            if (called.equals(method)) {
                args[which] = ask.apply(known(args[which]));
            }
            return through.call(args);
        });
    }

    static Object known(@Nullable Object one) {
        return Objects.requireNonNull(one);
    }

    /** Each of the rows changed. */
    @SuppressWarnings("unchecked")
    static <T> List<T> list(Object rows, UnaryOperator<T> each) {
        return ((List<T>) rows).stream().map(each).toList();
    }

    /** The stores with the port so. */
    static Stores in(Stores stores, Class<?> port, BrokenPort twist) {
        try {
            RecordComponent[] ports = Stores.class.getRecordComponents();
            Object[] all = new Object[ports.length];
            for (int i = 0; i < all.length; i++) {
                Object as = ports[i].getAccessor().invoke(stores);
                all[i] = ports[i].getType() == port ? twisted(port, as, twist) : as;
            }
            Constructor<Stores> constructor = Stores.class.getConstructor(
                    Arrays.stream(ports).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(all);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object twisted(Class<?> port, Object target, BrokenPort twist) {
        return Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            @Nullable Object[] given = args == null ? new Object[0] : args.clone();
            return twist.call(method.getName(), given, changed -> through(target, method, changed));
        });
    }

    private static @Nullable Object through(Object target, Method method, @Nullable Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
