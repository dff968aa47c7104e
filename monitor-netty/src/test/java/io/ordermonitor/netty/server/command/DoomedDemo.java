package io.ordermonitor.netty.server.command;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.paper.PaperStore;
import io.ordermonitor.netty.server.demo.DemoMarket;
import io.ordermonitor.netty.server.demo.DemoSeams;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The demo in a process that ends itself by SIGKILL where its first argument says: {@code quiet:HH:MM}, the first
 * instant from that time on at which no call is in flight; or, in the N-th placement of a leg (e, s or t),
 * {@code intent:sN} before the broker hears of it, {@code exchange:sN} when the exchange has stored it, {@code
 * outcome:sN} when the broker has answered. All other arguments are the demo's.
 */
final class DoomedDemo {
    private final String moment;
    private final String argument;
    private final AtomicInteger placements = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean placing;

    private DoomedDemo(String doom) {
        this.moment = doom.substring(0, doom.indexOf(':'));
        this.argument = doom.substring(doom.indexOf(':') + 1);
    }

    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "io/ordermonitor/netty/server/logback.xml");
        DoomedDemo doom = new DoomedDemo(arguments[0]);
        DemoSeams seams = new DemoSeams(
                broker -> doom.around(Broker.class, broker),
                store -> doom.around(PaperStore.class, store),
                doom::moved);
        CommandLine demo = new CommandLine(new DemoCommand(System.out, seams));
        System.exit(demo.execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }

    private <T> T around(Class<T> port, T behind) {
        Object proxy = Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (self, method, args) -> call(behind, method, args));
        return port.cast(proxy);
    }

    private @Nullable Object call(Object behind, Method method, Object @Nullable [] args) throws Throwable {
        inFlight.incrementAndGet();
        try {
            return method.getName().equals("place") ? place(behind, method, args) : then(behind, method, args);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        } finally {
            inFlight.decrementAndGet();
        }
    }

    private @Nullable Object place(Object behind, Method method, Object @Nullable [] args)
            throws ReflectiveOperationException {
        PlaceOrder order = (PlaceOrder) Objects.requireNonNull(args)[0];
        char leg = order.tag().charAt(order.tag().length() - 2);
        boolean mine =
                leg == argument.charAt(0) && placements.incrementAndGet() == Integer.parseInt(argument.substring(1));
        endIf(mine && moment.equals("intent"));
        placing = mine;
        Object answer = method.invoke(behind, args);
        placing = false;
        endIf(mine && moment.equals("outcome"));
        return answer;
    }

    private @Nullable Object then(Object behind, Method method, Object @Nullable [] args)
            throws ReflectiveOperationException {
        Object answer = method.invoke(behind, args);
        endIf(placing && moment.equals("exchange") && method.getName().equals("save"));
        return answer;
    }

    private void moved(Instant instant) {
        LocalTime time = instant.atZone(DemoMarket.INDIA).toLocalTime();
        endIf(moment.equals("quiet") && inFlight.get() == 0 && !time.isBefore(LocalTime.parse(argument)));
    }

    /** Nothing more happens in this thread, and so, in stepped time, in none. */
    private static void endIf(boolean now) {
        if (now) {
            try {
                new ProcessBuilder(
                                "kill",
                                "-9",
                                Long.toString(ProcessHandle.current().pid()))
                        .start();
            } catch (IOException e) {
                Runtime.getRuntime().halt(1);
            }
            while (true) {
                LockSupport.park();
            }
        }
    }
}
