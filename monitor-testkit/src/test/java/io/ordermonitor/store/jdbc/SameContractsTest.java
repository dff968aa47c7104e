package io.ordermonitor.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.ordermonitor.testkit.contract.StoreContract;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** What the stores of a monitor must do is asked of PostgreSQL and of memory alike. */
class SameContractsTest {
    private static final String IN_MEMORY = "io.ordermonitor.testkit.InMemoryStoresContractTest";

    /** The tests that a class runs of its contracts, as "OrdersContract.a_saved_order_is_loaded". */
    private static List<String> tests(Class<?> runner) {
        return Arrays.stream(runner.getDeclaredClasses())
                .filter(nested -> nested.isAnnotationPresent(Nested.class))
                .flatMap(SameContractsTest::testsOf)
                .sorted()
                .toList();
    }

    private static Stream<String> testsOf(Class<?> nested) {
        return ReflectionSupport.findMethods(
                        nested,
                        method -> AnnotationSupport.isAnnotated(method, Testable.class),
                        HierarchyTraversalMode.TOP_DOWN)
                .stream()
                .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName());
    }

    @Test
    void both_run_the_same_tests() throws ClassNotFoundException {
        List<String> memory = tests(Class.forName(IN_MEMORY));

        assertThat(memory).isNotEmpty().doesNotHaveDuplicates();
        assertThat(tests(JdbcStoresContractTest.class)).isEqualTo(memory);
    }

    @Test
    void every_contract_of_a_store_is_run() {
        List<String> contracts = new ClassFileImporter()
                .importPackages("io.ordermonitor.testkit.contract").stream()
                        .filter(c -> c.isAssignableTo(StoreContract.class) && !c.isEquivalentTo(StoreContract.class))
                        .map(JavaClass::getSimpleName)
                        .toList();

        assertThat(contracts).isNotEmpty();
        assertThat(tests(JdbcStoresContractTest.class).stream()
                        .map(test -> test.substring(0, test.indexOf('.')))
                        .distinct())
                .containsAll(contracts);
    }
}
