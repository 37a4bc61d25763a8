package dev.sst.stackstorm;

import org.junit.jupiter.api.BeforeEach;

/** The same with the pack that the tests of this module deploy into. */
abstract class PackScene extends EngineScene {

    @BeforeEach
    void pack() {
        stackStorm.addPack(Orders.PACK);
    }
}
