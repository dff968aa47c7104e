package io.ordermonitor.testkit.contract;

import static io.ordermonitor.testkit.contract.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.store.Tokens;
import org.junit.jupiter.api.Test;

/** What every {@link Tokens} does. */
public abstract class TokensContract extends StoreContract {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final String OTHER_HASH = "fedcba9876543210".repeat(4);

    /** For subclasses. */
    protected TokensContract() {}

    @Test
    void aTokenIsFoundByItsHash() {
        stores.tokens().save(HASH, Samples.USER, NOON);

        assertThat(reopen(stores).tokens().find(HASH)).contains(new Tokens.Grant(Samples.USER, NOON));
        assertThat(stores.tokens().find(OTHER_HASH)).isEmpty();
    }

    @Test
    void allTokensOfAUserAreRevokedAndNoOtherUsers() {
        stores.tokens().save(HASH, Samples.USER, NOON);
        stores.tokens().save("2".repeat(64), Samples.USER, NOON.minusSeconds(86_400));
        stores.tokens().save(OTHER_HASH, Samples.OTHER_USER, NOON);

        assertThat(stores.tokens().revokeAll(Samples.USER)).isEqualTo(2);

        assertThat(reopen(stores).tokens().find(HASH)).isEmpty();
        assertThat(stores.tokens().find(OTHER_HASH)).isPresent();
        assertThat(stores.tokens().revokeAll(Samples.USER)).isZero();
    }

    @Test
    void aRevokedTokenIsNotFoundAndTheOthersAre() {
        stores.tokens().save(HASH, Samples.USER, NOON);
        stores.tokens().save(OTHER_HASH, Samples.OTHER_USER, NOON.plusSeconds(60));

        stores.tokens().revoke(HASH);
        stores.tokens().revoke("unheard of");

        assertThat(stores.tokens().find(HASH)).isEmpty();
        assertThat(stores.tokens().find(OTHER_HASH))
                .contains(new Tokens.Grant(Samples.OTHER_USER, NOON.plusSeconds(60)));
    }
}
