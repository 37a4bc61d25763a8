package dev.sst.stackstorm;

import java.io.InputStream;

/** Opens an answer that does not end, to be read as it comes. Thread-safe. */
@FunctionalInterface
interface EventSource {

    /** An answer whose headers have come; closing its body ends the connection. */
    record Opened(int status, InputStream body) {}

    Opened open(Request request) throws TransportException;
}
