package io.ordermonitor.netty.server.settings;

import java.util.Arrays;
import java.util.List;

/** The settings file with every setting at its default, and what each means. */
public final class SettingsPage {
    private static final String HEAD = """
            # Settings of Order Monitor, all at their defaults: keep the lines that you change.
            # Durations are such as 500ms, 60s, 10m, 2h; an environment variable overrides each setting,
            # MONITOR_SERVER_PORT for example.
            """;

    private SettingsPage() {}

    /** The file's text. */
    public static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        List<String> open = List.of();
        for (SettingKey<?> key : SettingKeys.ALL) {
            List<String> names = Arrays.asList(key.path().split("\\."));
            List<String> sections = names.subList(0, names.size() - 1);
            for (int depth = 0; depth < sections.size(); depth++) {
                if (depth >= open.size() || !open.subList(0, depth + 1).equals(sections.subList(0, depth + 1))) {
                    page.append(depth == 0 ? "\n" : "");
                    page.append("  ".repeat(depth)).append(sections.get(depth)).append(":\n");
                }
            }
            open = sections;
            String indent = "  ".repeat(sections.size());
            key.comment()
                    .lines()
                    .forEach(line ->
                            page.append(indent).append("# ").append(line).append('\n'));
            page.append(indent).append(names.get(names.size() - 1)).append(':');
            page.append(key.fallback().isEmpty() ? "" : " " + key.fallback()).append('\n');
        }
        return page.toString();
    }
}
