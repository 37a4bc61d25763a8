package dev.sst.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.Problem;
import dev.sst.deployment.CodeInspection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuleCodeTest {
    private static final String RULE = """
            name: mine
            pack: p
            trigger:
              type: core.st2.webhook
              parameters: {url: a/b}
            action:
              ref: core.noop
            """;

    @Test
    void aRuleWithEverythingHasNoProblems() {
        CodeInspection inspection = RuleCode.read(RULE + """
                        description: all of it
                        enabled: false
                        criteria:
                          trigger.body.a: {type: eq, pattern: x}
                          trigger.body.a#1: {type: exists, pattern: true}
                          trigger.body.list:
                            type: search
                            condition: any2any
                            pattern:
                              item.n: {type: gt, pattern: 3}
                        tags: [{name: team, value: ops}]
                        context: {owner: ada}
                        type: {ref: backstop, parameters: {}}
                        metadata_file: ""
                        """, "p");

        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.notes()).isEmpty();
        assertThat(inspection.document()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "enable: true|a rule has no enable",
                "pack: other|pack is other, the test's is p",
                "enabled: 'yes'|enabled must be true or false",
                "description: 3|description must be a text",
                "criteria: []|criteria must be an object",
                "criteria: {trigger.a: x}|criterion trigger.a must be an object",
                "criteria: {trigger.a: {pattern: x}}|type is missing",
                "criteria: {trigger.a: {type: resembles, pattern: x}}|unknown operator \"resembles\"; there are contains",
                "criteria: {trigger.a: {type: exists}}|exists needs one, too",
                "criteria: {trigger.a: {type: eq, pattern: null}}|pattern is missing",
                "criteria: {trigger.a: {type: search, pattern: {item.b: {type: eq, pattern: 1}}}}|search needs a condition",
                "criteria: {trigger.a: {type: search, condition: any, pattern: 3}}|criteria on item.*",
                "criteria: {trigger.a: {type: search, condition: any, pattern: {item.b: {type: is, pattern: 1}}}}|unknown operator",
                "tags: {a: b}|tags must be an array",
                "tags: [{name: a, value: 1}]|tags must be an array",
                "context: []|context must be an object",
                "type: {ref: sometimes}|standard or backstop",
                "context: {n: 12345678901234567890}|more than 64 bits",
                "context: {day: 2026-01-31}|a date: put it in quotes"
            })
    void whatStackStormWouldRefuseIsSaidWithItsPlace(String line, String words) {
        assertThat(RuleCode.read(RULE.replace("pack: p\n", "") + line, "p").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).contains(words);
                    assertThat(problem.place()).isNotNull();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trigger: {}|action is missing;trigger.type is missing",
                "trigger: core.x|action is missing;trigger must be an object with type",
                "action: {ref: a.b}|trigger is missing",
                "'trigger: {type: a.b}\naction: {ref: 1}'|action.ref is missing",
                "'trigger: {type: a.b, parameters: 1}\naction: {ref: a.b, params: {}}'"
                        + "|trigger.parameters must be an object;action has no params; it may have description, parameters, ref",
                "'trigger: {type: a.b}\naction: {ref: a.b, parameters: []}'|action.parameters must be an object",
                "'trigger: {type: core.st2.webhook}\naction: {ref: a.b}'|a webhook needs a url",
                "'trigger: {type: core.st2.webhook, parameters: {url: /st2/}}\naction: {ref: a.b}'|the url st2 is",
                "hello|must be an object with trigger and action"
            })
    void whatARuleNeedsIsSaid(String code, String words) {
        List<Problem> problems = RuleCode.read(code, "p").problems();

        String[] each = words.split(";(?! it)");
        assertThat(problems).hasSize(each.length);
        assertThat(problems.stream().map(Problem::message).toList())
                .allSatisfy(message ->
                        assertThat(each).anySatisfy(one -> assertThat(message).startsWith(one)));
    }

    @Test
    void whatIsEmptyCountsAsNotGiven() {
        assertThat(RuleCode.read(RULE + "criteria:\ntags:\ncontext:\nenabled:\ntype:\n", "p")
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'trigger: {type: core.st2.IntervalTimer, parameters: {unit: seconds, delta: 1}}'|no timezone",
                "'trigger: {type: core.st2.generic.actiontrigger}'|for ever",
                "'trigger: {type: a.b}\nenabled: yes'|reads yes as true"
            })
    void whatMayNotBeMeantIsANote(String head, String words) {
        CodeInspection inspection = RuleCode.read(head + "\naction: {ref: core.noop}", "p");

        assertThat(inspection.problems()).isEmpty();
        assertThat(inspection.notes()).singleElement().satisfies(note -> {
            assertThat(note.message()).contains(words);
            assertThat(note.place()).isNotNull();
        });
    }
}
