package io.ordermonitor.netty.server.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A YAML file taken apart: each scalar by its path, with the line it stands in. One use. */
public final class SettingsText {
    /**
     * The text of a setting.
     *
     * @param where names the file and line, or the environment variable
     */
    record Given(String text, String where) {}

    private final String name;
    private final Collection<String> faults;
    private final Map<String, Given> found = new LinkedHashMap<>();

    private SettingsText(String name, Collection<String> faults) {
        this.name = name;
        this.faults = faults;
    }

    /** The settings of a file by their paths; what is wrong with it is added to the faults. */
    static Map<String, Given> of(Path file, Collection<String> faults) {
        String name = String.valueOf(file.getFileName());
        SettingsText text = new SettingsText(name, faults);
        try (JsonParser parser = new YAMLMapper().createParser(Files.readString(file))) {
            text.read(parser);
        } catch (NoSuchFileException e) {
            faults.add("there is no file " + file);
        } catch (IOException e) {
            faults.add("the file " + file + " cannot be read: " + e);
        } catch (JacksonException e) {
            faults.add(name + " line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ": this is not YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
        return text.found;
    }

    private void read(JsonParser parser) {
        Deque<String> sections = new ArrayDeque<>();
        StringBuilder list = new StringBuilder();
        @Nullable String key = null;
        boolean isList = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case PROPERTY_NAME -> key = parser.currentName();
                case START_OBJECT -> {
                    sections.addLast(key == null ? "" : key);
                    key = null;
                }
                case END_OBJECT -> sections.removeLast();
                case START_ARRAY -> {
                    isList = true;
                    list.setLength(0);
                }
                case END_ARRAY -> {
                    isList = false;
                    add(path(sections, key), list.toString(), parser);
                }
                case VALUE_NULL -> {}
                default -> {
                    if (isList) {
                        list.append(list.isEmpty() ? "" : ",").append(parser.getString());
                    } else {
                        add(path(sections, key), parser.getString(), parser);
                    }
                }
            }
        }
    }

    private static String path(Deque<String> sections, @Nullable String key) {
        String above = String.join(".", sections);
        String path = above + "." + (key == null ? "" : key);
        return path.replaceAll("^\\.+|\\.+$", "");
    }

    private void add(String path, String text, JsonParser parser) {
        String where = name + " line " + parser.currentTokenLocation().getLineNr();
        if (path.isEmpty()) {
            faults.add(where + ": '" + text + "' is no setting: settings look like server:, and below it port: 8080");
        } else if (found.containsKey(path)) {
            faults.add(where + ": " + path + " is set twice");
        } else if (!text.isBlank()) {
            found.put(path, new Given(text.strip(), where));
        }
    }
}
