package dev.sst.incidents;

import static dev.sst.testkit.incident.SampleDeliveries.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.incident.Delivery.Event;
import dev.sst.spi.IncidentSink.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receivers that are no web servers at all. */
final class HostileAnswersTest {
    private final ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final RestIncidentSink sink = new RestIncidentSink(
            RestIncidentSettings.builder(URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/incidents"))
                    .exchangeTimeout(Duration.ofSeconds(2))
                    .build());

    HostileAnswersTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        sink.close();
        listener.close();
    }

    @Test
    void aResetAfterTheRequestIsAmbiguous() {
        serve((socket, out) -> {
            socket.setSoLinger(true, 0);
        });

        assertThat(open()).isInstanceOf(Answer.Ambiguous.class);
    }

    @Test
    void anEndlessBodyIsJudgedByItsStatusAlone() {
        serve((socket, out) -> {
            write(out, "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2000000000\r\n\r\n");
            for (int i = 0; i < 1_000; i++) {
                write(out, "x".repeat(1_000));
            }
        });

        assertThat(open()).isInstanceOf(Answer.Permanent.class);
    }

    @Test
    void aDripThatOutlastsTheDeadlineIsAmbiguous() {
        serve((socket, out) -> {
            write(out, "HTTP/1.1 201 Created\r\nX-Drip: ");
            socket.setSoTimeout(100);
            while (!gone(socket)) {
                write(out, ".");
            }
        });

        assertThat(open()).isInstanceOf(Answer.Ambiguous.class);
    }

    @Test
    void somethingThatIsNoHttpIsAmbiguous() {
        serve((socket, out) -> write(out, "220 mail.example.org ESMTP\r\n"));

        assertThat(open()).isInstanceOf(Answer.Ambiguous.class);
    }

    private Answer open() {
        return sink.deliver(delivery(1, Event.OPENED), null);
    }

    /** Waits a moment for the other side to hang up. */
    private static boolean gone(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException tick) {
            return false;
        }
    }

    private interface Script {
        void play(Socket socket, OutputStream out) throws IOException;
    }

    /** Reads the request's head and then plays the script; a broken connection ends it. */
    private void serve(Script script) {
        Thread thread = new Thread(() -> {
            try (Socket socket = listener.accept()) {
                socket.getInputStream().read(new byte[100_000]);
                script.play(socket, socket.getOutputStream());
            } catch (IOException e) {
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
