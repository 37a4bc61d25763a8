package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import dev.sst.test.TestId;
import java.util.List;
import java.util.Optional;

/** A pack as StackStorm has it. What is ours of it, its keywords say. Immutable. */
record LivePack(JsonObject json) {

    private static final String OWNER = "sst-owner-";
    private static final String TEST = "sst-test-";
    private static final String VERSION = "version:";

    /** Those of a pack that holds the sensor of one test and nothing else. */
    static List<String> keywords(String serverId, TestId sensor) {
        return List.of(OWNER + serverId, TEST + sensor);
    }

    /** Those of a pack that holds tests. */
    static List<String> keywords(String serverId) {
        return List.of(OWNER + serverId);
    }

    /** The text of a {@code pack.yaml}. */
    static String yaml(String pack, String version, List<String> keywords) {
        return """
                ---
                ref: %s
                name: %s
                description: Synthetic tests, kept by the StackStorm Synthetic Test Framework.
                version: %s
                python_versions: ["3"]
                keywords: ["synthetic-tests", "%s"]
                author: StackStorm Synthetic Test Framework
                email: sst@localhost.localdomain
                """.formatted(pack, pack, version, String.join("\", \"", keywords));
    }

    /** The version that the text of such a {@code pack.yaml} says. */
    static String version(String yaml) {
        return yaml.lines()
                .filter(line -> line.startsWith(VERSION))
                .map(line -> line.substring(VERSION.length()).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a pack.yaml has a version"));
    }

    String ref() {
        return json.text("ref").orElse("");
    }

    String version() {
        return json.text("version").orElse("");
    }

    /** Whether it was made for the sensor of that test by that server. */
    boolean holdsSensorOf(String serverId, TestId test) {
        return keywords().containsAll(keywords(serverId, test));
    }

    /** Whether that server made it. */
    boolean madeBy(String serverId) {
        return keywords().containsAll(keywords(serverId));
    }

    /** The test whose sensor it was made for, by whatever server; empty when it is no such pack. */
    Optional<String> sensorTest() {
        return keywords().stream()
                .filter(keyword -> keyword.startsWith(TEST))
                .map(keyword -> keyword.substring(TEST.length()))
                .findFirst();
    }

    private List<String> keywords() {
        return Members.texts(json, "keywords");
    }
}
