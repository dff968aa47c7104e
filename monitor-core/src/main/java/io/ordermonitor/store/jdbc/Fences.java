package io.ordermonitor.store.jdbc;

import io.ordermonitor.store.FencedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Under which number this process owns which user: table {@code monitor_user}, written only when a user changes hands.
 * Thread-safe; blocks.
 */
public final class Fences {
    private static final String TAKE = """
            insert into monitor_user as u (user_id, owner, fence)
            select ?, ?, 1 where not exists (
                select 1 from monitor_node n where n.node <> ? and n.lease_ends > clock_timestamp())
            on conflict (user_id) do update set owner = excluded.owner, taken_at = now(),
                fence = u.fence + (u.owner <> excluded.owner)::integer
            returning fence""";

    private final Sql sql;
    private final String owner;
    private final Map<Long, Long> held = new ConcurrentHashMap<>();

    /**
     * @param owner names this process, and no other that ever ran: a restarted process is another one
     */
    public Fences(DataSource dataSource, String owner) {
        this.sql = new Sql(dataSource);
        this.owner = owner;
    }

    /**
     * The number under which this process owns the user; takes him from whoever has him at the first call.
     *
     * @throws FencedException if another process holds the lease on the database
     */
    public long take(long userId) {
        Long known = held.get(userId);
        if (known != null) {
            return known;
        }
        Query query = new Query(TAKE).add(userId).add(owner).add(owner);
        long fence = sql.row("take user " + userId, query, row -> row.bigint("fence"))
                .orElseThrow(() -> new FencedException(
                        "user " + userId + " cannot be taken: another process holds the lease on the database"));
        held.put(userId, fence);
        return fence;
    }

    /**
     * The number under which this process took the user; another may have taken him since. Who changes what is a user's
     * has taken him before he read it: what a process knows that never took him may be another's past.
     *
     * @throws FencedException if this process never took the user
     */
    long held(long userId) {
        Long known = held.get(userId);
        if (known == null) {
            throw new FencedException(
                    "user " + userId + " was not taken by this process: it may change nothing of his");
        }
        return known;
    }

    /** True if nobody took the user since. */
    boolean isCurrent(long userId, long fence) {
        Query query = new Query("select 1 from monitor_user where user_id = ? and fence = ?")
                .add(userId)
                .add(fence);
        return sql.row("look at the owner of user " + userId, query, row -> true)
                .isPresent();
    }
}
