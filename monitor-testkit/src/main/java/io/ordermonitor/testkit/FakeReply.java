package io.ordermonitor.testkit;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.WriteResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FakeBroker} answers a write, and what becomes of the write meanwhile. Immutable.
 *
 * <pre>{@code
 * broker.answerNext(FakeReply.refused("margin exceeds"));
 * broker.answerNext(BrokerCall.Kind.PLACE, FakeReply.unknownButDone().shownAfter(2));
 * }</pre>
 */
public final class FakeReply {
    private final @Nullable WriteResult result;
    private final boolean done;
    private final int shownAfter;
    private final @Nullable String rejection;

    private FakeReply(@Nullable WriteResult result, boolean done, int shownAfter, @Nullable String rejection) {
        this.result = result;
        this.done = done;
        this.shownAfter = shownAfter;
        this.rejection = rejection;
    }

    /** As a broker without faults answers: accepted if the book allows it, else refused. */
    public static FakeReply accepted() {
        return new FakeReply(null, true, 0, null);
    }

    /** Definitely refused; nothing changes. */
    public static FakeReply refused(String reason) {
        return new FakeReply(new WriteResult.Refused(reason), false, 0, null);
    }

    /** Definitely not sent; nothing changes. */
    public static FakeReply notSent(FailureKind kind) {
        return new FakeReply(new WriteResult.NotSent(kind, "not sent, as scripted: " + kind), false, 0, null);
    }

    /** The reply is lost after the broker did what was asked. */
    public static FakeReply unknownButDone() {
        return new FakeReply(new WriteResult.Unknown("no reply, as scripted", false), true, 0, null);
    }

    /** The request is lost, so nothing changes, and nobody knows. */
    public static FakeReply unknownAndLost() {
        return new FakeReply(new WriteResult.Unknown("no reply, as scripted", false), false, 0, null);
    }

    /** The session has ended, which is all that the broker says; nothing changes, and reads fail until a login. */
    public static FakeReply sessionExpired() {
        return new FakeReply(new WriteResult.Unknown("session expired, as scripted", true), false, 0, null);
    }

    /** The same, but the order book shows the effect only after so many reads of it. */
    public FakeReply shownAfter(int reads) {
        return new FakeReply(result, done, reads, rejection);
    }

    /** The same, but the order book shows the placed order as rejected. */
    public FakeReply thenRejected(String reason) {
        return new FakeReply(result, done, shownAfter, reason);
    }

    /** What is answered whatever the book says; empty: what the book says. */
    Optional<WriteResult> result() {
        return Optional.ofNullable(result);
    }

    boolean isDone() {
        return done;
    }

    int shownAfter() {
        return shownAfter;
    }

    Optional<String> rejection() {
        return Optional.ofNullable(rejection);
    }

    boolean endsSession() {
        return result instanceof WriteResult.Unknown unknown && unknown.sessionExpired();
    }
}
