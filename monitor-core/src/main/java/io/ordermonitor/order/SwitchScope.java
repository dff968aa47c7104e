package io.ordermonitor.order;

/** What of a user a safety switch covers: everything, one account, or one strategy. */
public sealed interface SwitchScope {
    /** True if orders on these terms are covered. */
    boolean covers(NewManagedOrder terms);

    /** How a sentence names it. */
    String named();

    /** Everything of the user. */
    static SwitchScope everything() {
        return new Everything();
    }

    /** What one account holds. */
    static SwitchScope account(long accountId) {
        return new OneAccount(accountId);
    }

    /** What one strategy holds. */
    static SwitchScope strategy(String strategy) {
        return new OneStrategy(strategy);
    }

    /** Everything of the user. */
    record Everything() implements SwitchScope {
        @Override
        public boolean covers(NewManagedOrder terms) {
            return true;
        }

        @Override
        public String named() {
            return "the user";
        }
    }

    /** What one account holds. */
    record OneAccount(long accountId) implements SwitchScope {
        @Override
        public boolean covers(NewManagedOrder terms) {
            return terms.accountId() == accountId;
        }

        @Override
        public String named() {
            return "account " + accountId;
        }
    }

    /**
     * What one strategy holds.
     *
     * @param strategy a name as {@link NewManagedOrder} takes it
     */
    record OneStrategy(String strategy) implements SwitchScope {
        public OneStrategy {
            PlainText.check("strategy", strategy, 64);
        }

        @Override
        public boolean covers(NewManagedOrder terms) {
            return terms.strategy().equals(strategy);
        }

        @Override
        public String named() {
            return "strategy " + strategy;
        }
    }
}
