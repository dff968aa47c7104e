package io.ordermonitor.netty.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that others wrote, as a process of its own. */
enum ForeignClient {
    /** npm's ws: brings its token as a subprotocol, as a browser does. */
    NODE_WS("client.js", "node", "-e", "require('ws')", "node with the module ws", "nodejs node-ws"),
    /** python3-websockets: brings its token as a header. Not any python3, which may not see Debian's packages. */
    PYTHON_WEBSOCKETS(
            "client.py",
            "/usr/bin/python3",
            "-c",
            "import websockets",
            "/usr/bin/python3 with the module websockets",
            "python3 python3-websockets");

    private static final JsonMapper JSON = new JsonMapper();
    private static final long PATIENCE_SECONDS = 60;
    private static final String NODE_MODULES = "/usr/share/nodejs";

    private final String script;
    private final String program;
    private final String evaluate;
    private final String trial;
    private final String name;
    private final String packages;

    ForeignClient(String script, String program, String evaluate, String trial, String name, String packages) {
        this.script = script;
        this.program = program;
        this.evaluate = evaluate;
        this.trial = trial;
        this.name = name;
        this.packages = packages;
    }

    /** Fails with a sentence if this machine does not have it. */
    void require(Path folder) throws InterruptedException {
        String why;
        try {
            Path output = Files.createTempFile(folder, "trial", ".txt");
            why = run(List.of(evaluate, trial), "", output) == 0
                    ? ""
                    : Files.readString(output).strip();
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        }
        if (!why.isEmpty()) {
            throw new AssertionError(name + " is missing: apt-get install " + packages
                    + ", or let .ci/run foreign do it. What it said: " + why);
        }
    }

    /**
     * Connects and says everything that a client may say, until all is answered; all it saw, in order.
     *
     * @param what {@code talk}, or {@code listen} to say nothing
     */
    List<JsonNode> transcript(Path folder, URI socket, String token, String what)
            throws IOException, InterruptedException {
        Path file = folder.resolve(script);
        try (InputStream in = ForeignClient.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new AssertionError(script + " is not among the test's resources");
            }
            Files.write(file, in.readAllBytes());
        }
        Path output = Files.createTempFile(folder, name(), ".txt");
        int code = run(List.of(file.toString(), socket.toString(), what), token, output);
        String text = Files.readString(output);
        if (code != 0) {
            throw new AssertionError(script + " ended with " + code + ":\n" + text);
        }
        return text.lines().map(JSON::readTree).toList();
    }

    private int run(List<String> arguments, String token, Path output) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("MONITOR_TOKEN", token);
        // Where Debian keeps its modules; a node that is not Debian's does not look there by itself.
        builder.environment()
                .merge("NODE_PATH", NODE_MODULES, (given, debian) -> given + java.io.File.pathSeparator + debian);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(script + " was not done within " + PATIENCE_SECONDS + " s; it saw:\n"
                    + Files.readString(output, StandardCharsets.UTF_8));
        }
        return process.exitValue();
    }
}
