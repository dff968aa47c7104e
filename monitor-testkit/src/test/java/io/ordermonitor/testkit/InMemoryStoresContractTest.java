package io.ordermonitor.testkit;

import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.store.Stores;
import io.ordermonitor.testkit.contract.AlarmsContract;
import io.ordermonitor.testkit.contract.AuditContract;
import io.ordermonitor.testkit.contract.InputsContract;
import io.ordermonitor.testkit.contract.InstrumentsContract;
import io.ordermonitor.testkit.contract.IntentsContract;
import io.ordermonitor.testkit.contract.LegOrdersContract;
import io.ordermonitor.testkit.contract.OrdersContract;
import io.ordermonitor.testkit.contract.PnlQueryContract;
import io.ordermonitor.testkit.contract.RegenerationsContract;
import io.ordermonitor.testkit.contract.RejectedOrdersContract;
import io.ordermonitor.testkit.contract.RequestsContract;
import io.ordermonitor.testkit.contract.SnapshotsContract;
import io.ordermonitor.testkit.contract.TokensContract;
import io.ordermonitor.testkit.contract.WriteOutcomesContract;
import org.junit.jupiter.api.Nested;

class InMemoryStoresContractTest {
    private InMemoryStores memory = InMemoryStores.empty();

    private Stores fresh() {
        memory = InMemoryStores.empty();
        return memory.stores();
    }

    private Stores restarted() {
        memory = memory.restart();
        return memory.stores();
    }

    @Nested
    class AlarmsTest extends AlarmsContract {
        @Override
        protected Stores open() {
            return fresh();
        }

        @Override
        protected Stores reopen(Stores former) {
            return restarted();
        }
    }

    @Nested
    class AuditTest extends AuditContract {
        @Override
        protected Stores open() {
            return fresh();
        }

        @Override
        protected Stores reopen(Stores former) {
            return restarted();
        }

        @Override
        protected long insert(Stores into, OrderRequest request) {
            return memory.insertRequest(request);
        }
    }

    @Nested
    class InputsTest extends InputsContract {
        @Override
        protected Stores open() {
            return fresh();
        }

        @Override
        protected Stores reopen(Stores former) {
            return restarted();
        }
    }

    @Nested
    class InstrumentsTest extends InstrumentsContract {
        @Override
        protected Stores open() {
            return fresh();
        }

        @Override
        protected Stores reopen(Stores former) {
            return restarted();
        }
    }

    @Nested
    class IntentsTest extends IntentsContract {
        @Override
        protected Stores open() {
            return fresh();
        }

        @Override
        protected Stores reopen(Stores former) {
            return restarted();
        }
    }

    @Nested
    class LegOrdersTest extends LegOrdersContract {
        @Override
        protected Stores open() {
            return fresh();
        }

        @Override
        protected Stores reopen(Stores former) {
            return restarted();
        }
    }

    @Nested
    class OrdersTest extends OrdersContract {
        @Override
        protected Stores open() {
            return fresh();
        }

        @Override
        protected Stores reopen(Stores former) {
            return restarted();
        }
    }

    @Nested
    class PnlQueryTest extends PnlQueryContract {
        @Override
        protected Stores open() {
            return fresh();
        }

        @Override
        protected Stores reopen(Stores former) {
            return restarted();
        }
    }

    @Nested
    class RegenerationsTest extends RegenerationsContract {
        @Override
        protected Stores open() {
            return fresh();
        }

        @Override
        protected Stores reopen(Stores former) {
            return restarted();
        }
    }

    @Nested
    class RejectedOrdersTest extends RejectedOrdersContract {
        @Override
        protected Stores open() {
            return fresh();
        }

        @Override
        protected Stores reopen(Stores former) {
            return restarted();
        }
    }

    @Nested
    class RequestsTest extends RequestsContract {
        @Override
        protected Stores open() {
            return fresh();
        }

        @Override
        protected Stores reopen(Stores former) {
            return restarted();
        }

        @Override
        protected long insert(Stores into, OrderRequest request) {
            return memory.insertRequest(request);
        }

        @Override
        protected OrderRequest.Status answer(Stores in, long requestId) {
            return memory.answer(requestId).orElseThrow().status();
        }
    }

    @Nested
    class SnapshotsTest extends SnapshotsContract {
        @Override
        protected Stores open() {
            return fresh();
        }

        @Override
        protected Stores reopen(Stores former) {
            return restarted();
        }
    }

    @Nested
    class TokensTest extends TokensContract {
        @Override
        protected Stores open() {
            return fresh();
        }

        @Override
        protected Stores reopen(Stores former) {
            return restarted();
        }
    }

    @Nested
    class WriteOutcomesTest extends WriteOutcomesContract {
        @Override
        protected Stores open() {
            return fresh();
        }

        @Override
        protected Stores reopen(Stores former) {
            return restarted();
        }
    }
}
