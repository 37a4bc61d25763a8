package dev.sst.stackstorm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whom to trust: Java's own authorities, those of a PEM file, or, when an operator said so, anybody. */
final class Tls {

    private Tls() {}

    /**
     * @return empty for Java's own
     * @throws IllegalArgumentException when the PEM file cannot be read or has no certificate
     */
    static Optional<SSLContext> context(StackStormSettings settings) {
        if (!settings.verifyTls()) {
            return Optional.of(context(new TrustManager[] {new UncheckedTrust()}));
        }
        return Optional.ofNullable(settings.caCertificates()).map(file -> context(authorities(file)));
    }

    private static SSLContext context(TrustManager @Nullable [] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private static TrustManager[] authorities(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca" + count++, certificate);
            }
            if (count == 0) {
                throw new IllegalArgumentException("caCertificates: no certificate in " + file);
            }
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("caCertificates: " + file + " cannot be read as PEM", e);
        }
    }
}
