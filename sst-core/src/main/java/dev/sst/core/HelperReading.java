package dev.sst.core;

import dev.sst.Problem;
import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeInspection;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.HelperCall;
import dev.sst.json.JsonObject;
import dev.sst.spi.CodeInspector;
import dev.sst.test.HelperAction;
import dev.sst.test.HelperAction.Runner;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the helper actions of a workflow test: their code as that of any action, and whether the workflow's calls of them can
 * be made. Thread-safe; takes as long as the inspector does for each of them.
 */
record HelperReading(CodeInspector inspector) {
    private static final String CODE = "test_code";
    private static final String CODE_OF_IT = ".code";
    private static final String FIELD = "metadata." + HelperAction.MEMBER + ".";

    /** That reading of the workflow, with all that is to be said of its helpers; the same when it has none. */
    CodeInspection beside(CodeInspection workflow, TestDefinition definition) {
        List<HelperAction> helpers = HelperAction.of(definition);
        if (helpers.isEmpty()) {
            return workflow;
        }
        List<Problem> problems = new ArrayList<>(workflow.problems());
        Set<Problem> notes = new LinkedHashSet<>(workflow.notes());
        for (HelperAction helper : helpers) {
            CodeInspection read = inspector.inspect(asAction(helper));
            problems.addAll(problems(helper, read));
            read.notes().forEach(note -> notes.add(moved(note, helper)));
        }
        CodeDocument document = workflow.document();
        String code = definition.code();
        if (document != null && code != null) {
            problems.addAll(calls(helpers, code, document));
            notes.addAll(uncalled(helpers, document));
        }
        return new CodeInspection(
                workflow.shape(), workflow.grammar(), problems, List.copyOf(notes), workflow.document());
    }

    /** Which runner is said only where a class is wanted: otherwise what looks like one would go unseen. */
    private static TestDefinition asAction(HelperAction helper) {
        JsonObject metadata = helper.runner() == Runner.PYTHON
                ? JsonObject.builder().put("runner", "python").build()
                : JsonObject.empty();
        return TestDefinition.builder(helper.name(), TestType.ACTION)
                .code(helper.code())
                .metadata(metadata)
                .build();
    }

    private static List<Problem> problems(HelperAction helper, CodeInspection read) {
        List<Problem> problems = new ArrayList<>();
        read.problems().forEach(problem -> problems.add(moved(problem, helper)));
        if (helper.runner() == Runner.SHELL && read.shape() == CodeShape.ACTION_CLASS) {
            problems.add(Problem.of(
                    FIELD + helper.name() + ".runner", "must be python: the code is a class, which no shell starts"));
        }
        return problems;
    }

    /** Whether that problem is one of the code of a helper. */
    static boolean ofCode(Problem problem) {
        return problem.field().startsWith(FIELD) && problem.field().endsWith(CODE_OF_IT);
    }

    private static Problem moved(Problem problem, HelperAction helper) {
        return problem.field().equals(CODE)
                ? new Problem(FIELD + helper.name() + CODE_OF_IT, problem.message(), problem.place())
                : problem;
    }

    private static List<Problem> calls(List<HelperAction> helpers, String code, CodeDocument document) {
        Set<String> names =
                helpers.stream().map(HelperAction::name).collect(Collectors.toCollection(LinkedHashSet::new));
        List<Problem> problems = new ArrayList<>();
        for (HelperCall call : HelperCall.in(document)) {
            Problem.@Nullable Place place = document.place(call.path()).orElse(null);
            if (!names.contains(call.name())) {
                problems.add(new Problem(
                        CODE,
                        "there is no action " + call.name() + " in metadata.actions; there are "
                                + String.join(", ", names),
                        place));
            } else if (call.offset(code, document).isEmpty()) {
                problems.add(new Problem(
                        CODE, "write it out where the task is, on one line: action: " + call.reference(), place));
            }
        }
        return problems;
    }

    private static List<Problem> uncalled(List<HelperAction> helpers, CodeDocument document) {
        Set<String> called =
                HelperCall.in(document).stream().map(HelperCall::name).collect(Collectors.toSet());
        return helpers.stream()
                .filter(helper -> !called.contains(helper.name()))
                .map(helper -> Problem.of(
                        FIELD + helper.name(), "no task calls it: action: " + HelperAction.PREFIX + helper.name()))
                .toList();
    }
}
