package io.ordermonitor.store.jdbc;

import java.sql.Types;

/** The types of parameters: fixed per parameter, so that a statement with nulls stays prepared. */
enum SqlType {
    BIGINT("bigint", Types.BIGINT),
    INTEGER("integer", Types.INTEGER),
    TEXT("text", Types.VARCHAR),
    NUMERIC("numeric", Types.NUMERIC),
    INSTANT("timestamptz", Types.TIMESTAMP_WITH_TIMEZONE),
    DATE("date", Types.DATE),
    BOOLEAN("boolean", Types.BOOLEAN);

    private final String word;
    private final int code;

    SqlType(String word, int code) {
        this.word = word;
        this.code = code;
    }

    /** Its name in SQL. */
    String word() {
        return word;
    }

    /** Its number in {@link Types}. */
    int code() {
        return code;
    }
}
