package io.ordermonitor.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** Table {@code monitor_node}, of at most one row: who may monitor. All times are the database's. Blocks. */
final class NodeTable {
    private static final String HOLDER = """
            select node, host, place, pid, process_start, started_at, lease_ends,
                lease_ends > clock_timestamp() as live
            from monitor_node order by lease_ends desc limit 1""";

    /** Two starters wait for each other here; a renewal waits too. */
    private static final String LOCK = "lock table monitor_node in share row exclusive mode";

    private static final String TAKE = """
            update monitor_user set owner = ?, fence = fence + 1, taken_at = clock_timestamp()
            where owner in (select node from monitor_node);
            delete from monitor_node;
            insert into monitor_node (node, host, place, pid, process_start, started_at, lease_ends)
            values (?, ?, ?, ?, ?, clock_timestamp(), clock_timestamp() + ? * interval '1 millisecond')""";

    private static final String RENEW = """
            update monitor_node set lease_ends = clock_timestamp() + ? * interval '1 millisecond'
            where node = ? returning node""";

    private final Sql sql;

    NodeTable(DataSource dataSource) {
        this.sql = new Sql(dataSource);
    }

    /** Who holds the lease, or held it last and did not give it back. */
    Optional<NodeHolder> holder() {
        return sql.row("look who holds the lease", new Query(HOLDER), NodeTable::read);
    }

    /**
     * Takes the lease in one transaction, unless somebody holds it whose term is not over and who is not gone. Whoever
     * held it before owns no user any more.
     *
     * @return who holds it; empty if it was taken
     */
    Optional<NodeHolder> take(Node node, Duration term, Predicate<Node> isGone) {
        return sql.with(
                "take the lease",
                connection -> Sql.inTransaction(connection, () -> takeIn(connection, node, term, isGone)));
    }

    private static Optional<NodeHolder> takeIn(Connection connection, Node node, Duration term, Predicate<Node> isGone)
            throws SQLException {
        Sql.execute(connection, new Query(LOCK));
        List<NodeHolder> holder = new ArrayList<>();
        Sql.execute(connection, new Query(HOLDER), row -> holder.add(read(row)));
        Optional<NodeHolder> standing = holder.stream()
                .filter(NodeHolder::live)
                .filter(held -> !isGone.test(held.node()))
                .findFirst();
        if (standing.isEmpty()) {
            Sql.execute(
                    connection,
                    new Query(TAKE)
                            .add(node.id())
                            .add(node.id())
                            .add(node.host())
                            .add(node.place())
                            .add(node.pid())
                            .add(node.start())
                            .add(term.toMillis()));
        }
        return standing;
    }

    /** Prolongs the lease; false if it is another's or nobody's. One that ran out unnoticed is prolonged. */
    boolean renew(String id, Duration term) {
        Query query = new Query(RENEW).add(term.toMillis()).add(id);
        return sql.row("renew the lease", query, row -> true).isPresent();
    }

    /** Gives the lease back, if it is still this process's. */
    void release(String id) {
        sql.run("give the lease back", new Query("delete from monitor_node where node = ?").add(id));
    }

    private static NodeHolder read(Row row) throws SQLException {
        return new NodeHolder(
                new Node(
                        row.text("node"),
                        row.text("host"),
                        row.text("place"),
                        row.bigint("pid"),
                        row.bigint("process_start")),
                row.instant("started_at"),
                row.instant("lease_ends"),
                row.flag("live"));
    }
}
