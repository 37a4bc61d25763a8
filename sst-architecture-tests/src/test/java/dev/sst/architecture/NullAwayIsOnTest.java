package dev.sst.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Compiles small files with the compiler arguments of the parent POM. A checker that is configured for the wrong package, or
 * not loaded at all, looks exactly like a checker that finds nothing; this tells them apart.
 */
final class NullAwayIsOnTest {

    private static final Path PARENT_POM = Path.of("..", "pom.xml");

    @TempDir
    Path directory;

    @Test
    void aPossibleNullDereferenceDoesNotCompile() throws Exception {
        Compilation compilation =
                compile("@Nullable String name() { return null; } int length() { return name().length(); }");

        assertThat(compilation.exitCode()).isNotZero();
        assertThat(compilation.output()).contains("[NullAway] dereferenced expression");
    }

    @Test
    void theSameWithACheckCompiles() throws Exception {
        Compilation compilation = compile(
                "@Nullable String name() { return null; } int length() { String n = name(); return n == null ? 0 : n.length(); }");

        assertThat(compilation.output()).doesNotContain("[NullAway]");
        assertThat(compilation.exitCode()).isZero();
    }

    @Test
    void aNullableTypeArgumentIsCheckedExactlyInJSpecifyMode() throws Exception {
        Compilation compilation = compile(
                "interface Box<T extends @Nullable Object> { T get(); } int length(Box<@Nullable String> box) { return box.get().length(); }");

        assertThat(compilation.output().contains("[NullAway]")).isEqualTo(Boolean.getBoolean("nullaway.jspecify-mode"));
    }

    private Compilation compile(String members) throws Exception {
        Path source = directory.resolve("Sample.java");
        Files.writeString(source, """
                import org.jspecify.annotations.NullMarked;
                import org.jspecify.annotations.Nullable;

                @NullMarked
                final class Sample {
                    %s
                }
                """.formatted(members));
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        command.addAll(compilerArguments());
        command.addAll(List.of("--release", "17", "-cp", classPath, "-processorpath", classPath));
        command.addAll(List.of("-d", directory.toString(), source.toString()));
        Process javac = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Compilation(javac.waitFor(), output);
    }

    /** The arguments for main code: the first list in the POM. */
    private static List<String> compilerArguments() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(PARENT_POM.toFile());
        NodeList arguments = ((Element) pom.getElementsByTagName("compilerArgs").item(0)).getElementsByTagName("arg");
        List<String> values = new ArrayList<>();
        for (int i = 0; i < arguments.getLength(); i++) {
            values.add(arguments
                    .item(i)
                    .getTextContent()
                    .replace("${nullaway.jspecify-mode}", System.getProperty("nullaway.jspecify-mode")));
        }
        return values;
    }

    private record Compilation(int exitCode, String output) {}
}
