package io.ordermonitor.netty.server;

import java.nio.file.Path;

/** Another process uses the folder of an embedded database. */
final class FolderInUseException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    FolderInUseException(Path folder) {
        super("the folder " + folder
                + " is in use by another running server: stop that one, or give this one another folder");
    }
}
