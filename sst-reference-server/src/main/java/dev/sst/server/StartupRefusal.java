package dev.sst.server;

import dev.sst.SstException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells in one sentence why the server does not start, where the framework said why; no stack. */
final class StartupRefusal extends AbstractFailureAnalyzer<SstException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, SstException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), null, failure);
    }
}
