package dev.sst.web;

import dev.sst.InvalidInputException;
import dev.sst.Problem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a URL, read one by one; {@link #check()} then refuses all that were wrong, at once. Only the URL is
 * read, never a form in the body. An empty value counts as absent. Not thread-safe.
 */
public final class QueryParameters {
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    QueryParameters(@Nullable String query) {
        if (query == null) {
            return;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!value.isEmpty()) {
                values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
            }
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RequestRefused(400, "The query of the URL is not percent-encoded correctly.");
        }
    }

    public Optional<String> text(String name) {
        List<String> given = texts(name);
        if (given.size() > 1) {
            refuse(name, "must be given once");
        }
        return given.stream().findFirst();
    }

    /** All values of a parameter that may be given several times. */
    public List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** One of these words. */
    public Optional<String> choice(String name, Set<String> words) {
        Optional<String> text = text(name);
        if (text.isPresent() && !words.contains(text.get())) {
            refuse(name, "must be " + String.join(" or ", new TreeSet<>(words)));
            return Optional.empty();
        }
        return text;
    }

    /** {@code true} or {@code false}, or {@code 1} or {@code 0}; empty when absent. */
    public Optional<Boolean> flag(String name) {
        return text(name).map(value -> flagOf(name, value));
    }

    /** {@code true} or {@code false}, or {@code 1} or {@code 0}. */
    public boolean flag(String name, boolean otherwise) {
        return flag(name).orElse(otherwise);
    }

    private boolean flagOf(String name, String value) {
        switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> {
                return true;
            }
            case "false", "0" -> {
                return false;
            }
            default -> {
                problems.add(Problem.of(name, "must be true or false"));
                return false;
            }
        }
    }

    /** A whole number of at least {@code least}; one that is greater than {@code most} counts as that. */
    public long number(String name, long otherwise, long least, long most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= least) {
                return Math.min(value, most);
            }
        } catch (NumberFormatException e) {
            // said below, together with what is too small
        }
        problems.add(Problem.of(name, "must be a whole number of at least " + least));
        return otherwise;
    }

    /** A constant by its name in any case. */
    public <E extends Enum<E>> @Nullable E word(String name, Class<E> type) {
        return text(name).flatMap(text -> wordOf(name, text, type)).orElse(null);
    }

    /** Constants by their names in any case, with commas between them or given several times. */
    public <E extends Enum<E>> Set<E> words(String name, Class<E> type) {
        Set<E> words = EnumSet.noneOf(type);
        texts(name).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .forEach(text -> wordOf(name, text.strip(), type).ifPresent(words::add));
        return words;
    }

    private <E extends Enum<E>> Optional<E> wordOf(String name, String text, Class<E> type) {
        Optional<E> constant = Json.constant(Json.word(text), type);
        if (constant.isEmpty()) {
            refuse(name, "must be one of " + words(type));
        }
        return constant;
    }

    static String words(Class<? extends Enum<?>> type) {
        return String.join(", ", wordList(type));
    }

    static List<String> wordList(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> Json.word(constant.name()))
                .toList();
    }

    /** An ISO-8601 time with its offset. */
    public @Nullable Instant time(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.get()).toInstant();
        } catch (DateTimeParseException e) {
            problems.add(Problem.of(name, "must be an ISO-8601 time such as 2026-01-31T10:00:00Z"));
            return null;
        }
    }

    /** Notes a problem that only the caller could see. */
    public void refuse(String name, String message) {
        Problem problem = Problem.of(name, message);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** @throws InvalidInputException with everything that was wrong so far */
    public void check() {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }
}
