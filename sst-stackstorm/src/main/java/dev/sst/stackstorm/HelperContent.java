package dev.sst.stackstorm;

import dev.sst.deployment.CodeDocument;
import dev.sst.deployment.CodeShape;
import dev.sst.deployment.DeploymentOrder;
import dev.sst.deployment.HelperCall;
import dev.sst.harness.AuthorCode;
import dev.sst.harness.ContentFile;
import dev.sst.test.HelperAction;
import dev.sst.test.HelperAction.Runner;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the helper actions of a workflow test become in StackStorm: actions beside the workflow's, {@code
 * <pack>.<workflow>__<name>}, each with the author's text as its one file and without the harness; and what becomes of the
 * workflow's text, where these names take the place of {@code helper.<name>}. Pure.
 */
final class HelperContent {

    private static final String BETWEEN = "__";
    private static final String CALLED = "(action['\"]?[ \\t]*:[ \\t]+['\"]?)%s(?=[\\s'\",}]|$)";

    private HelperContent() {}

    /** In the order of the test's metadata. */
    static List<ActionContent> of(DeploymentOrder order, String serverId) {
        return HelperAction.of(order.definition()).stream()
                .map(helper -> of(order, helper, serverId))
                .toList();
    }

    private static ActionContent of(DeploymentOrder order, HelperAction helper, String serverId) {
        boolean python = helper.runner() == Runner.PYTHON;
        CodeShape shape = python ? CodeShape.ACTION_CLASS : CodeShape.SCRIPT;
        var file = ContentFile.of(
                python ? helper.name() + ".py" : helper.name(), AuthorCode.deployed(helper.code(), shape));
        String runner = python ? ActionContent.PYTHON_RUNNER : ActionContent.SCRIPT_RUNNER;
        List<String> marks = List.of(mark(ActionContent.name(order)));
        var form = new ActionContent.Form("HELPER " + shape.name(), runner, helper.parameters(), List.of(file), marks);
        return ActionContent.named(name(order, helper.name()), description(order, helper), order, form, serverId);
    }

    /** The name of the tag that the helpers of that workflow have and no other action has. */
    static String mark(String workflow) {
        return "sst_helper_of_" + workflow;
    }

    /** Whether an action of that reference may be a helper of that workflow. */
    static boolean of(String workflowRef, String ref) {
        return ref.startsWith(workflowRef + BETWEEN);
    }

    /** The field of the test that holds the code of that helper. */
    static String codeField(DeploymentOrder order, ActionContent helper) {
        String name = helper.ref().substring(ActionContent.ref(order).length() + BETWEEN.length());
        return "metadata." + HelperAction.MEMBER + "." + name + ".code";
    }

    private static String name(DeploymentOrder order, String helper) {
        return ActionContent.name(order) + BETWEEN + helper;
    }

    private static String description(DeploymentOrder order, HelperAction helper) {
        return "Helper action of synthetic test " + order.testId()
                + (helper.description().isBlank()
                        ? ""
                        : ": " + helper.description().strip());
    }

    /** The workflow's text with what its calls become there; a call that is not written out stays as it is. */
    static String called(String code, CodeDocument document, DeploymentOrder order) {
        List<String> names = HelperAction.of(order.definition()).stream()
                .map(HelperAction::name)
                .toList();
        var calls = new TreeMap<Integer, HelperCall>();
        HelperCall.in(document).stream()
                .filter(call -> names.contains(call.name()))
                .forEach(call -> call.offset(code, document).ifPresent(offset -> calls.put(offset, call)));
        var text = new StringBuilder(code);
        calls.descendingMap()
                .forEach((offset, call) -> text.replace(
                        offset,
                        offset + call.reference().length(),
                        order.definition().pack() + "." + name(order, call.name())));
        return text.toString();
    }

    /** The author's text of a deployed one: behind {@code action:}, {@code helper.<name>} again. */
    static String authored(String deployed, DeploymentOrder order) {
        String text = deployed;
        for (HelperAction helper : HelperAction.of(order.definition())) {
            String ref = order.definition().pack() + "." + name(order, helper.name());
            text = Pattern.compile(CALLED.formatted(Pattern.quote(ref)))
                    .matcher(text)
                    .replaceAll("$1" + HelperAction.PREFIX + helper.name());
        }
        return text;
    }
}
