package dev.sst.core.test;

import dev.sst.Problem;
import dev.sst.core.parameters.Parameters;
import dev.sst.core.verdict.Expectation;
import dev.sst.deployment.Deployment.Input;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a definition must keep to before it is stored, every field by its name in the REST contract. Whether its code can work
 * is not asked here. Immutable, thread-safe.
 */
public final class DefinitionRules {
    /** The longest timeout when none is configured: the specification's {@code MAX_TEST_DURATION}. */
    public static final Duration DEFAULT_MAX_TIMEOUT = Duration.ofSeconds(1800);

    /** The most repeats. */
    public static final int MAX_RETRIES = 10;

    /** The longest pause before a repeat. */
    public static final Duration MAX_RETRY_DELAY = Duration.ofHours(1);

    /** The longest name, in characters. */
    public static final int MAX_NAME = 200;

    /** The longest description, in characters. */
    public static final int MAX_DESCRIPTION = 10_000;

    /** The largest code, in bytes of UTF-8. */
    public static final int MAX_CODE_BYTES = 512 * 1024;

    /** The most tags. */
    public static final int MAX_TAGS = 50;

    /** The longest tag, in characters. */
    public static final int MAX_TAG = 100;

    private static final Pattern PACK = Pattern.compile("[a-z0-9_]{1,64}");
    private static final Pattern REF = Pattern.compile("[a-z0-9_]{1,64}\\.[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}");

    /** Packs that are StackStorm's own, into which nothing may be deployed. */
    private static final Set<String> SYSTEM_PACKS = Set.of("_global", "core", "packs", "linux", "chatops");

    private final Duration maxTimeout;

    public DefinitionRules() {
        this(DEFAULT_MAX_TIMEOUT);
    }

    /** @param maxTimeout the longest timeout a test may have */
    public DefinitionRules(Duration maxTimeout) {
        if (maxTimeout.isNegative() || maxTimeout.isZero()) {
            throw new IllegalArgumentException("maxTimeout must be positive, was " + maxTimeout);
        }
        this.maxTimeout = maxTimeout;
    }

    /** Everything that is wrong with it, at once; empty when it can be stored. */
    public List<Problem> check(TestDefinition definition) {
        var problems = new Problems();
        names(definition, problems);
        content(definition, problems);
        limits(definition, problems);
        tags(definition.tags(), problems);
        parameters(definition, problems);
        if (definition.expectation() != null) {
            problems.addAll(Expectation.problems(definition.expectation()));
        }
        problems.addIf(
                definition.existing() != null
                        && definition.type() == TestType.WORKFLOW
                        && !definition.metadata().isEmpty(),
                "metadata",
                "must be empty: an existing workflow is run as it is");
        problems.addAll(MetadataRules.check(definition.type(), definition.metadata()));
        return problems.list();
    }

    private static void names(TestDefinition definition, Problems problems) {
        String name = definition.name();
        if (name.isBlank()) {
            problems.add("name", "must not be empty");
        } else if (name.codePointCount(0, name.length()) > MAX_NAME) {
            problems.add(
                    "name",
                    "must have at most " + MAX_NAME + " characters, has " + name.codePointCount(0, name.length()));
        } else {
            problems.addIf(!name.equals(name.strip()), "name", "must not begin or end with a blank");
            Texts.label(name).ifPresent(why -> problems.add("name", why));
        }
        String description = definition.description();
        if (description.length() > MAX_DESCRIPTION) {
            problems.add(
                    "description", "must have at most " + MAX_DESCRIPTION + " characters, has " + description.length());
        } else {
            Texts.prose(description).ifPresent(why -> problems.add("description", why));
        }
    }

    private static void content(TestDefinition definition, Problems problems) {
        String pack = definition.pack();
        if (!PACK.matcher(pack).matches()) {
            problems.add("stackstorm_pack", "must be 1 to 64 of a-z, 0-9 and _");
        } else if (definition.code() != null && SYSTEM_PACKS.contains(pack)) {
            problems.add("stackstorm_pack", pack + " is StackStorm's own: choose a pack of yours");
        }
        String refField = "stackstorm_" + definition.type().name().toLowerCase(Locale.ROOT);
        String code = definition.code();
        String existing = definition.existing();
        if (code == null && existing == null) {
            problems.add("test_code", "is missing: give either test_code or " + refField);
        } else if (code != null && existing != null) {
            problems.add("test_code", "must not be given together with " + refField + ": give one of them");
        }
        if (code != null) {
            code(code, problems);
        }
        if (existing != null && (!REF.matcher(existing).matches() || existing.contains(".."))) {
            problems.add(refField, "must be a reference pack.name to content of StackStorm");
        }
    }

    private static void code(String code, Problems problems) {
        problems.addIf(code.isBlank(), "test_code", "must not be empty");
        problems.addIf(code.indexOf('\0') >= 0, "test_code", "must not contain NUL");
        problems.addIf(Texts.hasLoneSurrogate(code), "test_code", "must be valid Unicode: it has a lone surrogate");
        int bytes = code.getBytes(StandardCharsets.UTF_8).length;
        problems.addIf(
                bytes > MAX_CODE_BYTES,
                "test_code",
                "must have at most " + MAX_CODE_BYTES + " bytes of UTF-8, has " + bytes);
    }

    private void limits(TestDefinition definition, Problems problems) {
        Duration timeout = definition.timeout();
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(maxTimeout) > 0) {
            problems.add("timeout", "must be more than 0 and at most " + maxTimeout.toSeconds() + " seconds");
        }
        int count = definition.retries().count();
        problems.addIf(
                count < 0 || count > MAX_RETRIES, "retry_count", "must be 0 to " + MAX_RETRIES + ", was " + count);
        Duration delay = definition.retries().delay();
        problems.addIf(
                delay.isNegative() || delay.compareTo(MAX_RETRY_DELAY) > 0,
                "retry_delay",
                "must be 0 to " + MAX_RETRY_DELAY.toSeconds() + " seconds");
    }

    private static void tags(List<String> tags, Problems problems) {
        problems.addIf(tags.size() > MAX_TAGS, "tags", "must be at most " + MAX_TAGS + ", are " + tags.size());
        for (int i = 0; i < Math.min(tags.size(), MAX_TAGS); i++) {
            String tag = tags.get(i);
            String field = "tags[" + i + "]";
            if (tag.isBlank()) {
                problems.add(field, "must not be empty");
            } else if (tag.length() > MAX_TAG) {
                problems.add(field, "must have at most " + MAX_TAG + " characters, has " + tag.length());
            } else {
                Texts.label(tag).ifPresent(why -> problems.add(field, why));
            }
        }
    }

    private static void parameters(TestDefinition definition, Problems problems) {
        var parameters = Parameters.of(definition.parameters());
        problems.addAll(parameters.problems());
        if (definition.type() == TestType.RULE) {
            parameters.secrets().stream()
                    .sorted()
                    .forEach(name -> problems.add(
                            Parameters.DECLARED + "." + name,
                            "must not be secret: StackStorm keeps the payload of a trigger in clear"));
        }
        if (definition.type() == TestType.WORKFLOW
                && definition.parameters().get(Input.KEPT_BY_WORKFLOW_RUNNER).isPresent()) {
            problems.add(
                    Parameters.DECLARED + "." + Input.KEPT_BY_WORKFLOW_RUNNER,
                    "must have another name: StackStorm's workflow runner keeps this one, and the workflow would not get"
                            + " the value");
        }
        if (definition.type() == TestType.RULE || definition.type() == TestType.WORKFLOW) {
            problems.addAll(parameters.unfitForStackStorm());
        }
    }
}
