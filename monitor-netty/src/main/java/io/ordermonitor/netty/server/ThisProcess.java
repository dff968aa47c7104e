package io.ordermonitor.netty.server;

import io.ordermonitor.store.jdbc.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Who this process is, and whether another one still runs. On Linux by {@code /proc}, elsewhere by the JDK. */
public final class ThisProcess {
    private static final Path PROC = Path.of("/proc");
    private static final int STATE = 0;
    private static final int START = 19;

    private ThisProcess() {}

    /** This process as a holder of the lease. */
    public static Node node() {
        long pid = ProcessHandle.current().pid();
        return new Node(
                UUID.randomUUID().toString(), host(), place(), pid, start(pid).orElse(0L));
    }

    /** True if it is certain that a process has ended; one of another place may run, whatever its number says. */
    static boolean isGone(Node node) {
        if (!node.place().equals(place())) {
            return false;
        }
        if (Files.isDirectory(PROC) && !Files.isReadable(PROC.resolve("1").resolve("stat"))) {
            // Other users' processes are hidden.
            return false;
        }
        return start(node.pid()).filter(start -> start == node.start()).isEmpty();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this-host";
        }
    }

    /** A container's processes are numbered apart from its machine's, and a machine begins anew at every boot. */
    private static String place() {
        return host()
                + text(PROC.resolve("sys/kernel/random/boot_id"))
                        .map(boot -> " " + boot.strip())
                        .orElse("")
                + namespace();
    }

    private static String namespace() {
        try {
            return " " + Files.readSymbolicLink(PROC.resolve("self/ns/pid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** When a process began; empty if it does not run. */
    static Optional<Long> start(long pid) {
        if (!Files.isDirectory(PROC)) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .map(process -> process.info()
                            .startInstant()
                            .map(Instant::toEpochMilli)
                            .orElse(0L));
        }
        // "pid (name, which may hold anything) state parent ...", the start in ticks since the boot.
        return text(PROC.resolve(Long.toString(pid)).resolve("stat"))
                .map(line -> line.substring(line.lastIndexOf(')') + 1).strip().split(" "))
                .filter(fields -> fields.length > START && !fields[STATE].matches("[ZX]"))
                .map(fields -> Long.parseLong(fields[START]));
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
