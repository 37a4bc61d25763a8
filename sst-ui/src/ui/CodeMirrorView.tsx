import { indentWithTab } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { python } from "@codemirror/lang-python";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { Compartment, EditorState, type Extension, type Text } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";
import { useEffect, useRef } from "react";
import type { FieldProblem } from "../api/schema.gen.ts";
import { afterEcho } from "../text/echoes.ts";
import type { CodeFieldProps } from "./CodeField.tsx";

const COLOURS = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: "var(--error)" },
    { tag: [tags.string, tags.special(tags.string)], color: "var(--passed)" },
    { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--infrastructure)" },
    { tag: [tags.comment, tags.meta], color: "var(--muted)", fontStyle: "italic" },
    { tag: [tags.propertyName, tags.definition(tags.variableName), tags.function(tags.variableName), tags.className], color: "var(--running)" },
    { tag: tags.invalid, color: "var(--failed)" },
  ]),
);

const LOOK = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "var(--page)", fontSize: "0.875rem", height: "100%" },
  // The frame around it shows the focus, on both themes.
  "&.cm-focused": { outline: "none" },
  ".cm-content": { fontFamily: "var(--mono)", caretColor: "var(--text)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-scroller": { overflow: "auto", lineHeight: "1.5" },
  ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--muted)", borderColor: "var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--hover) 60%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selected)" },
  ".cm-panels, .cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--text)", borderColor: "var(--line)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--selected)", color: "var(--text)" },
});

/**
 * What is typed over a selection is put in by the editor. Chromium would put it in with a `style` attribute that keeps the look of
 * what was there, which our policy for styles forbids, and complains about.
 */
const OVERTYPING = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data } = event;
    hearOfSelection(view);
    const { from, to, empty } = view.state.selection.main;
    if (event.inputType !== "insertText" || data === null || empty || view.composing || view.state.readOnly) {
      return false;
    }
    event.preventDefault();
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
    if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert))) {
      view.dispatch(insert());
    }
    return true;
  },
});

/** The browser tells of a new selection a moment after it was made, and what is typed may come before that. */
function hearOfSelection(view: EditorView): void {
  const chosen = document.getSelection();
  const there = chosen !== null && !chosen.isCollapsed && view.contentDOM.contains(chosen.anchorNode) && view.contentDOM.contains(chosen.focusNode);
  if (there && view.state.selection.main.empty && !view.composing && chosen.anchorNode !== null && chosen.focusNode !== null) {
    const anchor = view.posAtDOM(chosen.anchorNode, chosen.anchorOffset);
    const head = view.posAtDOM(chosen.focusNode, chosen.focusOffset);
    view.dispatch({ selection: { anchor, head } });
  }
}

const LANGUAGES: Record<CodeFieldProps["language"], () => Extension> = { python, yaml, json, text: () => [] };

/** The editor itself. Its styles carry the page's nonce, since nothing else may add any. */
export default function CodeMirrorView({ value, onChange, language, labelledBy, describedBy, problems, readOnly = false, jump }: CodeFieldProps) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const changed = useRef(onChange);
  const sent = useRef<readonly string[]>([]);
  const setting = useRef({ value, language, labelledBy, describedBy, readOnly, speech: new Compartment(), limits: new Compartment(), words: new Compartment() });
  useEffect(() => {
    changed.current = onChange;
  });

  useEffect(() => {
    const { words, limits, speech, ...first } = setting.current;
    const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
    const editor = new EditorView({
      ...(place.current === null ? {} : { parent: place.current }),
      state: EditorState.create({
        doc: first.value,
        extensions: [
          EditorView.cspNonce.of(nonce),
          basicSetup,
          keymap.of([indentWithTab]),
          lintGutter(),
          OVERTYPING,
          LOOK,
          COLOURS,
          EditorState.tabSize.of(4),
          EditorView.lineWrapping,
          words.of(grammar(first.language)),
          limits.of(limited(first.readOnly)),
          speech.of(named(first.labelledBy, first.describedBy)),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              const text = update.state.doc.toString();
              sent.current = [...sent.current, text];
              changed.current(text);
            }
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    const { words, limits, speech } = setting.current;
    view.current?.dispatch({
      effects: [words.reconfigure(grammar(language)), limits.reconfigure(limited(readOnly)), speech.reconfigure(named(labelledBy, describedBy))],
    });
  }, [language, readOnly, labelledBy, describedBy]);

  useEffect(() => {
    const editor = view.current;
    const waiting = afterEcho(sent.current, value);
    sent.current = waiting ?? [];
    // What the editor has sent itself comes back a moment later, when more may have been typed.
    if (waiting === undefined && editor !== undefined && editor.state.doc.toString() !== value) {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
      sent.current = [];
    }
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    editor?.dispatch(setDiagnostics(editor.state, diagnostics(editor.state.doc, problems)));
  }, [problems]);

  useEffect(() => {
    const editor = view.current;
    if (editor !== undefined && jump !== undefined) {
      editor.dispatch({ selection: { anchor: offset(editor.state.doc, jump.line, jump.column) }, scrollIntoView: true });
      editor.focus();
    }
  }, [jump]);

  return <div ref={place} style={{ minHeight: 0, minWidth: 0 }} />;
}

function grammar(language: CodeFieldProps["language"]): Extension {
  return [LANGUAGES[language](), indentUnit.of(language === "python" ? "    " : "  ")];
}

function limited(readOnly: boolean): Extension {
  return [EditorState.readOnly.of(readOnly), EditorView.editable.of(!readOnly)];
}

function named(labelledBy: string, describedBy: string | undefined): Extension {
  // Text that can be edited has the focus anyway; said so, what scrolls is known to be reachable by keyboard.
  return EditorView.contentAttributes.of({ tabindex: "0", "aria-labelledby": labelledBy, ...(describedBy === undefined ? {} : { "aria-describedby": describedBy }) });
}

function offset(doc: Text, line: number, column: number): number {
  const found = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(found.to, found.from + Math.max(column - 1, 0));
}

/** Problems as marks in the text; those without a line stand beside it only. */
function diagnostics(doc: Text, problems: readonly FieldProblem[]): Diagnostic[] {
  return problems.flatMap(({ line, column, message }) => {
    if (line === undefined) {
      return [];
    }
    const from = offset(doc, line, column ?? 1);
    const end = doc.lineAt(from).to;
    return [{ from, to: column === undefined ? end : Math.min(end, from + 1), severity: "error" as const, message }];
  });
}
