package io.ordermonitor.broker.paper;

import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.order.Product;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How the paper exchange behaves.
 *
 * @param session when it trades
 * @param profile what its brokers say of themselves
 * @param fillShare the part of a print's volume that one order may take, above 0 up to 1
 * @param marginRates the part of an order's value that opening units block, by product; a missing product needs all
 * @param matchDelay how long after its acceptance an order, new or modified, meets the market
 * @param eventDelay how long after a change its order event is told
 * @param positionLag for how long positions do not show a fill
 * @param terms what an account has unless {@code accounts} says otherwise
 * @param accounts what single accounts have
 */
public record PaperSettings(
        MarketSession session,
        BrokerProfile profile,
        BigDecimal fillShare,
        Map<Product, BigDecimal> marginRates,
        Duration matchDelay,
        Duration eventDelay,
        Duration positionLag,
        AccountTerms terms,
        Map<Long, AccountTerms> accounts) {
    public PaperSettings {
        Objects.requireNonNull(session, "session");
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(terms, "terms");
        if (fillShare.signum() <= 0 || fillShare.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException("fill share must be above 0 and at most 1, not " + fillShare);
        }
        if (matchDelay.isNegative() || eventDelay.isNegative() || positionLag.isNegative()) {
            throw new IllegalArgumentException("match delay, event delay and position lag must not be negative");
        }
        marginRates = Map.copyOf(marginRates);
        accounts = Map.copyOf(accounts);
    }

    /**
     * NSE's session, a tenth of each print's volume an order, 20 % margin for MIS and NRML, orders that meet the market
     * at once, events after 200 ms, no lag, a million rupees an account, calls without latency.
     */
    public static PaperSettings standard() {
        BigDecimal fifth = new BigDecimal("0.20");
        return new PaperSettings(
                MarketSession.nse(),
                BrokerProfile.named("paper"),
                new BigDecimal("0.10"),
                Map.of(Product.MIS, fifth, Product.NRML, fifth, Product.CNC, BigDecimal.ONE),
                Duration.ZERO,
                Duration.ofMillis(200),
                Duration.ZERO,
                new AccountTerms(new BigDecimal("1000000.00"), Duration.ZERO, Duration.ZERO),
                Map.of());
    }

    /** The same with other accounts. */
    public PaperSettings withAccounts(AccountTerms standard, Map<Long, AccountTerms> single) {
        return new PaperSettings(
                session, profile, fillShare, marginRates, matchDelay, eventDelay, positionLag, standard, single);
    }

    /** The same with another lag of positions and delay of events. */
    public PaperSettings withDelays(Duration lag, Duration delay) {
        return new PaperSettings(session, profile, fillShare, marginRates, matchDelay, delay, lag, terms, accounts);
    }

    /** The same with another time from an order's acceptance to its first match. */
    public PaperSettings withMatchDelay(Duration delay) {
        return new PaperSettings(
                session, profile, fillShare, marginRates, delay, eventDelay, positionLag, terms, accounts);
    }

    /** The same with another profile. */
    public PaperSettings withProfile(BrokerProfile other) {
        return new PaperSettings(
                session, other, fillShare, marginRates, matchDelay, eventDelay, positionLag, terms, accounts);
    }

    AccountTerms termsOf(long accountId) {
        return accounts.getOrDefault(accountId, terms);
    }

    BigDecimal marginRate(Product product) {
        return marginRates.getOrDefault(product, BigDecimal.ONE);
    }
}
