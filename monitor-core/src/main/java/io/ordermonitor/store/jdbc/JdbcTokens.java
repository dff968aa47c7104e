package io.ordermonitor.store.jdbc;

import io.ordermonitor.store.Tokens;
import java.time.Instant;
import java.util.Optional;

/** {@link Tokens}. */
final class JdbcTokens implements Tokens {
    private static final String SAVE = """
            insert into access_token (sha256, user_id, expires_at) values (?, ?, ?)
            on conflict (sha256) do update set user_id = excluded.user_id, expires_at = excluded.expires_at""";

    private final Sql sql;

    JdbcTokens(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void save(String sha256Hex, long userId, Instant expiresAt) {
        sql.run(
                "save a token of user " + userId,
                new Query(SAVE).add(sha256Hex).add(userId).add(expiresAt));
    }

    @Override
    public Optional<Grant> find(String sha256Hex) {
        Query query = new Query("select user_id, expires_at from access_token where sha256 = ?").add(sha256Hex);
        return sql.row("find a token", query, row -> new Grant(row.bigint("user_id"), row.instant("expires_at")));
    }

    @Override
    public void revoke(String sha256Hex) {
        sql.run("revoke a token", new Query("delete from access_token where sha256 = ?").add(sha256Hex));
    }

    @Override
    public int revokeAll(long userId) {
        Query query = new Query("delete from access_token where user_id = ? returning sha256").add(userId);
        return sql.rows("revoke the tokens of user " + userId, query, row -> row.text("sha256"))
                .size();
    }
}
