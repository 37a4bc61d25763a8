#!/usr/bin/env python3
"""Reads a test's source and says what it is, without importing or running it.

Standard input: the source, as bytes. Standard output: one JSON object on one line. Exit code 0 whenever it was written;
sources made to hurt a parser may still end the process otherwise, so the caller limits time and memory and takes any
other end as "not checked".

    python3 sst_inspect.py < test.py

    {"inspect": 1, "python": "3.11.7", "ok": true,
     "problems": [{"line": 3, "column": 12, "message": "invalid syntax"}],   line and column from 1; column may be null
     "interpreter": "python3",        what the #! line names; python3 without one
     "shape": "class",                "script" or "class"; of source that does not parse: by its look
     "class_name": "Check",           the class that will run: of the concrete ones the first by name; null for scripts
     "classes": ["Base", "Check"],    the Action classes, sorted
     "abstract": ["Base"],            those of them that cannot be instantiated
     "run_parameters": [{"name": "url", "required": true}],
     "run_accepts_any": false,        run() takes **anything
     "has_main_guard": false,
     "defined_classes": ["Base", "Check"],   every class of the file's top level, sorted
     "sensors": [{"name": "Disk", "polling": true, "missing": ["cleanup"]}]}   sorted; missing: methods StackStorm demands

Members are only ever added. A class counts as an Action if it derives, by name and through classes of the file, from
st2common.runners.base_action.Action; as a sensor likewise from Sensor or PollingSensor of st2reactor.sensor.base. What a
class may have from an ancestor that is not in the file is not missing. Python 3.8, standard library only.
"""
import ast
import json
import re
import sys
import warnings

BASE_MODULE = "st2common.runners.base_action"
BASES = {BASE_MODULE: ("Action",), "st2reactor.sensor.base": ("Sensor", "PollingSensor")}
SENSOR_METHODS = {"setup", "cleanup", "add_trigger", "update_trigger", "remove_trigger"}
WITHOUT_METHODS = {"object", "ABC", "abc.ABC"}


def inspect_source(source):
    """The answer described above, as a dict, for the source's bytes."""
    answer = empty_answer()
    answer["interpreter"] = interpreter(source)
    if not answer["interpreter"].startswith(("python", "pypy")):
        return answer
    tree, problem = parse(source)
    if problem:
        answer.update(ok=False, problems=[problem])
    if tree is None:
        answer["shape"] = "class" if looks_like_class(source) else "script"
        return answer
    answer["has_main_guard"] = any(is_main_guard(node) for node in tree.body)
    module = Module(tree)
    answer["classes"] = sorted(module.actions())
    answer["abstract"] = [name for name in answer["classes"] if module.missing(name)]
    answer["defined_classes"] = sorted(module.classes)
    answer["sensors"] = [module.sensor(name) for name in sorted(module.classes) if module.is_sensor(name)]
    if answer["classes"]:
        answer["shape"] = "class"
        concrete = [name for name in answer["classes"] if name not in answer["abstract"]]
        if concrete:
            answer["class_name"] = concrete[0]
            answer["run_parameters"], answer["run_accepts_any"] = parameters(module.methods(concrete[0])["run"])
    return answer


def empty_answer():
    return {
        "inspect": 1, "python": "%d.%d.%d" % sys.version_info[:3], "ok": True, "problems": [],
        "interpreter": "python3", "shape": "script", "class_name": None, "classes": [], "abstract": [],
        "run_parameters": [], "run_accepts_any": False, "has_main_guard": False,
        "defined_classes": [], "sensors": [],
    }


def interpreter(source):
    """The name of the program the #! line asks for."""
    line = source.split(b"\n", 1)[0]
    if line.startswith(b"\xef\xbb\xbf"):
        line = line[3:]
    words = line[2:].decode("utf-8", "replace").split() if line.startswith(b"#!") else []
    names = [word.rsplit("/", 1)[-1] for word in words if not word.startswith("-") and "=" not in word]
    if names and names[0] == "env":
        names = names[1:]
    return names[0] if names else "python3"


def parse(source):
    """(tree or None, problem or None). What parses may still not compile: `return` outside a function, for one."""
    nul = source.find(b"\0")
    if nul >= 0:
        return None, at_byte(source, nul, "the source holds a NUL character")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, at_byte(source, error.start, "the source is not UTF-8")
    tree = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source, "test.py")
            compile(source, "test.py", "exec", dont_inherit=True)
        return tree, None
    except SyntaxError as error:
        line = error.lineno or 1
        column = error.offset if error.offset and error.offset > 0 else None
        return tree, {"line": min(line, text.count("\n") + 1), "column": column, "message": str(error.msg)}
    except RecursionError:
        return tree, {"line": 1, "column": None, "message": "the source is nested too deep"}
    except MemoryError:
        return tree, {"line": 1, "column": None, "message": "the source is nested too deep or too large to parse"}
    except (ValueError, OverflowError) as error:
        return tree, {"line": 1, "column": None, "message": str(error)}


def at_byte(source, position, message):
    before = source[:position]
    start = before.rfind(b"\n") + 1
    column = len(before[start:].decode("utf-8", "replace")) + 1
    return {"line": before.count(b"\n") + 1, "column": column, "message": message}


