package io.ordermonitor.testkit.simulation;

import java.util.List;

/** A user of a simulated day with his accounts. */
record SimulatedUser(long id, List<Long> accounts) {
    SimulatedUser {
        accounts = List.copyOf(accounts);
    }
}
