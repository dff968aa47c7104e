package io.ordermonitor.store.jdbc;

/** x. */
public final class JdbcStores {
    /** Where the migrations lie on the class path. */
    public static final String MIGRATIONS = "io/ordermonitor/db";

    private JdbcStores() {}
}
