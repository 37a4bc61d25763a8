package dev.sst.stackstorm;

import dev.sst.SstException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks about many, each by itself, so that one that cannot be asked about does not keep the others from their answers. */
final class OneByOne {

    private static final Logger LOG = LoggerFactory.getLogger(OneByOne.class);

    private OneByOne() {}

    /**
     * The answers, without those that cannot be had now.
     *
     * @throws SstException when none can be had
     */
    static <T, A> List<A> ask(Collection<T> all, Function<T, A> question) {
        List<A> answers = new ArrayList<>();
        SstException last = null;
        for (T one : all) {
            try {
                answers.add(question.apply(one));
            } catch (SstException e) {
                LOG.debug("Could not ask about {}", one, e);
                last = e;
            }
        }
        if (answers.isEmpty() && last != null) {
            throw last;
        }
        return answers;
    }
}
