package io.ordermonitor.store.jdbc;

import java.util.Objects;

/**
 * A process that may hold the lease on a database.
 *
 * @param id names this process, and no other that ever ran
 * @param host the machine's name, for people
 * @param place the machine, its present run and its table of processes: in one place a pid and a start are one process
 * @param pid the process's number
 * @param start when the process began, as its place counts time, since numbers are used again
 */
public record Node(String id, String host, String place, long pid, long start) {
    public Node {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(place, "place");
    }
}
