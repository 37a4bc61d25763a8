package dev.sst.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the adapter owes where StackStorm behaves in a certain way, and by what that is proved: a line of
 * {@code behaviours/*.txt}, {@code T16 | sentence | SomeTest.method, OtherTest.method} or {@code T29 | sentence | - | reason}.
 *
 * @param number as in {@code T16}
 * @param sentence what we do
 * @param proofs tests, {@code SimpleClassName.method}; what is written in another language than Java is named by its file, {@code
 *     test_output.py: test_name} or {@code Page.test.tsx: its name}
 * @param reason why nothing proves it; empty when something does
 */
record Behaviour(int number, String sentence, List<String> proofs, String reason) {

    private static final Pattern NUMBER = Pattern.compile("T\\d{2,3}");

    /** @throws IllegalArgumentException when it is no such line */
    static Behaviour of(String line) {
        String[] parts = line.split("\\|", -1);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = parts[i].strip();
        }
        boolean leftOut = parts.length == 4 && parts[2].equals("-") && !parts[3].isEmpty();
        boolean proved = parts.length == 3 && !parts[2].isEmpty() && !parts[2].equals("-");
        if (!(leftOut || proved) || !NUMBER.matcher(parts[0]).matches() || parts[1].isEmpty()) {
            throw new IllegalArgumentException(
                    "neither 'T1 | sentence | Test.method, ...' nor 'T1 | sentence | - | reason': " + line);
        }
        List<String> proofs = leftOut
                ? List.of()
                : Arrays.stream(parts[2].split(",")).map(String::strip).toList();
        return new Behaviour(Integer.parseInt(parts[0].substring(1)), parts[1], proofs, leftOut ? parts[3] : "");
    }

    boolean leftOut() {
        return proofs.isEmpty();
    }
}
