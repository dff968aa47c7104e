package io.ordermonitor.netty.server.settings;

import io.ordermonitor.netty.server.PlainText;
import io.ordermonitor.netty.server.settings.SettingsText.Given;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was set in the file and, above it, in the environment. Collects every fault. Not thread-safe. */
final class GivenSettings {
    private static final String BROKERS = "brokers.";
    private static final int LONGEST_NAME = 100;

    private final Map<String, Given> given = new LinkedHashMap<>();
    private final Set<String> faults = new LinkedHashSet<>();
    private final @Nullable Path file;
    private final Map<String, String> environment;

    /** @param file null: only the environment */
    GivenSettings(@Nullable Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
        if (file != null) {
            given.putAll(SettingsText.of(file, faults));
        }
        Set<String> known = knownPaths();
        List.copyOf(given.keySet()).forEach(path -> refuseUnknown(path, known));
        known.forEach(this::overrideFromEnvironment);
        refuseUnknownVariables(known);
    }

    /** The names of the brokers. */
    Set<String> brokers() {
        Set<String> names = given.keySet().stream()
                .filter(path -> path.startsWith(BROKERS))
                .map(path -> path.substring(BROKERS.length()))
                .map(rest -> rest.contains(".") ? rest.substring(0, rest.lastIndexOf('.')) : rest)
                .collect(Collectors.toCollection(TreeSet::new));
        return names.isEmpty() ? Set.of("paper") : names;
    }

    /** The value of a setting that has a fallback. */
    <T> T get(SettingKey<T> key) {
        return find(key).or(() -> key.form().read(key.fallback())).orElseThrow();
    }

    /** The value of a setting, if it is set rightly. */
    <T> Optional<T> find(SettingKey<T> key) {
        Given one = given.get(key.path());
        if (one == null) {
            return Optional.empty();
        }
        Optional<T> value = key.form().read(one.text());
        if (value.isEmpty()) {
            fault(key, key.form().allowed());
        }
        return value;
    }

    /** True if a setting is set, rightly or not. */
    boolean isSet(SettingKey<?> key) {
        return given.containsKey(key.path());
    }

    /** Says what is wrong with the value of a setting. */
    void fault(SettingKey<?> key, String allowed) {
        Given one = given.get(key.path());
        faults.add(
                one == null
                        ? key.path() + ": " + allowed
                        : one.where() + ": " + key.path() + " is " + shown(key, one.text()) + "; allowed: " + allowed);
    }

    private static String shown(SettingKey<?> key, String text) {
        return key.form().mayBeShown().test(text)
                ? "'" + PlainText.echo(text) + "'"
                : "wrong (not shown: it may hold a password)";
    }

    /** Says what is wrong with the settings. */
    void fault(String what) {
        faults.add(what);
    }

    /** A value made of several settings; if they do not go together, that is a fault and the other value is had. */
    <T> T together(Supplier<T> making, Supplier<T> otherwise) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            faults.add(e.getMessage());
            return otherwise.get();
        }
    }

    /** A file or folder as the settings file names it. */
    Path resolve(String name) {
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        return (folder == null ? Path.of(name) : folder.resolve(name))
                .toAbsolutePath()
                .normalize();
    }

    /** An environment variable. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    /** Throws with all faults, if there are any. */
    void check() {
        if (!faults.isEmpty()) {
            throw new SettingsException(List.copyOf(faults));
        }
    }

    private Set<String> knownPaths() {
        return SettingKeys.ALL.stream()
                .flatMap(key -> key.path().startsWith(BROKERS)
                        ? brokers().stream().map(name -> key.in(BROKERS + name).path())
                        : Stream.of(key.path()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void refuseUnknown(String path, Set<String> known) {
        if (!known.contains(path)) {
            Given one = given.get(path);
            faults.add((one == null ? "" : one.where() + ": ") + "there is no setting " + PlainText.echo(path)
                    + nearest(path, known));
            given.remove(path);
        }
    }

    private static String nearest(String path, Set<String> known) {
        if (path.length() > LONGEST_NAME) {
            return "";
        }
        List<String> below =
                known.stream().filter(key -> key.startsWith(path + ".")).toList();
        if (!below.isEmpty()) {
            return ": it is a section, with " + String.join(", ", below);
        }
        return known.stream()
                .min(Comparator.comparingInt(key -> Spelling.distance(key, path)))
                .map(key -> "; the nearest is " + key)
                .orElse("");
    }

    private void overrideFromEnvironment(String path) {
        String name = SettingKey.variableOf(path);
        String text = environment.get(name);
        if (text != null && !text.isBlank()) {
            given.put(path, new Given(text.strip(), "environment variable " + name));
        }
    }

    /** Only those that can be meant for us: a container's platform sets others that begin alike. */
    private void refuseUnknownVariables(Set<String> known) {
        Set<String> names = known.stream().map(SettingKey::variableOf).collect(Collectors.toSet());
        Set<String> sections = SettingKeys.ALL.stream()
                .map(key ->
                        SettingKey.variableOf(key.path().substring(0, key.path().indexOf('.'))) + "_")
                .collect(Collectors.toSet());
        String password = Optional.ofNullable(given.get(SettingKeys.PASSWORD_ENV.path()))
                .map(Given::text)
                .orElse("");
        new TreeSet<>(environment.keySet())
                .stream()
                        .filter(name -> sections.stream().anyMatch(name::startsWith))
                        .filter(name -> !names.contains(name) && !name.equals(password))
                        .forEach(name ->
                                faults.add("the environment variable " + name + " sets nothing; the nearest is "
                                        + names.stream()
                                                .min(Comparator.comparingInt(other -> Spelling.distance(other, name)))
                                                .orElse("")));
    }
}
