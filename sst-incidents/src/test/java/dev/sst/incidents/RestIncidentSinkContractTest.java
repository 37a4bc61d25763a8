package dev.sst.incidents;

import dev.sst.spi.IncidentSink;
import dev.sst.testkit.incident.IncidentReceiver;
import dev.sst.testkit.incident.IncidentSinkContract;
import dev.sst.testkit.incident.SinkReceiver;
import org.junit.jupiter.api.AfterEach;

final class RestIncidentSinkContractTest extends IncidentSinkContract {
    private final IncidentReceiver receiver = IncidentReceiver.start();
    private final RestIncidentSink sink =
            new RestIncidentSink(RestIncidentSettings.builder(receiver.url()).build());

    @Override
    protected IncidentSink sink() {
        return sink;
    }

    @Override
    protected SinkReceiver receiver() {
        return receiver;
    }

    @AfterEach
    void close() {
        sink.close();
        receiver.close();
    }
}
