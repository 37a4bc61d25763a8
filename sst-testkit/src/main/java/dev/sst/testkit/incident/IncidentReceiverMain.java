package dev.sst.testkit.incident;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the receiver as a process of its own, until it is ended: {@code IncidentReceiverMain --port N}. */
public final class IncidentReceiverMain {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentReceiverMain.class);

    private IncidentReceiverMain() {}

    public static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        if (given.size() != 2 || !given.get(0).equals("--port") || !given.get(1).matches("\\d{1,5}")) {
            throw new IllegalArgumentException("usage: IncidentReceiverMain --port N, was " + given);
        }
        IncidentReceiver receiver = IncidentReceiver.start(Integer.parseInt(given.get(1)));
        LOG.info("INCIDENT_API_URL={}", receiver.url());
    }
}
