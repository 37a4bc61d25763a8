package dev.sst.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.NodeList;

/** The libraries of others that modules of ours name in their POMs and need at run time. */
final class DirectDependencies {
    private static final String OTHERS = "/project/dependencies/dependency"
            + "[not(groupId='dev.sst') and not(scope='test') and not(scope='provided')]/artifactId";

    private DirectDependencies() {}

    /** Each once, in alphabetical order. */
    static List<String> of(String... modules) throws Exception {
        XPath xpath = XPathFactory.newInstance().newXPath();
        List<String> names = new ArrayList<>();
        for (String module : modules) {
            var pom = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(Path.of(module, "pom.xml").toFile());
            NodeList found = (NodeList) xpath.evaluate(OTHERS, pom, XPathConstants.NODESET);
            for (int i = 0; i < found.getLength(); i++) {
                names.add(found.item(i).getTextContent());
            }
        }
        return names.stream().distinct().sorted().toList();
    }
}
