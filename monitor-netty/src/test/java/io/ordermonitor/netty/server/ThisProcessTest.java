package io.ordermonitor.netty.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.store.jdbc.Node;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whether the holder of a lease still runs. */
class ThisProcessTest {
    private final Node self = ThisProcess.node();

    @Test
    void whatRunsIsNotGone() {
        assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(ThisProcess.isGone(self)).isFalse();
    }

    @Test
    void aNumberThatWasUsedAgainIsAnotherProcess() {
        assertThat(ThisProcess.isGone(with(self.place(), self.pid(), self.start() - 1)))
                .isTrue();
    }

    @Test
    void whatHasEndedIsGoneAndWasNotBefore() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), UntilInputEnds.class.getName())
                .start();
        Node node = with(
                self.place(), process.pid(), ThisProcess.start(process.pid()).orElseThrow());
        assertThat(ThisProcess.isGone(node)).isFalse();

        process.getOutputStream().close();
        process.waitFor();

        assertThat(ThisProcess.isGone(node)).isTrue();
    }

    /** A program that runs until its standard input ends. */
    static final class UntilInputEnds {
        private UntilInputEnds() {}

        public static void main(String[] args) throws IOException {
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    @Test
    void aProcessOfAnotherPlaceMayRun() {
        assertThat(ThisProcess.isGone(with("elsewhere", self.pid(), 0))).isFalse();
    }

    private static Node with(String place, long pid, long start) {
        return new Node("x", "host", place, pid, start);
    }
}
