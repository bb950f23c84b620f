"""The house rules that a machine can check: floors, fences, no cycles, sizes (docs/architecture.md)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "globeterm"
LONGEST_FILE = 350
LONGEST_FUNCTION = 60

#: The floor of each room. The longest matching prefix counts; rooms on one floor are strangers.
FLOORS = {
    "program": 0, "strict_toml": 0, "limits": 0, "text": 0, "errors": 0, "addresses": 0,
    "content": 0, "entry": 0, "model": 0, "folding": 0, "found": 0, "allocation": 0, "confinement": 1,
    "edition": 1, "config": 1, "paths": 1, "commands": 1, "opening": 1, "piping": 1, "sharing": 1, "query": 1,
    "weather": 1,
    "feeds": 1, "document": 1, "pictures": 1, "sample": 1,
    "web": 2, "storage": 2, "workshop": 2,
    "library": 3, "rendering": 3, "export": 3,
    "ui": 4,
    "cli": 5, "__main__": 5,
}  # fmt: skip

#: Who may import what from outside.
FENCES = {
    "textual": ("ui",),
    "rich": ("ui", "rendering", "cli"),
    "httpx": ("web",),
    "httpcore": ("web",),
    "feedparser": ("feeds",),
    "lxml": ("document", "feeds.menu"),
    "readability": ("document",),
    "trafilatura": ("document",),
    "sqlite3": ("storage", "web.cache"),
    "platformdirs": ("paths",),
    "pebble": ("workshop",),
    "PIL": ("pictures",),
}

#: Rooms that strangers on their own floor may still use, with the reason.
SHARED = {
    "edition": "what a publication is made of",
}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts)


MODULES = {module_name(path): path for path in sorted(SOURCE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


def imports(tree: ast.Module) -> Iterator[str]:
    """Every imported name, lazy and TYPE_CHECKING ones included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_imports(name: str) -> set[str]:
    """The project's modules that a module imports."""
    found = set()
    for target in imports(TREES[name]):
        if target.startswith("globeterm."):
            inner = target.removeprefix("globeterm.")
            found.add(inner if inner in MODULES else inner.rpartition(".")[0])
    return {target for target in found if target in MODULES}


def room(name: str) -> str:
    """The longest prefix of a module's name that has a floor."""
    parts = name.split(".")
    prefixes = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next((prefix for prefix in prefixes if prefix in FLOORS), "")


def allowed(importer: str, imported: str) -> bool:
    above, below = room(importer), room(imported)
    if above == below or FLOORS[above] > FLOORS[below]:
        return True
    return FLOORS[above] == FLOORS[below] and (FLOORS[above] in (0, 5) or below in SHARED)


ALL = [name for name in MODULES if not name.endswith("__init__")]


@pytest.mark.parametrize("name", ALL)
def test_imports_go_down_only(name: str) -> None:
    assert room(name), f"{name} stands on no floor"
    assert [target for target in own_imports(name) if not allowed(name, target)] == []


@pytest.mark.parametrize("name", ALL)
def test_what_is_fenced_stays_behind_its_fence(name: str) -> None:
    outside = {target.partition(".")[0] for target in imports(TREES[name])} & FENCES.keys()
    trespassing = {
        package
        for package in outside
        if not any(name == inside or name.startswith(inside + ".") for inside in FENCES[package])
    }
    assert trespassing == set()


def test_no_import_cycles() -> None:
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " → ".join((*way, name))
        if name not in done:
            for target in sorted(own_imports(name)):
                visit(target, (*way, name))
            done.add(name)

    for name in ALL:
        visit(name, ())


@pytest.mark.parametrize("name", [name for name in MODULES if name.endswith("__init__")])
def test_packages_hold_a_docstring_only(name: str) -> None:
    assert [type(node) for node in TREES[name].body] == [ast.Expr]


@pytest.mark.parametrize("name", ALL)
def test_files_and_functions_are_short(name: str) -> None:
    assert MODULES[name].read_text(encoding="utf-8").count("\n") <= LONGEST_FILE
    functions = [node for node in ast.walk(TREES[name]) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {function: size for function, size in long.items() if size > LONGEST_FUNCTION} == {}


def test_the_styles_name_no_colour() -> None:
    colour = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgb\(|\b(?:red|green|blue|white|black|yellow)\b")
    for path in (SOURCE.parent.parent / "styles").glob("*.tcss"):
        rules = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        values = "\n".join(line.partition(":")[2] for line in rules.splitlines() if line.startswith(" "))
        assert colour.search(values) is None, path.name
