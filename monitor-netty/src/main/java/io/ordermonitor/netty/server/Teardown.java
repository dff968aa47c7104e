package io.ordermonitor.netty.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be undone when a process ends, last come first. Once. Thread-safe. */
public final class Teardown implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Teardown.class);

    private final Deque<AutoCloseable> undone = new ArrayDeque<>();
    private boolean closed;

    /** Remembers how to undo something; undoes it at once if the end has come already. */
    public synchronized void add(AutoCloseable undo) {
        undone.push(undo);
        if (closed) {
            undoAll();
            throw new IllegalStateException("stopped while it was starting");
        }
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Undoes everything; what fails is logged and keeps nothing else from being undone. */
    @Override
    public synchronized void close() {
        closed = true;
        undoAll();
    }

    private void undoAll() {
        while (!undone.isEmpty()) {
            try {
                undone.pop().close();
            } catch (Exception e) {
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                LOG.warn("something could not be closed in order", e);
            }
        }
    }
}
