/**
 * The store on PostgreSQL: one class for each port, over a small helper for SQL.
 * Migrations are numbered files under {@code io/ordermonitor/db}; this package refuses a schema version that it
 * does not know, and never migrates by itself.
 * Nothing outside the launcher and the tests knows it.
 */
@NullMarked
package io.ordermonitor.store.jdbc;

import org.jspecify.annotations.NullMarked;
