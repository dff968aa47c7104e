package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sets what users set; rows that say so already are not written. */
final class InputWrites {
    private static final Columns<Account> ACCOUNT = Columns.<Account>none()
            .and("user_id", SqlType.BIGINT, Account::userId)
            .and("broker", SqlType.TEXT, Account::broker)
            .and("client_code", SqlType.TEXT, Account::clientCode)
            .and("active", SqlType.BOOLEAN, Account::active)
            .and("mode", SqlType.TEXT, Account::mode)
            .and("exits", SqlType.TEXT, Account::exits);
    private static final String SAVE_ACCOUNT = """
            with written as (
                insert into broker_account as t (id, %1$s) select ?, r.* from %2$s as r
                on conflict (id) do update set %3$s where %4$s
            )
            select setval(s, greatest(?, (select last_value from broker_account_id_seq)))
            from pg_get_serial_sequence('broker_account', 'id') as s""".formatted(
                    ACCOUNT.names(), ACCOUNT.unnest(), ACCOUNT.assigned("excluded"), ACCOUNT.distinct("t", "excluded"));

    private static final Columns<FairPrice> PRICE = Columns.<FairPrice>none()
            .and("buy_fair_price", SqlType.NUMERIC, FairPrice::buy)
            .and("sell_fair_price", SqlType.NUMERIC, FairPrice::sell)
            .and("as_of", SqlType.INSTANT, FairPrice::asOf)
            .and("source", SqlType.TEXT, FairPrice::source);
    private static final Columns<FairPrice> PRICE_ROW = Columns.<FairPrice>none()
            .and("instrument", SqlType.TEXT, p -> p.instrument().toString())
            .and(PRICE, p -> p);
    private static final String SAVE_PRICES = """
            insert into fair_price as t (%s) select * from %s as r order by instrument
            on conflict (instrument) do update set %s where %s""".formatted(
                    PRICE_ROW.names(), PRICE_ROW.unnest(), PRICE.assigned("excluded"), PRICE.distinct("t", "excluded"));

    private static final String SAVE_PERMISSION = """
            insert into regeneration_permission (user_id, enabled, strategies) values (?, ?, ?)
            on conflict (user_id) do update set enabled = excluded.enabled, strategies = excluded.strategies""";

    private final Sql sql;

    InputWrites(Sql sql) {
        this.sql = sql;
    }

    void save(Account account) {
        Query query = ACCOUNT.bind(new Query(SAVE_ACCOUNT).add(account.id()), List.of(account));
        sql.run("save account " + account.id(), query.add(account.id()));
    }

    void save(long userId, Permission permission) {
        sql.run(
                "save the permission of user " + userId,
                new Query(SAVE_PERMISSION)
                        .add(userId)
                        .add(permission.enabled())
                        .array(SqlType.TEXT, permission.strategies()));
    }

    void save(List<FairPrice> prices) {
        if (!prices.isEmpty()) {
            Map<InstrumentId, FairPrice> latest = new LinkedHashMap<>();
            prices.forEach(p -> latest.put(p.instrument(), p));
            sql.run("save fair prices", PRICE_ROW.bind(new Query(SAVE_PRICES), List.copyOf(latest.values())));
        }
    }
}
