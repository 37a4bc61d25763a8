package dev.sst.yaml;

import dev.sst.Problem;
import dev.sst.json.JsonBoolean;
import dev.sst.json.JsonNull;
import dev.sst.json.JsonNumber;
import dev.sst.json.JsonString;
import dev.sst.json.JsonValue;
import dev.sst.yaml.YamlNode.Collection;
import dev.sst.yaml.YamlNode.Mapping;
import dev.sst.yaml.YamlNode.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/**
 * Puts a document together from the parser's events. An alias is a reference to the value it stands for, which is counted
 * and never copied: a bomb costs nothing before it is refused. For one text and one thread.
 */
final class YamlComposer {
    private static final int MAX_MESSAGES = 50;
    private static final int MAX_PLACES = 10_000;
    private static final String TAGS = "tag:yaml.org,2002:";
    private static final Set<String> COLLECTION_TAGS = Set.of("!", TAGS + "map", TAGS + "seq");
    private static final Set<String> SCALAR_TAGS = Set.of(TAGS + "int", TAGS + "float", TAGS + "bool", TAGS + "null");

    private final Deque<Collection> open = new ArrayDeque<>();
    private final Map<Anchor, YamlNode> anchors = new HashMap<>();
    private final Map<String, Problem.Place> places = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> unfit = new ArrayList<>();
    private final List<Problem> notes = new ArrayList<>();
    private YamlNode.Size total = YamlNode.Size.NONE;
    private @Nullable YamlNode root;

    /** Reading ends here. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Problem problem;

        Refused(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    void take(Event event) {
        switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event);
            case Alias -> alias((AliasEvent) event);
            case MappingStart, SequenceStart -> begin((CollectionStartEvent) event);
            case MappingEnd, SequenceEnd -> end();
            case DocumentStart -> {
                if (root != null) {
                    throw new Refused(at(event, "must be one document: a second begins here"));
                }
            }
            case StreamStart, StreamEnd, DocumentEnd, Comment -> {
                // nothing of the value
            }
        }
    }

    YamlText.Reading reading() {
        return new YamlText.Reading(root == null ? JsonNull.NULL : root.value(), problems, unfit, notes, places);
    }

    YamlText.Reading broken(Problem last) {
        var all = new ArrayList<>(problems);
        all.add(last);
        return new YamlText.Reading(null, all, unfit, notes, places);
    }

    private void scalar(ScalarEvent event) {
        var size = new YamlNode.Size(1, event.getValue().length());
        count(event, size);
        boolean plain = event.isPlain() && event.getTag().isEmpty();
        Collection parent = open.peek();
        if (plain
                && event.getValue().equals(Mapping.MERGE)
                && parent instanceof Mapping mapping
                && mapping.wantsKey()) {
            mapping.mergeKey();
            return;
        }
        keep(event, new YamlNode(meaning(event), size, 0));
    }

    private JsonValue meaning(ScalarEvent event) {
        String text = event.getValue();
        String tag = event.getTag().orElse(event.isPlain() ? "" : "!");
        if (tag.equals("!") || tag.equals(TAGS + "str")) {
            return new JsonString(text);
        }
        if (!tag.isEmpty() && !SCALAR_TAGS.contains(tag)) {
            add(problems, at(event, "the tag " + tag + " stands for nothing JSON has"));
            return new JsonString(text);
        }
        PlainScalar read = PlainScalar.of(text);
        if (!read.json()) {
            add(unfit, at(event, "StackStorm reads " + text + " as " + read.surprise() + ": put it in quotes"));
        } else if (!read.surprise().isEmpty()) {
            String remedy = read.value() instanceof JsonString ? "put it in quotes" : "write that, or put it in quotes";
            add(notes, at(event, "StackStorm reads " + text + " as " + read.surprise() + ": " + remedy));
        }
        return read.value();
    }

    private void alias(AliasEvent event) {
        YamlNode known = anchors.get(event.getAlias());
        if (known == null) {
            throw new Refused(
                    at(event, "the alias *" + event.getAlias().getValue() + " stands for nothing that ends before it"));
        }
        count(event, known.size());
        if (open.size() + known.height() > YamlText.MAX_DEPTH) {
            throw tooDeep(event);
        }
        keep(event, known);
    }

    private void begin(CollectionStartEvent event) {
        count(event, new YamlNode.Size(1, 0));
        if (open.size() == YamlText.MAX_DEPTH) {
            throw tooDeep(event);
        }
        if (open.peek() instanceof Mapping mapping && mapping.wantsKey()) {
            throw new Refused(at(event, "a key must be a text, not an object or an array"));
        }
        event.getTag()
                .filter(tag -> !COLLECTION_TAGS.contains(tag))
                .ifPresent(tag -> add(problems, at(event, "the tag " + tag + " stands for nothing JSON has")));
        String path = pathOfNext();
        place(event);
        open.push(event instanceof MappingStartEvent ? new Mapping(path, event) : new Sequence(path, event));
    }

    private void end() {
        Collection done = open.pop();
        keep(done.start(), done.close());
    }

    /** A finished value goes where it belongs: it is a key, a member, an item or the document. */
    private void keep(NodeEvent event, YamlNode node) {
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        Collection parent = open.peek();
        if (parent == null) {
            root = node;
            place(event);
        } else if (parent instanceof Mapping mapping && mapping.wantsKey()) {
            key(event, mapping, keyOf(event, node.value()));
        } else {
            place(event);
            if (!parent.add(node)) {
                add(problems, at(event, "<< takes an object or an array of objects"));
            }
        }
    }

