package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * All that is to happen in one day, from its seed. Nothing of it depends on what else is in it.
 *
 * @param interleaving decides who is first of what may run at one instant; null: who came first
 * @param isLax the book may lag, and writes may arrive, later than the settle window
 * @param users one, or two in a share of the days
 */
record DayPlan(
        long seed,
        DayKind kind,
        DayTimes times,
        boolean isLax,
        DayPrices prices,
        @Nullable Long interleaving,
        List<SimulatedUser> users,
        List<Act> acts,
        List<PlannedFault> faults) {
    /** From the last fault to the end: all must be well by then. */
    static final Duration TAIL = Duration.ofMinutes(14);

    private static final int SETTLE_SECONDS = 15;
    private static final List<DayKind> OTHERS = List.of(DayKind.CLOSE, DayKind.OVERNIGHT, DayKind.OBSERVED);
    /** So many times as far are the exits of orders that are to last into an evening. */
    private static final int FAR = 12;

    DayPlan {
        users = List.copyOf(users);
        acts = List.copyOf(acts);
        faults = List.copyOf(faults);
    }

    static DayPlan of(long seed, DaySettings settings) {
        boolean lax = seed % 2 == 0;
        Random choice = new Random(seed * 0xD1342543DE82EF95L);
        choice.nextInt();
        DayKind kind = kind(choice.nextInt(20), List.copyOf(new TreeSet<>(settings.days())));
        List<SimulatedUser> users = users(settings.accounts(), choice.nextInt(5) == 0);
        List<Long> accounts = accounts(users);
        DayTimes times = DayTimes.of(kind, Duration.ofMinutes(settings.cycles()));
        Random random = new Random(seed * 0x9E3779B97F4A7C15L);
        long seconds = times.length().minus(TAIL).toSeconds();
        List<Act> acts = acts(random, seconds, settings, users, kind == DayKind.CLOSE || kind == DayKind.OVERNIGHT);
        List<PlannedFault> faults = new ArrayList<>();
        List<FaultKind> possible = List.of(FaultKind.values()).stream()
                .filter(settings.faults()::contains)
                .toList();
        int count = possible.isEmpty() ? 0 : 4 + random.nextInt(Math.max(1, settings.cycles() / 5));
        for (int i = 0; i < count; i++) {
            faults.add(fault(random, possible.get(random.nextInt(possible.size())), seconds, lax, accounts));
        }
        return new DayPlan(seed, kind, times, lax, settings.prices(), settings.interleaving(), users, acts, faults);
    }

    /** Where the day's time begins, and in which order runs what may run at one of its instants. */
    VirtualTime time() {
        return interleaving == null
                ? new VirtualTime(times.begin(), DayTimes.INDIA)
                : new VirtualTime(times.begin(), DayTimes.INDIA, new Random(seed * 0x9E3779B97F4A7C15L ^ interleaving));
    }

    /** What trades. */
    Shares shares() {
        return prices.shares();
    }

    private static List<SimulatedUser> users(int accounts, boolean two) {
        List<SimulatedUser> users = new ArrayList<>();
        users.add(
                new SimulatedUser(7, LongStream.rangeClosed(1, accounts).boxed().toList()));
        if (two) {
            users.add(new SimulatedUser(8, List.of(accounts + 1L)));
        }
        return users;
    }

    /** The account that is only observed at first, on days that have one. */
    long observed() {
        List<Long> first = users.get(0).accounts();
        return first.get(first.size() - 1);
    }

    /** Three days of five are ordinary ones. */
    private static DayKind kind(int draw, List<DayKind> days) {
        DayKind usual = draw < 12 ? DayKind.MIDDLE : OTHERS.get(draw % 3);
        return days.contains(usual) ? usual : days.get(draw % days.size());
    }

    private static List<Long> accounts(List<SimulatedUser> users) {
        return users.stream().flatMap(user -> user.accounts().stream()).toList();
    }

    /** The accounts of all users. */
    List<Long> accounts() {
        return accounts(users);
    }

    /** Whose account it is. */
    long userOf(long accountId) {
        return users.stream()
                .filter(user -> user.accounts().contains(accountId))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** An account as it is set up. */
    Account account(long id, Account.Mode mode) {
        boolean single = Math.floorMod(seed / 2 + id, 4) == 0;
        Account.ExitMode exits = single ? Account.ExitMode.SINGLE : Account.ExitMode.BOTH;
        return new Account(id, userOf(id), "paper", "SIM" + id, true, mode, exits);
    }

    /** The stored orders of all users. */
    List<ManagedOrder> orders(StoredDay stored) {
        return users.stream().flatMap(user -> stored.orders(user.id()).stream()).toList();
    }

    /** True if a fault of the kind is planned. */
    boolean plans(FaultKind kind) {
        return faults.stream().anyMatch(fault -> fault.kind() == kind);
    }

    /** From here on nothing goes wrong any more. */
    Instant quietFrom() {
        return times.at(times.length().minus(TAIL));
    }

    private static List<Act> acts(
            Random random, long seconds, DaySettings settings, List<SimulatedUser> users, boolean lasts) {
        List<Long> accounts = accounts(users);
        List<Act> acts = new ArrayList<>();
        for (int i = 0; i < settings.orders(); i++) {
            acts.add(new Act.Submit(
                    within(random, i == 0 ? 60 : seconds - 120),
                    shape(
                            random,
                            settings.prices().shares().count(),
                            "k" + i,
                            accounts,
                            lasts && i % 2 == 0 ? FAR : 1)));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            acts.add(new Act.Amend(within(random, seconds), random.nextInt(1000)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            acts.add(new Act.Cancel(within(random, seconds), random.nextInt(1000)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            acts.add(new Act.Exit(within(random, seconds), random.nextInt(1000)));
        }
        for (long at = 20; at < seconds; at += 55) {
            acts.add(new Act.FairPrices(Duration.ofSeconds(at), random.nextInt(1000)));
        }
        if (random.nextInt(5) == 0) {
            long from = random.nextLong(seconds);
            long user = users.get(random.nextInt(users.size())).id();
            acts.add(new Act.StopEntries(Duration.ofSeconds(from), user, true, random.nextBoolean()));
            acts.add(new Act.StopEntries(Duration.ofSeconds(from + random.nextLong(900)), user, false, false));
        }
        if (random.nextInt(5) == 0) {
            long from = random.nextLong(seconds);
            long user = users.get(random.nextInt(users.size())).id();
            acts.add(new Act.Permit(Duration.ofSeconds(from), user, false));
            acts.add(new Act.Permit(Duration.ofSeconds(from + random.nextLong(900)), user, true));
        }
        acts.sort(Act.BY_TIME);
        return acts;
    }

    private static Act.Shape shape(Random random, int shares, String key, List<Long> accounts, int far) {
        return new Act.Shape(
                accounts.get(random.nextInt(accounts.size())),
                random.nextInt(shares),
                random.nextInt(3) > 0,
                1 + random.nextInt(random.nextInt(6) == 0 ? 60 : 8),
                random.nextInt(10),
                1 + random.nextInt(40),
                far * (10 + random.nextInt(120)),
                random.nextInt(5) == 0 ? 0 : far * (10 + random.nextInt(150)),
                random.nextBoolean(),
                key);
    }

    private static PlannedFault fault(Random random, FaultKind kind, long seconds, boolean lax, List<Long> accounts) {
        long account = accounts.get(random.nextInt(accounts.size()));
        Duration lasting = switch (kind) {
            case LATE_ARRIVAL -> Duration.ofMillis(200 + random.nextInt(1000 * (lax ? 60 : SETTLE_SECONDS - 4)));
            case BOOK_LAG -> Duration.ofSeconds(1 + random.nextInt(lax ? 60 : SETTLE_SECONDS - 4));
            case POSITIONS_LAG -> Duration.ofSeconds(1 + random.nextInt(lax ? 60 : SETTLE_SECONDS - 8));
            case TURNED_DOWN -> Duration.ofMillis(100L * random.nextInt(30));
            case SLOW_READ -> Duration.ofSeconds(2 + random.nextInt(58));
            case TWO_BELIEVE -> Duration.ofSeconds(1 + random.nextInt(120));
            case PAUSE -> Duration.ofMillis(100 + random.nextInt(14_000));
            case TAKEOVER, LEASE_LAPSES -> Duration.ofSeconds(17 + random.nextInt(60));
            case CRASH -> Duration.ofSeconds(1 + random.nextInt(90));
            default -> Duration.ofSeconds(1 + random.nextInt(240));
        };
        int pick = kind == FaultKind.CRASH ? random.nextInt(60) : random.nextInt(1000);
        return new PlannedFault(kind, within(random, seconds - 240), account, lasting, pick);
    }

    private static Duration within(Random random, long seconds) {
        return Duration.ofMillis(1000 + random.nextLong(Math.max(1, seconds * 1000)));
    }

    /** The same day without one of its faults. */
    DayPlan withoutFault(int index) {
        List<PlannedFault> fewer = new ArrayList<>(faults);
        fewer.remove(index);
        return new DayPlan(seed, kind, times, isLax, prices, interleaving, users, acts, fewer);
    }

    /** The same day without one of its acts. */
    DayPlan withoutAct(int index) {
        List<Act> fewer = new ArrayList<>(acts);
        fewer.remove(index);
        return new DayPlan(seed, kind, times, isLax, prices, interleaving, users, fewer, faults);
    }
}