def looks_like_class(source):
    class_line = re.search(rb"^class\s+\w+\s*\([^)]*Action", source, re.MULTILINE)
    return BASE_MODULE.encode() in source and class_line is not None


def is_main_guard(node):
    """Whether a statement is `if __name__ == "__main__":`, either way round."""
    if not (isinstance(node, ast.If) and isinstance(node.test, ast.Compare) and len(node.test.ops) == 1):
        return False
    sides = [node.test.left, node.test.comparators[0]]
    names = [side.id for side in sides if isinstance(side, ast.Name)]
    texts = [side.value for side in sides if isinstance(side, ast.Constant)]
    return isinstance(node.test.ops[0], ast.Eq) and names == ["__name__"] and texts == ["__main__"]


class Module:
    """The classes of a module's top level (also inside if, try and with), and which names mean StackStorm's bases there."""

    def __init__(self, tree):
        self.classes = {}  # name: ast.ClassDef, the last of a name counts
        self._bases = {}  # name in this file: Action, Sensor or PollingSensor
        self._read(tree.body)

    def _read(self, statements):
        for node in statements:
            if isinstance(node, ast.ClassDef):
                self.classes[node.name] = node
            elif isinstance(node, ast.ImportFrom):
                self._import_from(node)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    self._module(alias.asname or alias.name, BASES.get(alias.name, ()))
            else:
                for part in ("body", "orelse", "finalbody"):
                    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                        self._read(getattr(node, part, None) or [])
                for handler in getattr(node, "handlers", None) or []:
                    self._read(handler.body)

    def _import_from(self, node):
        known = BASES.get(node.module, ())
        for alias in node.names:
            if alias.name == "*":
                self._bases.update((name, name) for name in known)
            elif alias.name in known:
                self._bases[alias.asname or alias.name] = alias.name
            else:
                self._module(alias.asname or alias.name, BASES.get("%s.%s" % (node.module, alias.name), ()))

    def _module(self, name, known):
        self._bases.update(("%s.%s" % (name, each), each) for each in known)

    def actions(self):
        """Names of the classes that derive from Action and have a run() of their own or inherited in the file."""
        return [name for name in self.classes if "Action" in self._known_bases(name) and "run" in self.methods(name)]

    def is_sensor(self, name):
        return bool(self._known_bases(name) & {"Sensor", "PollingSensor"})

    def sensor(self, name):
        """{name, polling, missing} of a class that is one."""
        polling = "PollingSensor" in self._known_bases(name)
        demanded = SENSOR_METHODS | {"poll" if polling else "run"}
        missing = set(self.missing(name))
        if self._is_all_here(name):
            missing |= demanded - self._defined(name)
        return {"name": name, "polling": polling, "missing": sorted(missing)}

    def methods(self, name):
        """{method: its node} of a class, inherited ones of this file included."""
        found = {}
        for ancestor in self._lineage(name):
            for node in ancestor.body:
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    found.setdefault(node.name, node)
        return found

    def missing(self, name):
        """Names of abstract methods that a class leaves open."""
        return sorted(method for method, node in self.methods(name).items()
                      if any((dotted(d) or "").endswith("abstractmethod") for d in node.decorator_list))

    def _defined(self, name):
        """Names of methods, however they were made: `run = poll` is one, too, and what a nested statement defines."""
        nodes = [node for ancestor in self._lineage(name) for part in ancestor.body for node in ast.walk(part)]
        functions = {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}
        return functions | {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}

    def _known_bases(self, name):
        return {self._bases[base] for base in self._base_names(name) if base in self._bases}

    def _is_all_here(self, name):
        """Whether no ancestor could have methods that this file does not show."""
        known = set(self.classes) | set(self._bases) | WITHOUT_METHODS
        return all(base in known for base in self._base_names(name))

    def _base_names(self, name):
        return [dotted(base) for ancestor in self._lineage(name) for base in ancestor.bases]

    def _lineage(self, name):
        """The class and its ancestors in this file, nearest first."""
        todo, seen = [name], []
        while todo:
            current = todo.pop(0)
            if current in self.classes and current not in seen:
                seen.append(current)
                todo += [dotted(base) for base in self.classes[current].bases]
        return [self.classes[each] for each in seen]


def dotted(node):
    """`a.b.c` for such an expression, else None."""
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join(reversed(names + [node.id])) if isinstance(node, ast.Name) else None


def parameters(run):
    """([{name, required}], whether any other name is taken) of run(), without self."""
    arguments = run.args
    positional = getattr(arguments, "posonlyargs", []) + arguments.args
    required = len(positional) - len(arguments.defaults)
    if not any(dotted(d) == "staticmethod" for d in run.decorator_list):
        positional, required = positional[1:], required - 1
    result = [{"name": a.arg, "required": i < required} for i, a in enumerate(positional)]
    result += [{"name": a.arg, "required": d is None} for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults)]
    return result, arguments.kwarg is not None


if __name__ == "__main__":
    try:
        result = inspect_source(sys.stdin.buffer.read())
    except (RecursionError, MemoryError):
        result = empty_answer()
        result.update(ok=False, problems=[{"line": 1, "column": None, "message": "the source is nested too deep"}])
    sys.stdout.write(json.dumps(result) + "\n")
