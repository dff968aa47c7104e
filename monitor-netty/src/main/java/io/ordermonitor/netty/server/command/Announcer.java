package io.ordermonitor.netty.server.command;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Says on standard output that the server serves: a line for people, or a JSON line for programs. */
record Announcer(PrintStream out, boolean json) {
    /** @param url ends with a slash */
    void serving(String url) {
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("event", "ready");
            line.put("url", url);
            out.println(new JsonMapper().writeValueAsString(line));
        } else {
            out.println("Order Monitor serves at " + url + "; to stop: Ctrl-C");
        }
        out.flush();
    }
}
