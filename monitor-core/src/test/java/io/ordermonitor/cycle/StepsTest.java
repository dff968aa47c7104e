package io.ordermonitor.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Mockito;

class StepsTest {
    static IntStream numbers() {
        return IntStream.range(0, Steps.class.getRecordComponents().length);
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void eachStepCanBeReplacedAndTheOthersStay(int number) throws ReflectiveOperationException {
        RecordComponent[] all = Steps.class.getRecordComponents();
        List<Object> steps = new ArrayList<>(
                Stream.of(all).map(one -> (Object) Mockito.mock(one.getType())).toList());
        Class<?>[] types = Stream.of(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Steps before = Steps.class.getDeclaredConstructor(types).newInstance(steps.toArray());
        String name = all[number].getName();
        Method with = Steps.class.getMethod(
                "with" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1), types[number]);
        Object other = Mockito.mock(types[number]);

        Object after = with.invoke(before, other);

        steps.set(number, other);
        for (int i = 0; i < all.length; i++) {
            assertThat(all[i].getAccessor().invoke(after)).as(all[i].getName()).isSameAs(steps.get(i));
        }
    }
}
