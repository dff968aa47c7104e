package io.ordermonitor.netty.server.settings;

import java.util.Locale;

/**
 * A setting that can be made.
 *
 * @param path where it stands in the file, its names joined by dots
 * @param fallback what it is unless it is set; "": not set
 * @param comment what it means, in a line or several
 */
record SettingKey<T>(String path, String fallback, String comment, Form<T> form) {
    private static final String PREFIX = "MONITOR_";

    /** The environment variable that overrides a setting. */
    static String variableOf(String path) {
        return PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The same setting in another section. */
    SettingKey<T> in(String section) {
        return new SettingKey<>(section + path.substring(path.lastIndexOf('.')), fallback, comment, form);
    }
}
