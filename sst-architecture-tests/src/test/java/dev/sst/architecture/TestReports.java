package dev.sst.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** How the tests of this checkout ended when they last ran, by the reports that Surefire and Failsafe leave in each module. */
final class TestReports {

    /** How often a test ran, parameters counted, and how often it did not pass. */
    record Runs(int passed, int skipped, int failed) {

        static final Runs NONE = new Runs(0, 0, 0);

        Runs plus(Runs other) {
            return new Runs(passed + other.passed, skipped + other.skipped, failed + other.failed);
        }

        boolean none() {
            return passed + skipped + failed == 0;
        }
    }

    private static final List<String> FOLDERS = List.of("target/surefire-reports", "target/failsafe-reports");

    /** What stands behind a method's name where it has parameters. */
    private static final Pattern PARAMETERS = Pattern.compile("[({\\[].*", Pattern.DOTALL);

    private final Map<String, Runs> byTest = new TreeMap<>();

    static TestReports ofAllModules() throws IOException, XMLStreamException {
        TestReports reports = new TestReports();
        for (Path module : CompiledModules.folders()) {
            for (String folder : FOLDERS) {
                reports.read(module.resolve(folder));
            }
        }
        return reports;
    }

    /** @param type the full name of the class that ran */
    Runs of(String type, String method) {
        return byTest.getOrDefault(type + "." + method, Runs.NONE);
    }

    private void read(Path folder) throws IOException, XMLStreamException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "TEST-*.xml")) {
            for (Path file : files) {
                try (InputStream in = Files.newInputStream(file)) {
                    read(XMLInputFactory.newDefaultFactory().createXMLStreamReader(in));
                }
            }
        }
    }

    private void read(XMLStreamReader xml) throws XMLStreamException {
        String test = "";
        Runs ended = Runs.NONE;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "testcase" -> {
                        String name = xml.getAttributeValue(null, "name");
                        test = xml.getAttributeValue(null, "classname") + "."
                                + PARAMETERS.matcher(name).replaceFirst("");
                        ended = new Runs(1, 0, 0);
                    }
                    case "skipped" -> ended = new Runs(0, 1, 0);
                    case "failure", "error" -> ended = new Runs(0, 0, 1);
                    default -> {}
                }
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && xml.getLocalName().equals("testcase")) {
                byTest.merge(test, ended, Runs::plus);
            }
        }
    }
}
