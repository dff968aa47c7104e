package io.ordermonitor.netty.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JDBC URL of a PostgreSQL, read by us and not by the driver: of one that it cannot read the driver shows
 * everything, the password too. No message of this class holds any part of the URL.
 *
 * @param bare the URL without its options, which can be shown
 * @param options what follows the question mark, decoded; may hold a password
 */
record DatabaseUrl(String bare, Map<String, String> options) {
    private static final String PREFIX = "jdbc:postgresql:";
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(?::([0-9]{1,5}))?");
    private static final Pattern OPTION = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
    private static final Pattern DATABASE = Pattern.compile("[^/\\p{Cntrl}\\s]*");
    private static final int HIGHEST_PORT = 65_535;

    DatabaseUrl {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * Takes a URL apart.
     *
     * @throws IllegalArgumentException if it cannot be used; the message says why
     */
    static DatabaseUrl parse(String url) {
        require(url.startsWith(PREFIX), "it must begin with " + PREFIX);
        int question = url.indexOf('?');
        String bare = question < 0 ? url : url.substring(0, question);
        checkPlace(bare.substring(PREFIX.length()));
        return new DatabaseUrl(bare, question < 0 ? Map.of() : options(url.substring(question + 1)));
    }

    private static void checkPlace(String place) {
        String database = place;
        if (place.startsWith("//")) {
            int end = place.indexOf('/', 2);
            String hosts = place.substring(2, end < 0 ? place.length() : end);
            require(
                    !place.contains("@"),
                    "user and password do not stand before the host: give them as settings of their own");
            require(end >= 0, "the database must follow the host, after a /");
            for (String host : hosts.isEmpty() ? new String[0] : hosts.split(",", -1)) {
                checkHost(host);
            }
            database = place.substring(end + 1);
        }
        decode(database);
        require(DATABASE.matcher(database).matches(), "the name of its database holds a / or a blank");
    }

    private static void checkHost(String text) {
        Matcher host = HOST.matcher(text);
        require(host.matches(), "a host is a name or an address, and its port a number from 1 to " + HIGHEST_PORT);
        String port = host.group(2);
        require(
                port == null || (Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= HIGHEST_PORT),
                "a port is a number from 1 to " + HIGHEST_PORT);
    }

    private static Map<String, String> options(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : text.split("&", -1)) {
            if (!option.isEmpty()) {
                int equals = option.indexOf('=');
                String name = equals < 0 ? option : option.substring(0, equals);
                require(OPTION.matcher(name).matches(), "what follows its ? must look like name=value&name=value");
                require(!name.equals("service"), "it names a service: say host and database instead");
                options.put(name, equals < 0 ? "" : decode(option.substring(equals + 1)));
            }
        }
        return options;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not as the cause: it shows what it could not read.
            throw new IllegalArgumentException(
                    fault("a % in it is not followed by two hexadecimal digits (the sign itself is written %25)"));
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(fault(what));
        }
    }

    private static String fault(String what) {
        return "the URL of the database cannot be used: " + what;
    }
}
