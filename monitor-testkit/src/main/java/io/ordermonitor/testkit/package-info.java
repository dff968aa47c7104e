/**
 * What tests of this system and of its users are made of: virtual time, and fakes of the ports.
 * {@code VirtualTime} is the clock and the timer in one, so a test of an hour takes no time and never sleeps.
 * All of it is deterministic: the same test gives the same run. The contracts of the ports are in the package below.
 *
 * <p>A trading application tests itself with three of them: {@link io.ordermonitor.testkit.InMemoryStores} in place of
 * the database, {@link io.ordermonitor.testkit.FakeBrokers} in place of its brokers, and
 * {@link io.ordermonitor.testkit.VirtualTime} in place of the day. A strategy that regenerates rejected entries, for
 * example, is seen at work by having the broker reject one:
 *
 * <pre>{@code
 * @Test
 * void aRejectedEntryIsPlacedAnewAtTheFairPrice() {
 *     VirtualTime time = VirtualTime.at("2026-11-20T10:00:00");
 *     FakeBrokers brokers = new FakeBrokers(time, time);
 *     Stores stores = InMemoryStores.empty().stores();
 *     stores.instruments().save("fake", List.of(reliance));
 *     stores.inputs().saveAccount(account);                        // id 1, of user 7, broker "fake", armed
 *     stores.inputs().savePermission(7, new Permission(true, Set.of("breakout")));
 *     FakeBroker broker = brokers.of(account);
 *
 *     try (Monitor monitor = Monitor.builder(stores, brokers)
 *             .config(MonitorConfig.standard().withHours(TradingHours.always()))
 *             .clock(time).timers(time).executor(time)
 *             .strategy("breakout", breakout)                     // an EntryStrategy of yours
 *             .build()) {
 *         monitor.start();
 *         monitor.startMonitoring(7);
 *         broker.answerNext(Kind.PLACE, FakeReply.accepted().thenRejected("price outside the circuit limit"));
 *         time.call(() -> monitor.orders().submit(entry));         // runs as a task of virtual time
 *
 *         BigDecimal fair = new BigDecimal("1500.25");
 *         stores.inputs().saveFairPrices(List.of(new FairPrice(RELIANCE, fair, null, time.instant(), "me")));
 *         time.advance(Duration.ofMinutes(2));                     // cycles see the rejection and act on it
 *
 *         assertThat(broker.calls(Kind.PLACE)).hasSize(2);
 *         broker.lastOrder().fill(40, "1500.25");                  // a part of the new entry fills
 *         time.advance(Duration.ofMinutes(1));
 *         assertThat(broker.live()).anyMatch(row -> row.side() == Side.SELL && row.quantity() == 40);
 *     }
 * }
 * }</pre>
 *
 * <p>What else can go wrong is one line each: {@code broker.outage()}, {@code broker.expireSession()},
 * {@code broker.answerNext(FakeReply.unknownButDone().shownAfter(2))}, {@code broker.order(tag).hide(1)},
 * {@code memory.faults().failNext(StorePort.INTENTS)}. A crash is {@code memory.restart()} and a new monitor.
 */
@NullMarked
package io.ordermonitor.testkit;

import org.jspecify.annotations.NullMarked;
