package dev.sst.stackstorm;

import java.util.Optional;
import java.util.stream.Stream;

/** Sensors: read and switched. For errors, null and threads see {@link StackStorm}. */
public final class SensorsClient {

    private final Sensors sensors;
    private final Lists lists;

    SensorsClient(Sensors sensors, Lists lists) {
        this.sensors = sensors;
        this.lists = lists;
    }

    /** StackStorm gives all in one answer. */
    public Stream<SensorRecord> list() {
        return lists.whole(QueryString.of(Sensors.PATH)).map(SensorRecord::new);
    }

    public Stream<SensorRecord> ofPack(String pack) {
        return lists.whole(Sensors.inPack(pack)).map(SensorRecord::new);
    }

    /** @param ref {@code pack.Class}, or StackStorm's id */
    public Optional<SensorRecord> get(String ref) {
        return sensors.sensor(ref).map(sensor -> new SensorRecord(sensor.json()));
    }

    /**
     * Lets StackStorm run it; the process of one that runs is started anew. Whether it starts is not told, and a pack without a
     * virtual environment keeps it from starting without a word.
     */
    public void enable(String ref) {
        switched(ref, true);
    }

    /** Lets StackStorm end its process, which has five seconds for that. */
    public void disable(String ref) {
        switched(ref, false);
    }

    private void switched(String ref, boolean enabled) {
        if (!sensors.enable(ref, enabled)) {
            throw StackStormClient.absent(Sensors.switching(ref, enabled));
        }
    }
}
