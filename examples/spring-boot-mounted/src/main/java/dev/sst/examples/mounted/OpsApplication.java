package dev.sst.examples.mounted;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application that has synthetic tests among its own pages: {@code http://127.0.0.1:8080/ops/sst}. The starter mounts them
 * where {@code application.properties} says; who may do what there is told by the roles of {@link OpsSecurity}.
 */
@SpringBootApplication
public class OpsApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(OpsApplication.class, arguments);
    }
}
