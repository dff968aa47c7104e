package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.store.Instruments;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link Instruments}. */
final class JdbcInstruments implements Instruments {
    private static final Columns<Instrument> REST = Columns.<Instrument>none()
            .and("symbol", SqlType.TEXT, Instrument::symbol)
            .and("tick", SqlType.NUMERIC, Instrument::tick)
            .and("lot_size", SqlType.INTEGER, Instrument::lotSize)
            .and("freeze_quantity", SqlType.INTEGER, Instrument::freezeQuantity)
            .and("multiplier", SqlType.NUMERIC, Instrument::multiplier)
            .and("lower_band", SqlType.NUMERIC, Instrument::lowerBand)
            .and("upper_band", SqlType.NUMERIC, Instrument::upperBand)
            .and("as_of", SqlType.INSTANT, Instrument::asOf);
    private static final Columns<Instrument> ALL = Columns.<Instrument>none()
            .and("instrument", SqlType.TEXT, i -> i.id().toString())
            .and(REST, i -> i);
    private static final String SAVE =
            """
            insert into instrument as t (broker, %s) select ?, r.* from %s as r
            on conflict (broker, instrument) do update set %s where %s""".formatted(ALL.names(), ALL.unnest(), REST.assigned("excluded"), REST.distinct("t", "excluded"));

    private final Sql sql;

    JdbcInstruments(Sql sql) {
        this.sql = sql;
    }

    @Override
    public List<Instrument> of(String broker) {
        Query query = new Query("select * from instrument where broker = ? order by instrument").add(broker);
        return sql.rows("read the instruments of " + broker, query, JdbcInstruments::read);
    }

    @Override
    public void save(String broker, List<Instrument> instruments) {
        if (!instruments.isEmpty()) {
            Map<InstrumentId, Instrument> latest = new LinkedHashMap<>();
            instruments.forEach(i -> latest.put(i.id(), i));
            Query query = ALL.bind(new Query(SAVE).add(broker), List.copyOf(latest.values()));
            sql.run("save instruments of " + broker, query);
        }
    }

    private static Instrument read(Row row) throws SQLException {
        return new Instrument(
                InstrumentId.parse(row.text("instrument")),
                row.text("symbol"),
                row.decimal("tick"),
                row.integer("lot_size"),
                row.integer("freeze_quantity"),
                row.decimal("multiplier"),
                row.decimal("lower_band"),
                row.decimal("upper_band"),
                row.instant("as_of"));
    }
}
