package dev.sst.stackstorm;

/**
 * Carries one request to StackStorm and brings its answer back, whatever it is: no retry, no login, no meaning. All policy is
 * in {@link StackStormClient}. Thread-safe.
 */
@FunctionalInterface
interface Transport {

    /**
     * @return the answer, of any status
     * @throws TransportException when there was none that could be read within the request's limits
     */
    Answer send(Request request) throws TransportException;
}
