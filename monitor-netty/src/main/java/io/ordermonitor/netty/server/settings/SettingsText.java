package io.ordermonitor.netty.server.settings;

import io.ordermonitor.netty.server.PlainText;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A YAML file taken apart: each scalar by its path, with the line it stands in. What settings do not need is refused:
 * names given twice, anchors and aliases, deep nesting. One use.
 */
public final class SettingsText {
    /**
     * The text of a setting.
     *
     * @param where names the file and line, or the environment variable
     */
    record Given(String text, String where) {}

    private static final int DEEPEST = 8;

    private final String name;
    private final Collection<String> faults;
    private final Map<String, Given> found = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final Deque<String> sections = new ArrayDeque<>();

    private SettingsText(String name, Collection<String> faults) {
        this.name = name;
        this.faults = faults;
    }

    /** The settings of a file by their paths; what is wrong with it is added to the faults. */
    static Map<String, Given> of(Path file, Collection<String> faults) {
        String name = String.valueOf(file.getFileName());
        SettingsText text = new SettingsText(name, faults);
        try (JsonParser parser = new YAMLMapper().createParser(TextFile.read(file))) {
            text.read(parser);
        } catch (NoSuchFileException e) {
            faults.add("there is no file " + file);
        } catch (IOException e) {
            faults.add("the file " + file + " cannot be read: " + e);
        } catch (IllegalArgumentException e) {
            faults.add(file + ": " + e.getMessage());
        } catch (JacksonException e) {
            faults.add(name + " line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ": this is not YAML: "
                    + PlainText.echo(e.getOriginalMessage().lines().findFirst().orElse("")));
        }
        return text.found;
    }

    private void read(JsonParser parser) {
        StringBuilder list = new StringBuilder();
        @Nullable String key = null;
        boolean isList = false;
        for (JsonToken token = parser.nextToken();
                token != null && isPlain(parser, token, isList);
                token = parser.nextToken()) {
            switch (token) {
                case PROPERTY_NAME -> {
                    key = parser.currentName();
                    note(path(sections, key), parser);
                }
                case START_OBJECT -> {
                    sections.addLast(key == null ? "" : key);
                    key = null;
                }
                case END_OBJECT -> {
                    sections.removeLast();
                    key = null;
                }
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

    /** False, with a fault, for what makes a small file large or its reading endless. */
    private boolean isPlain(JsonParser parser, JsonToken token, boolean isList) {
        if (parser.getObjectId() != null || ((YAMLParser) parser).isCurrentAlias()) {
            faults.add(where(parser) + ": anchors (&) and aliases (*) are not taken: write the value out");
            return false;
        }
        boolean opens = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
        if (opens && (isList || sections.size() >= DEEPEST)) {
            faults.add(where(parser) + ": this is nested deeper than any setting");
            return false;
        }
        return true;
    }

    private void note(String path, JsonParser parser) {
        int line = parser.currentTokenLocation().getLineNr();
        Integer first = lines.putIfAbsent(path, line);
        if (first != null) {
            faults.add(
                    name + " line " + line + ": " + PlainText.echo(path) + " is given twice, first in line " + first);
        }
    }

    private String where(JsonParser parser) {
        return name + " line " + parser.currentTokenLocation().getLineNr();
    }

    private static String path(Deque<String> sections, @Nullable String key) {
        String above = String.join(".", sections);
        String path = above + "." + (key == null ? "" : key);
        return path.replaceAll("^\\.+|\\.+$", "");
    }

    private void add(String path, String text, JsonParser parser) {
        String where = where(parser);
        if (path.isEmpty()) {
            faults.add(where + ": '" + PlainText.echo(text)
                    + "' is no setting: settings look like server:, and below it port: 8080");
        } else if (!text.isBlank()) {
            found.putIfAbsent(path, new Given(text.strip(), where));
        }
    }
}
