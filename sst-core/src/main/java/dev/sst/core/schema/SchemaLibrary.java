package dev.sst.core.schema;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.NodePath;
import dev.sst.core.schema.JsonSchema.Violation;
import dev.sst.json.JsonArray;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The schema library behind its bounds. Not loaded before the first schema is. */
final class SchemaLibrary {
    /** How many keywords and subschemas are evaluated; a schema of thousands of nodes on a document of thousands stays below. */
    private static final long MAX_STEPS = 2_000_000;

    /** How deep evaluation nests: deeper than any document and schema do, shallow enough for a thread's stack. */
    private static final int MAX_DEPTH = 600;

    private static final SchemaRegistry REGISTRY = registry(SchemaRegistryConfig.builder()
            .regularExpressionFactory(BoundedPattern::compile)
            .locale(Locale.ENGLISH)
            .build());

    private static final Schema META_SCHEMA = registry(
                    SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build())
            .getSchema(SchemaLocation.of(JsonSchema.DIALECT));

    private SchemaLibrary() {}

    static List<String> problems(JsonValue schema) {
        try {
            JsonNode node = JsonNodes.of(schema);
            List<String> problems = META_SCHEMA.validate(node).stream()
                    .map(error -> "is no JSON Schema: " + error.getMessage())
                    .distinct()
                    .limit(20)
                    .toList();
            if (problems.isEmpty()) {
                REGISTRY.getSchema(node).validate(JsonNodes.of(JsonObject.empty()), SchemaLibrary::bounded);
            }
            return problems;
        } catch (ValidationLimitExceededException | StackOverflowError e) {
            return List.of("cannot be evaluated: it refers to itself without end, or needs too many steps");
        } catch (SchemaException | JsonNodes.UnusableNumberException e) {
            return List.of("cannot be used: " + e.getMessage());
        }
    }

    static List<Violation> violations(JsonValue schema, JsonValue value) {
        try {
            return REGISTRY
                    .getSchema(JsonNodes.of(schema))
                    .validate(JsonNodes.of(value), SchemaLibrary::bounded)
                    .stream()
                    .map(error -> violation(error, value))
                    .distinct()
                    .toList();
        } catch (ValidationLimitExceededException | StackOverflowError e) {
            return List.of(
                    whole(value, "cannot be checked: the schema needs too many steps or refers to itself without end"));
        } catch (SchemaException | JsonNodes.UnusableNumberException e) {
            return List.of(whole(value, "cannot be checked: " + e.getMessage()));
        }
    }

    private static SchemaRegistry registry(SchemaRegistryConfig config) {
        return SchemaRegistry.withDialect(
                Dialects.getDraft202012(),
                builder -> builder.schemaRegistryConfig(config)
                        .schemaCacheEnabled(false)
                        .schemaLoader(
                                loader -> loader.fetchRemoteResources(false).allow(SchemaLibrary::bundled)));
    }

    /** The dialect itself, which the library brings along; nothing else is looked for anywhere. */
    private static boolean bundled(AbsoluteIri iri) {
        return iri.toString().startsWith("https://json-schema.org/draft/2020-12/");
    }

    private static void bounded(ExecutionContext context) {
        context.executionConfig(config -> config.maxEvaluationSteps(MAX_STEPS)
                .maxEvaluationDepth(MAX_DEPTH)
                .formatAssertionsEnabled(true));
    }

    private static Violation whole(JsonValue value, String message) {
        return new Violation(Pointer.ROOT, value, message);
    }

    private static Violation violation(Error error, JsonValue value) {
        Pointer place = Pointer.ROOT;
        JsonValue there = value;
        NodePath path = error.getInstanceLocation();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            if (element instanceof Integer index && there instanceof JsonArray array && index < array.size()) {
                place = place.item(index);
                there = array.items().get(index);
            } else {
                place = place.member(element.toString());
                there = there instanceof JsonObject object
                        ? object.get(element.toString()).orElse(JsonNull.NULL)
                        : JsonNull.NULL;
            }
        }
        return new Violation(place, there, withoutPlace(error, place));
    }

    private static String withoutPlace(Error error, Pointer place) {
        String message = error.getMessage();
        String prefix = place + ": ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }
}
