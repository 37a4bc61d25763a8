import { useState } from "react";
import type { FieldProblem } from "../api/schema.gen.ts";
import { plainLine } from "../text/inert.ts";
import { asText, fromText, type Parameter } from "../text/parameters.ts";
import { Field } from "./Field.tsx";
import { Inert } from "./Inert.tsx";

interface Props {
  parameters: readonly Parameter[];
  onValue: (parameter: Parameter, value: unknown) => void;
  /** Whether what stands in the field is no value of its type: the value before it is still the last that was told. */
  onOdd?: (name: string, odd: boolean) => void;
  /** What is known to be wrong with that one. */
  of?: (name: string) => readonly FieldProblem[];
}

const NONE = () => [];

/** One input per parameter, of its type. What does not fit stays as typed, with the reason beside it. */
export function ParameterFields({ parameters, onValue, onOdd, of = NONE }: Props) {
  return parameters.map((parameter) => (
    <ParameterField
      key={parameter.name}
      parameter={parameter}
      problems={of(parameter.name)}
      onValue={(value) => onValue(parameter, value)}
      onOdd={(odd) => onOdd?.(parameter.name, odd)}
    />
  ));
}

interface FieldProps {
  parameter: Parameter;
  problems: readonly FieldProblem[];
  onValue: (value: unknown) => void;
  onOdd: (odd: boolean) => void;
}

function ParameterField({ parameter, problems, onValue, onOdd }: FieldProps) {
  const known = asText(parameter);
  const [typed, setTyped] = useState(known);
  const [before, setBefore] = useState(known);
  const [problem, setProblem] = useState<string>();
  if (before !== known) {
    setBefore(known);
    setTyped(known);
    setProblem(undefined);
  }
  function change(text: string): void {
    setTyped(text);
    const read = fromText(parameter.type, text);
    if ("problem" in read) {
      setProblem(read.problem);
      onOdd(true);
    } else {
      setProblem(undefined);
      onOdd(false);
      setBefore(asText({ type: parameter.type, value: read.value }));
      onValue(read.value);
    }
  }
  const { name, type, description, required, secret } = parameter;
  const choices = type === "boolean" ? ["true", "false"] : parameter.choices;
  const hint = [description, `${type}${required ? ", required" : ""}${secret ? ", secret" : ""}`].filter((part) => part !== "").join(" — ");
  return (
    <Field label={plainLine(name, 200)} hint={<Inert text={hint} limit={500} />} problems={problem === undefined ? problems : [{ field: name, message: problem }]}>
      {(bound) =>
        choices.length > 0 ? (
          <select {...bound} value={typed} onChange={(event) => change(event.target.value)}>
            <option value="">{type === "boolean" ? "not set" : ""}</option>
            {choices.map((choice) => (
              <option key={choice} value={choice}>
                {plainLine(choice, 60)}
              </option>
            ))}
          </select>
        ) : (
          <input {...bound} type={secret ? "password" : "text"} autoComplete="off" spellCheck={false} value={typed} onChange={(event) => change(event.target.value)} />
        )
      }
    </Field>
  );
}
