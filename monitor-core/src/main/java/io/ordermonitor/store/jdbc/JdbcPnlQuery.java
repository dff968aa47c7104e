package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.MatchedPiece;
import io.ordermonitor.order.PnlKey;
import io.ordermonitor.order.PnlRow;
import io.ordermonitor.order.Product;
import io.ordermonitor.store.PnlQuery;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * {@link PnlQuery}. Since the k-th unit bought matches the k-th unit sold, what is realised is the value of the first M
 * units sold less that of the first M bought, M being the smaller of both: sums, no pairing. Only the pieces are paired,
 * as overlaps of running sums. A fill without an average price counts at its limit, a carried position without a price
 * at the position's average.
 */
final class JdbcPnlQuery implements PnlQuery {
    private static final Columns<PnlKey> KEY = Columns.<PnlKey>none()
            .and("account_id", SqlType.BIGINT, PnlKey::accountId)
            .and("instrument", SqlType.TEXT, k -> k.instrument().toString())
            .and("product", SqlType.TEXT, PnlKey::product);

    /**
     * Fills with running sums; parameters: the keys, the day, the day. Each key looks its own rows up, whatever the
     * planner thinks of the tables.
     */
    private static final String RUN = """
            with k as (
                select * from %s as r
            ), fill as (
                select k.*, b.*
                from k cross join lateral (
                    select side = 'BUY' as buy, filled as units, coalesce(average_price, limit_price, 0) as price,
                        created_at as at, broker_order_id as id
                    from broker_order_book
                    where account_id = k.account_id and trading_day = ? and instrument = k.instrument
                        and product = k.product and filled > 0
                    offset 0) as b
                union all
                select k.*, p.*
                from k cross join lateral (
                    select carried_quantity > 0, abs(carried_quantity), coalesce(carried_price, average_price),
                        '-infinity'::timestamptz, 'carried'
                    from broker_position
                    where account_id = k.account_id and trading_day = ? and instrument = k.instrument
                        and product = k.product and carried_quantity <> 0
                    offset 0) as p
            ), run as (
                select fill.*, sum(units::integer) over (
                    partition by account_id, instrument, product, buy order by at, id rows unbounded preceding) as upto
                from fill
            )""".formatted(KEY.unnest());

    private static final String REALISED = RUN + """
            , total as (
                select run.*, least(coalesce(max(upto) filter (where buy) over w, 0),
                                    coalesce(max(upto) filter (where not buy) over w, 0)) as matched
                from run
                window w as (partition by account_id, instrument, product)
            ), part as (
                select total.*, greatest(0, least(upto, matched) - (upto - units)) as used from total
            ), figure as (
                select account_id, instrument, product,
                    sum(case when buy then -price else price end * used) as realised,
                    sum(case when buy then units else -units end) as open_quantity,
                    sum(case when buy then price else -price end * (units - used)) as open_value
                from part
                group by account_id, instrument, product
            )
            select k.*, coalesce(i.multiplier, 1) as multiplier, coalesce(f.open_quantity, 0) as open_quantity,
                coalesce(f.realised, 0) * coalesce(i.multiplier, 1) as realised,
                coalesce(f.open_value, 0) * coalesce(i.multiplier, 1) as open_value
            from k
            left join figure f using (account_id, instrument, product)
            left join broker_account a on a.id = k.account_id
            left join instrument i on i.broker = a.broker and i.instrument = k.instrument""";

    private static final String PIECES = RUN + """

            select b.id as buy_id, s.id as sell_id, b.price as buy_price, s.price as sell_price,
                least(b.upto, s.upto) - greatest(b.upto - b.units, s.upto - s.units) as quantity
            from run b join run s on b.upto - b.units < s.upto and s.upto - s.units < b.upto
            where b.buy and not s.buy
            order by least(b.upto, s.upto)""";

    private final Sql sql;

    JdbcPnlQuery(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<PnlRow> realised(LocalDate tradingDay, Set<PnlKey> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Query query =
                KEY.bind(new Query(REALISED), List.copyOf(keys)).add(tradingDay).add(tradingDay);
        return sql.rows("compute profit and loss", query, JdbcPnlQuery::read);
    }

    private static PnlRow read(Row row) throws SQLException {
        PnlKey key = new PnlKey(
                row.bigint("account_id"),
                InstrumentId.parse(row.text("instrument")),
                row.word(Product.class, "product"));
        return new PnlRow(
                key,
                row.decimal("realised"),
                row.bigint("open_quantity"),
                row.decimal("open_value"),
                row.decimal("multiplier"));
    }

    @Override
    public List<MatchedPiece> pieces(LocalDate tradingDay, PnlKey key) {
        Query query = KEY.bind(new Query(PIECES), List.of(key)).add(tradingDay).add(tradingDay);
        return sql.rows(
                "read the pieces behind " + key,
                query,
                row -> new MatchedPiece(
                        key,
                        row.text("buy_id"),
                        row.text("sell_id"),
                        row.bigint("quantity"),
                        row.decimal("buy_price"),
                        row.decimal("sell_price")));
    }
}
