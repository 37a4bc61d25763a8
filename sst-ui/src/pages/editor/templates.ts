import { EMPTY, type Draft } from "../../text/draft.ts";

/** Something to begin with. */
export interface Template {
  id: string;
  title: string;
  draft: Partial<Draft>;
}

const SCRIPT = `import json

# The last JSON object that is printed is the result. "status": "success" passes.
print(json.dumps({"status": "success", "data": {"answer": 42}}))
`;

const WEB = `import json
import os
import urllib.error
import urllib.request

parameters = json.loads(os.environ["SST_PARAMETERS"])
try:
    with urllib.request.urlopen(parameters["url"], timeout=10) as answer:
        code = answer.status
except urllib.error.HTTPError as refused:
    code = refused.code
print(json.dumps({"status": "success" if code == 200 else "failed", "code": code}))
`;

const CLASS = `from st2common.runners.base_action import Action


class Probe(Action):
    def run(self, host):
        self.logger.info("looking at %s", host)
        return True, {"status": "success", "host": host}
`;

/** What passes, and what does not, is in docs/writing-tests.md. */
export const TEMPLATES: readonly Template[] = [
  { id: "script", title: "Script that prints its result", draft: { code: SCRIPT, expected: '{\n  "data": {\n    "answer": 42\n  }\n}', timeout: "30" } },
  {
    id: "web",
    title: "Web address that has to answer",
    draft: {
      code: WEB,
      parameters: '{\n  "url": {\n    "type": "string",\n    "required": true,\n    "description": "what is asked",\n    "default": "https://example.com/"\n  }\n}',
      expected: '{\n  "code": 200\n}',
      timeout: "30",
    },
  },
  {
    id: "class",
    title: "StackStorm action class",
    draft: {
      code: CLASS,
      parameters: '{\n  "host": {\n    "type": "string",\n    "required": true,\n    "default": "localhost"\n  }\n}',
      timeout: "30",
    },
  },
];

export function begun(template: Template | undefined): Draft {
  return { ...EMPTY, ...template?.draft };
}
