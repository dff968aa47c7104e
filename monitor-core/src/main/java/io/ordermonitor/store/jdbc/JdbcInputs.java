package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.order.Switches;
import io.ordermonitor.store.Inputs;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@link Inputs}: what a cycle reads comes in two statements and one trip. */
final class JdbcInputs implements Inputs {
    private static final String GATE = """
            select p.enabled, p.strategies as allowed, %s%s
            from (select ?::bigint as user_id) as u
            left join regeneration_permission p using (user_id)
            left join safety_switch s using (user_id)%s""";
    private static final String SWITCHES = SwitchTable.COLUMNS.formatted("s");
    private static final String GATE_ALONE = GATE.formatted(SWITCHES, "", "");
    private static final String ACCOUNTS = GATE.formatted(
            SWITCHES, ", a.*", " left join broker_account a on a.user_id = u.user_id and a.active order by a.id");

    private static final String PRICES_AND_REQUESTS =
            "select null::numeric as buy, null::numeric as sell, " + RequestRow.COLUMNS + """

            from order_request where user_id = ? and status is null
            union all
            select buy_fair_price, sell_fair_price, null, null, source, null, null, instrument, null, null, null, null,
                null, null, null, null, null, null, null, null, null, as_of
            from fair_price where instrument = any(?)""";
    private static final String READ = ACCOUNTS + ";\n" + PRICES_AND_REQUESTS;

    private static final String EXPOSED = """
            select distinct a.user_id from broker_account a
            where a.active and (
                exists (select 1 from orders o where o.user_id = a.user_id and o.ended_at is null)
                or exists (
                    select 1 from orders o join leg_order l on l.order_id = o.order_id
                    where o.user_id = a.user_id and o.ended_at >= ? and o.ended_at < ?
                        and l.state = 'NONE' and l.note = 'NONE')
                or exists (select 1 from order_request r where r.user_id = a.user_id and r.status is null))""";

    private final Sql sql;
    private final InputWrites writes;
    private final SwitchTable switches;
    private final ZoneId zone;

    JdbcInputs(Sql sql, ZoneId zone) {
        this.sql = sql;
        this.zone = zone;
        this.writes = new InputWrites(sql);
        this.switches = new SwitchTable(sql);
    }

    @Override
    public UserInputs read(long userId, Set<InstrumentId> instruments) {
        List<Gate> gates = new ArrayList<>();
        List<Account> accounts = new ArrayList<>();
        Map<InstrumentId, FairPrice> prices = new HashMap<>();
        List<OrderRequest> requests = new ArrayList<>();
        Query query = new Query(READ)
                .add(userId)
                .add(userId)
                .array(
                        SqlType.TEXT,
                        instruments.stream().map(InstrumentId::toString).toList());
        sql.read(
                "read inputs of user " + userId,
                query,
                row -> {
                    gates.add(gate(row));
                    if (row.bigintOrNull("id") != null) {
                        accounts.add(account(row));
                    }
                },
                row -> {
                    if (row.bigintOrNull("id") != null) {
                        requests.add(RequestRow.read(row));
                    } else {
                        FairPrice price = fairPrice(row);
                        prices.put(price.instrument(), price);
                    }
                });
        requests.sort(Comparator.comparing(OrderRequest::createdAt).thenComparing(OrderRequest::id));
        Gate gate = gates.get(0);
        return new UserInputs(accounts, gate.permission(), gate.switches(), prices, requests);
    }

    @Override
    public Gate gate(long userId) {
        return sql.row("read the permission of user " + userId, new Query(GATE_ALONE).add(userId), JdbcInputs::gate)
                .orElseThrow();
    }

    @Override
    public Optional<Account> account(long accountId) {
        Query query = new Query("select * from broker_account where id = ?").add(accountId);
        return sql.row("read account " + accountId, query, JdbcInputs::account);
    }

    @Override
    public void saveAccount(Account account) {
        writes.save(account);
    }

    @Override
    public void savePermission(long userId, Permission permission) {
        writes.save(userId, permission);
    }

    @Override
    public Switches change(long userId, SafetySwitch which, SwitchScope scope, boolean on) {
        return switches.change(userId, which, scope, on);
    }

    @Override
    public void saveFairPrices(List<FairPrice> prices) {
        writes.save(prices);
    }

    @Override
    public Set<Long> exposedUsers(LocalDate tradingDay) {
        Query query = new Query(EXPOSED)
                .add(tradingDay.atStartOfDay(zone).toInstant())
                .add(tradingDay.plusDays(1).atStartOfDay(zone).toInstant());
        return new HashSet<>(sql.rows("read exposed users", query, row -> row.bigint("user_id")));
    }

    private static Gate gate(Row row) throws SQLException {
        Permission permission = new Permission(row.flag("enabled"), Set.copyOf(row.list(String[].class, "allowed")));
        return new Gate(permission, SwitchTable.read(row));
    }

    private static Account account(Row row) throws SQLException {
        return new Account(
                row.bigint("id"),
                row.bigint("user_id"),
                row.text("broker"),
                row.text("client_code"),
                row.flag("active"),
                row.word(Account.Mode.class, "mode"),
                row.word(Account.ExitMode.class, "exits"));
    }

    private static FairPrice fairPrice(Row row) throws SQLException {
        return new FairPrice(
                InstrumentId.parse(row.text("instrument")),
                row.decimalOrNull("buy"),
                row.decimalOrNull("sell"),
                row.instant("created_at"),
                row.text("request_key"));
    }
}
