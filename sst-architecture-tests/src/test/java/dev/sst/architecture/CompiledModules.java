package dev.sst.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the modules of this checkout have been compiled to, and where each lies. */
final class CompiledModules {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private CompiledModules() {}

    /** The folders of the modules. */
    static List<Path> folders() throws IOException {
        try (Stream<Path> directories = Files.list(ROOT)) {
            return directories
                    .filter(module -> Files.exists(module.resolve("pom.xml")))
                    .toList();
        }
    }

    /** Main and test classes of all modules. */
    static JavaClasses classes() throws IOException {
        List<Path> compiled = folders().stream()
                .flatMap(module -> Stream.of(module.resolve("target/classes"), module.resolve("target/test-classes")))
                .filter(Files::isDirectory)
                .toList();
        return new ClassFileImporter().importPaths(compiled);
    }

    static boolean isTestCode(JavaClass type) {
        return location(type).getPath().contains("/target/test-classes/");
    }

    static String module(JavaClass type) {
        return ROOT.relativize(Path.of(location(type))).getName(0).toString();
    }

    private static URI location(JavaClass type) {
        return type.getSource().orElseThrow().getUri();
    }
}
