package io.ordermonitor.netty;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client that speaks byte by byte, so that it can also say what no good client says. */
final class RawSocket implements AutoCloseable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final byte[] MASK = {0x12, 0x34, 0x56, 0x78};

    private final Socket socket;
    private final DataInputStream in;

    RawSocket(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** Connected as user 7, with the greeting read. */
    static RawSocket open(int port) throws IOException {
        RawSocket raw = new RawSocket(port);
        raw.write(upgrade("/ws/7", "Authorization: Bearer good-7"));
        Head head = raw.head();
        if (head.status() != 101) {
            throw new IOException("no upgrade: " + head);
        }
        Frame greeting = raw.frame();
        if (!greeting.text().contains("connection_established")) {
            throw new IOException("no greeting: " + greeting.text());
        }
        return raw;
    }

    /** A well-formed request for an upgrade, with more header lines. */
    static String upgrade(String target, String... lines) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + lines(lines) + "\r\n";
    }

    /** A request line with header lines. */
    static String request(String line, String... lines) {
        return line + " HTTP/1.1\r\nHost: localhost\r\n" + lines(lines) + "\r\n";
    }

    private static String lines(String... lines) {
        StringBuilder all = new StringBuilder();
        for (String line : lines) {
            all.append(line).append("\r\n");
        }
        return all.toString();
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** A final, masked frame. */
    void send(int opcode, String payload) throws IOException {
        write(frame(FINAL | opcode, true, payload.getBytes(StandardCharsets.UTF_8)));
    }

    /** A masked frame that more follow. */
    void sendFragment(int opcode, byte[] payload) throws IOException {
        write(frame(opcode, true, payload));
    }

    /** Any frame. */
    static byte[] frame(int first, boolean masked, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(payload.length + 14).put((byte) first);
        int mask = masked ? 0x80 : 0;
        if (payload.length < 126) {
            out.put((byte) (mask | payload.length));
        } else if (payload.length <= 0xFFFF) {
            out.put((byte) (mask | 126)).putShort((short) payload.length);
        } else {
            out.put((byte) (mask | 127)).putLong(payload.length);
        }
        if (masked) {
            out.put(MASK);
        }
        for (int i = 0; i < payload.length; i++) {
            out.put((byte) (payload[i] ^ (masked ? MASK[i % 4] : 0)));
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    /** The next frame from the server. */
    Frame frame() throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        long length = second & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return new Frame(first, (second & 0x80) != 0, payload);
    }

    /** The next text of this type, others skipped. */
    String textOfType(String type) throws IOException {
        while (true) {
            Frame frame = frame();
            if (frame.opcode() == TEXT && frame.text().startsWith("{\"type\":\"" + type + "\"")) {
                return frame.text();
            }
        }
    }

    /** The close code that comes next, whatever is said before it; then the end of the stream. */
    int closeCode() throws IOException {
        Frame frame = frame();
        while (frame.opcode() != CLOSE) {
            frame = frame();
        }
        return frame.closeCode();
    }

    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    /** The head of the next HTTP response, its body read if it names a length. */
    Head head() throws IOException {
        return head(false);
    }

    Head head(boolean bodiless) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = line();
        while (!line.isEmpty()) {
            lines.add(line);
            line = line();
        }
        Head head = new Head(lines, "");
        String length = head.header("content-length");
        byte[] body = new byte[bodiless || length.isEmpty() ? 0 : Integer.parseInt(length)];
        in.readFully(body);
        return new Head(lines, new String(body, StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.readUnsignedByte();
        while (next != '\n') {
            line.write(next);
            next = in.readUnsignedByte();
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A frame as it came. */
    @SuppressWarnings("ArrayRecordComponent")
    record Frame(int first, boolean masked, byte[] payload) {
        int opcode() {
            return first & 0x0F;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    /** A response's head and body. */
    record Head(List<String> lines, String body) {
        int status() {
            return Integer.parseInt(lines.get(0).split(" ", -1)[1]);
        }

        String header(String name) {
            return lines.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }
}
