package io.ordermonitor;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rooms of the house and what they may use. The root package is a parameter, so that the same rules can be shown
 * to fail on classes planted under another root.
 */
final class ArchitectureRules {

    /** A room uses only rooms on lower floors. A room that is not listed here does not exist. */
    private static final Map<String, Integer> FLOORS = Map.ofEntries(
            Map.entry("", 6),
            Map.entry(".connection", 5),
            Map.entry(".step", 4),
            Map.entry(".loop", 4),
            Map.entry(".cycle", 3),
            Map.entry(".execution", 3),
            Map.entry(".broker", 2),
            Map.entry(".store", 2),
            Map.entry(".message", 2),
            Map.entry(".event", 2),
            Map.entry(".order", 1),
            Map.entry(".internal", 1));

    /** A leaf and the rooms that it may use apart from those below its parent; only the launcher knows leaves. */
    private static final Map<String, Set<String>> LEAVES = Map.of(
            ".broker.http", Set.of(".broker"),
            ".broker.xts", Set.of(".broker", ".broker.http"),
            ".broker.kite", Set.of(".broker", ".broker.http"),
            ".broker.paper", Set.of(".broker"),
            ".store.jdbc", Set.of(".store"));

    /** The only classes that may look at the machine's time, and then only at {@code System.nanoTime}. */
    private static final Set<String> PACERS = Set.of(".loop.SteppedTime", ".internal.Workers");

    private static final Set<String> CLOCK_READS = Set.of(
            "java.lang.System.nanoTime()",
            "java.lang.System.currentTimeMillis()",
            "java.util.Date.<init>()",
            "java.util.Calendar.getInstance()");

    private static final Set<String> BINARY = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    private final String root;

    ArchitectureRules(String root) {
        this.root = root;
    }

    List<ArchRule> all() {
        return List.of(
                floors(), machineryWithoutLeaves(), noPackageCycles(), jsonAtTheEdge(), injectedTime(), decimalMoney());
    }

    /** Each room uses only lower floors, leaves are used by nobody, and every package is on the plan. */
    ArchRule floors() {
        return classes().that(resideInAnyPackage(root + "..")).should(useOnlyRoomsBelow());
    }

    /** What decides and writes orders reaches neither a leaf nor a database nor the network. */
    ArchRule machineryWithoutLeaves() {
        return noClasses()
                .that()
                .resideInAnyPackage(rooms(".cycle..", ".step..", ".execution..", ".loop.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                rooms(".broker.http..", ".broker.xts..", ".broker.kite..", ".broker.paper.."))
                        .or(resideInAnyPackage(rooms(".store.jdbc..")))
                        .or(resideInAnyPackage("java.sql..", "javax.sql..", "java.net.http..")))
                .allowEmptyShould(true);
    }

    ArchRule noPackageCycles() {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new Packages())
                .should()
                .beFreeOfCycles();
    }

    ArchRule jsonAtTheEdge() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(rooms(".message..", ".broker.."))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson..");
    }

    /** Time and waiting come from the injected clock and timer; only the entry may name the system's clock. */
    ArchRule injectedTime() {
        return noClasses()
                .should()
                .accessTargetWhere(describe("reads the machine's time or sleeps", this::readsTimeOrSleeps));
    }

    /** Where money is, nothing is binary: no field, parameter, result or call has a double or float. */
    ArchRule decimalMoney() {
        return classes()
                .that()
                .resideInAnyPackage(
                        rooms(".order..", ".store..", ".broker..", ".message..", ".cycle..", ".execution..", ".step.."))
                .should(haveNothingBinary());
    }

    private static ArchCondition<JavaClass> haveNothingBinary() {
        return new ArchCondition<>("have no double or float") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaField field : type.getFields()) {
                    check(field, List.of(field.getRawType()), events);
                }
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    check(unit, unit.getRawParameterTypes(), events);
                    check(unit, List.of(unit.getRawReturnType()), events);
                }
                for (JavaCodeUnitAccess<?> call : type.getCodeUnitAccessesFromSelf()) {
                    check(call, call.getTarget().getRawParameterTypes(), events);
                    check(call, List.of(call.getTarget().getRawReturnType()), events);
                }
            }

            private void check(HasDescription where, List<JavaClass> types, ConditionEvents events) {
                if (types.stream().map(JavaClass::getName).anyMatch(BINARY::contains)) {
                    events.add(SimpleConditionEvent.violated(where, where.getDescription() + " has " + types));
                }
            }
        };
    }

    private boolean readsTimeOrSleeps(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        String target = access.getTarget().getFullName();
        if (name.equals("nanoTime") && PACERS.contains(outermost(access.getOriginOwner()))) {
            return false;
        }
        if (owner.equals("java.time.Clock")) {
            return name.matches("system.*|tick(Millis|Seconds|Minutes)")
                    && !access.getOriginOwner().getPackageName().equals(root);
        }
        boolean sleeps = name.equals("sleep")
                && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit").contains(owner);
        boolean now = owner.startsWith("java.time.") && name.equals("now") && !target.contains("java.time.Clock");
        return sleeps || now || CLOCK_READS.contains(target);
    }

    private String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "").substring(root.length());
    }

    private ArchCondition<JavaClass> useOnlyRoomsBelow() {
        return new ArchCondition<>("use only rooms on lower floors") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String from = room(type);
                if (!FLOORS.containsKey(from) && !LEAVES.containsKey(from)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " lies in a room not on the plan"));
                }
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    if (inHouse(target) && !mayUse(from, room(target))) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean mayUse(String from, String to) {
        if (from.equals(to) || LEAVES.getOrDefault(from, Set.of()).contains(to)) {
            return true;
        }
        String parent = LEAVES.containsKey(from) ? from.substring(0, from.lastIndexOf('.')) : from;
        return FLOORS.containsKey(to) && FLOORS.getOrDefault(parent, 0) > FLOORS.get(to);
    }

    private boolean inHouse(JavaClass type) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    private String room(JavaClass type) {
        return type.getPackageName().substring(root.length());
    }

    private String[] rooms(String... names) {
        return Arrays.stream(names).map(root::concat).toArray(String[]::new);
    }

    private final class Packages implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return inHouse(type) ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages under " + root;
        }
    }
}
