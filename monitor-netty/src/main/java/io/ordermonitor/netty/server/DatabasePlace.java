package io.ordermonitor.netty.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a database is. */
public sealed interface DatabasePlace {
    /** In a folder, on the embedded server. */
    record Folder(Path path) implements DatabasePlace {}

    /**
     * On a PostgreSQL of its owner's.
     *
     * @param url may hold a password, so it is never shown as it is
     * @param user null: the URL says
     * @param password null: none, or the URL says
     */
    record Server(
            String url, @Nullable String user, @Nullable String password) implements DatabasePlace {
        public Server {
            DatabaseUrl.parse(url);
        }

        @Override
        public String toString() {
            return "Server[url=" + DatabaseUrl.parse(url).bare() + "]";
        }
    }
}
