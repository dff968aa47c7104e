package io.ordermonitor.testkit;

import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.store.Alarms;
import io.ordermonitor.store.Instruments;
import io.ordermonitor.store.Tokens;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ports that only keep rows by key: {@link Alarms}, {@link Tokens} and {@link Instruments}, in memory. */
final class MemoryReference implements Alarms, Tokens, Instruments {
    private final Tables tables;

    MemoryReference(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void save(List<Alarm> changed) {
        for (Alarm alarm : changed) {
            Tables.AlarmKey key = new Tables.AlarmKey(
                    alarm.userId(), alarm.accountId(), alarm.orderId(), alarm.code(), alarm.since());
            tables.alarms.put(key, alarm);
        }
    }

    @Override
    public List<Alarm> standing(long userId) {
        return tables.alarms.values().stream()
                .filter(a -> a.userId() == userId && a.cleared() == null)
                .toList();
    }

    @Override
    public Optional<Alarm> newest(long userId, Code code) {
        return tables.alarms.values().stream()
                .filter(a -> a.userId() == userId && a.code() == code)
                .max(Comparator.comparing(Alarm::since));
    }

    @Override
    public void save(String sha256Hex, long userId, Instant expiresAt) {
        tables.tokens.put(sha256Hex, new Grant(userId, expiresAt));
    }

    @Override
    public Optional<Grant> find(String sha256Hex) {
        return Optional.ofNullable(tables.tokens.get(sha256Hex));
    }

    @Override
    public void revoke(String sha256Hex) {
        tables.tokens.remove(sha256Hex);
    }

    @Override
    public int revokeAll(long userId) {
        int before = tables.tokens.size();
        tables.tokens.values().removeIf(grant -> grant.userId() == userId);
        return before - tables.tokens.size();
    }

    @Override
    public List<Instrument> of(String broker) {
        return List.copyOf(tables.instruments.getOrDefault(broker, Map.of()).values());
    }

    @Override
    public void save(String broker, List<Instrument> instruments) {
        instruments.forEach(i -> tables.instruments
                .computeIfAbsent(broker, b -> new LinkedHashMap<>())
                .put(i.id(), i));
    }
}
