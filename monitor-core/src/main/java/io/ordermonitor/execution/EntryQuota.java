package io.ordermonitor.execution;

import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.OrderRequest.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets only so many entries of a user pass at a time that his cycles come in between: what fills is protected before more
 * is bought. Called by the holder of the user's write lock only.
 */
public final class EntryQuota {
    private static final int ENTRIES = 20;
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private Instant since = Instant.EPOCH;
    private int taken;

    EntryQuota() {}

    /**
     * The requests that are taken up now: all that change or end an order, which must not wait behind entries, and then
     * entries as far as they may pass. The others wait.
     */
    public List<OrderRequest> share(List<OrderRequest> waiting, Instant now) {
        if (!now.isBefore(since.plus(WINDOW))) {
            since = now;
            taken = 0;
        }
        List<OrderRequest> share = new ArrayList<>();
        List<OrderRequest> entries = new ArrayList<>();
        for (OrderRequest request : waiting) {
            boolean enters = request.kind() == Kind.SUBMIT || request.kind() == Kind.ADOPT;
            (enters ? entries : share).add(request);
        }
        List<OrderRequest> passing = entries.subList(0, Math.min(entries.size(), ENTRIES - taken));
        taken += passing.size();
        share.addAll(passing);
        return share;
    }
}