    private void key(NodeEvent event, Mapping mapping, String key) {
        if (!mapping.key(key)) {
            add(problems, at(event, "the key " + shown(key) + " is given twice"));
        }
        place(event);
    }

    /** As Python writes an object's keys in JSON. */
    private static String keyOf(NodeEvent event, JsonValue value) {
        return switch (value.kind()) {
            case STRING -> ((JsonString) value).value();
            case NUMBER -> ((JsonNumber) value).value().toPlainString();
            case BOOLEAN -> value == JsonBoolean.TRUE ? "true" : "false";
            case NULL -> "null";
            case ARRAY, OBJECT -> throw new Refused(at(event, "a key must be a text, not an object or an array"));
        };
    }

    private @Nullable String pathOfNext() {
        Collection parent = open.peek();
        return parent == null ? "" : parent.pathOfNext();
    }

    /** A member is where its key is; what has no key is where it begins. */
    private void place(Event event) {
        String path = pathOfNext();
        Problem.Place place = placeOf(event);
        if (path != null && place != null && places.size() < MAX_PLACES) {
            places.putIfAbsent(path, place);
        }
    }

    private void count(Event event, YamlNode.Size size) {
        total = total.plus(size);
        if (total.values() > YamlText.MAX_VALUES) {
            throw new Refused(at(event, "must have at most " + YamlText.MAX_VALUES + " values, aliases counted"));
        }
        if (total.characters() > YamlText.MAX_CHARACTERS) {
            throw new Refused(
                    at(event, "must have at most " + YamlText.MAX_CHARACTERS + " characters, aliases counted"));
        }
    }

    private static Refused tooDeep(Event event) {
        return new Refused(at(event, "must not nest deeper than " + YamlText.MAX_DEPTH));
    }

    private static void add(List<Problem> list, Problem problem) {
        if (list.size() < MAX_MESSAGES) {
            list.add(problem);
        }
    }

    private static Problem at(Event event, String message) {
        return new Problem(YamlText.FIELD, message, placeOf(event));
    }

    private static Problem.@Nullable Place placeOf(Event event) {
        return event.getStartMark().map(YamlText::place).orElse(null);
    }

    private static String shown(String key) {
        return key.length() <= 100 ? key : key.substring(0, 100) + "...";
    }
}
