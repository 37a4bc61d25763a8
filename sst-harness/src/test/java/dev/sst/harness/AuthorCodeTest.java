package dev.sst.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.deployment.CodeShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorCodeTest {

    @Test
    void lineEndsOfEveryKindBecomeNewlines() {
        assertThat(AuthorCode.deployed("#!/bin/sh\r\na\rb\n", CodeShape.SCRIPT)).isEqualTo("#!/bin/sh\na\nb\n");
    }

    @Test
    void aScriptWithoutAnInterpreterGetsPython3OnALineOfItsOwn() {
        assertThat(AuthorCode.deployed("print(1)", CodeShape.SCRIPT)).isEqualTo("#!/usr/bin/env python3\nprint(1)");
        assertThat(AuthorCode.linesAdded("print(1)", CodeShape.SCRIPT)).isOne();
    }

    @Test
    void theAuthorsInterpreterIsKept() {
        assertThat(AuthorCode.deployed("#!/bin/sh\ntrue\n", CodeShape.SCRIPT)).isEqualTo("#!/bin/sh\ntrue\n");
        assertThat(AuthorCode.linesAdded("#!/bin/sh\ntrue\n", CodeShape.SCRIPT)).isZero();
    }

    @Test
    void aClassIsNoProgramAndGetsNoInterpreter() {
        assertThat(AuthorCode.deployed("class A: pass\n", CodeShape.ACTION_CLASS))
                .isEqualTo("class A: pass\n");
    }

    @Test
    void aByteOrderMarkStaysInFront() {
        assertThat(AuthorCode.deployed("\uFEFFprint(1)", CodeShape.SCRIPT))
                .isEqualTo("\uFEFF#!/usr/bin/env python3\nprint(1)");
        assertThat(AuthorCode.deployed("\uFEFF#!/bin/sh\n", CodeShape.SCRIPT)).isEqualTo("\uFEFF#!/bin/sh\n");
    }

    @Test
    void deployingTwiceChangesNothingMore() {
        String once = AuthorCode.deployed("print(1)\r\n", CodeShape.SCRIPT);

        assertThat(AuthorCode.deployed(once, CodeShape.SCRIPT)).isEqualTo(once);
    }

    @Test
    void whatWasAddedIsNoneOfTheAuthors() {
        assertThat(AuthorCode.authors("#!/usr/bin/env python3\nprint(2)\n", "print(1)\n", CodeShape.SCRIPT))
                .isEqualTo("print(2)\n");
        assertThat(AuthorCode.authors("\uFEFF#!/usr/bin/env python3\nprint(2)", "\uFEFFprint(1)", CodeShape.SCRIPT))
                .isEqualTo("\uFEFFprint(2)");
    }

    @Test
    void anInterpreterThatTheAuthorOrSomebodyLaterWroteIsKept() {
        String written = "#!/usr/bin/env python3\nprint(1)\n";
        assertThat(AuthorCode.authors(written, written, CodeShape.SCRIPT)).isEqualTo(written);
        assertThat(AuthorCode.authors("#!/bin/sh\ntrue\n", "print(1)\n", CodeShape.SCRIPT))
                .isEqualTo("#!/bin/sh\ntrue\n");
        assertThat(AuthorCode.authors("#!/usr/bin/env python3\n", "", CodeShape.ACTION_CLASS))
                .isEqualTo("#!/usr/bin/env python3\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#!/usr/bin/env python3\nprint(2)\n",
                "#!/usr/bin/env python3\n#!/usr/bin/env python3\n",
                "#!/usr/bin/env python3\n#!/bin/sh\n",
                "#!/bin/sh\n"
            })
    void whatIsReadBackIsDeployedAsItLay(String lying) {
        String authors = AuthorCode.authors(lying, "print(1)\n", CodeShape.SCRIPT);

        assertThat(AuthorCode.deployed(authors, CodeShape.SCRIPT)).isEqualTo(lying);
    }
}
