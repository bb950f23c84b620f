"""No widget is given a text that it would read as markup: the source is looked through for it (SEC-02)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import globeterm

SOURCE = Path(globeterm.__file__).parent / "ui"
FILES = sorted(SOURCE.glob("*.py"))

#: Where Textual reads a plain string as markup; which argument of them it is.
MARKUP = {
    **dict.fromkeys(
        ("Static", "Label", "Button", "Option", "Collapsible", "Checkbox", "RadioButton", "Placeholder"), 0
    ),
    **dict.fromkeys(("TabPane", "DiscoveryHit", "update", "set_label", "add_leaf", "add_columns", "add_row"), 0),
    "Hit": 1,
    "Tree": 0,
}
#: Calls and names that are not to be there at all.
FORBIDDEN_CALLS = {"notify", "from_markup", "render_markup", "SelectionList", "Select"}
FORBIDDEN_NAMES = {"tooltip", "border_title", "border_subtitle"}
SAFE = {"Content", "Text", "highlight", "assemble", "join", "from_text", "styled"}
#: ``Hit`` and ``update`` of these files are no widget's.
OUR_OWN = {("results.py", "Hit"), ("searching.py", "Hit"), ("tree.py", "update")}


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def safe_functions(tree: ast.AST) -> set[str]:
    """Functions of a file that say they return a text with its styles, never a string."""
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and isinstance(node.returns, ast.Name) and node.returns.id in SAFE
    }


def faults(source: str, file: str = "x.py") -> Iterator[str]:
    tree = ast.parse(source)
    safe = SAFE | safe_functions(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and node.attr in FORBIDDEN_NAMES:
            yield f"{file}:{node.lineno}: {node.attr} is set"
        if not isinstance(node, ast.Call):
            continue
        name = name_of(node)
        if name in FORBIDDEN_CALLS or any(word.arg in FORBIDDEN_NAMES for word in node.keywords):
            yield f"{file}:{node.lineno}: {name} reads markup"
        place = MARKUP.get(name)
        if place is None or (file, name) in OUR_OWN or len(node.args) <= place:
            continue
        given = node.args[place]
        if not (isinstance(given, ast.Call) and name_of(given) in safe):
            yield f"{file}:{node.lineno}: {name}({ast.unparse(given)})"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_sec_02_no_widget_gets_a_text_as_a_string(file: Path) -> None:
    assert list(faults(file.read_text("utf-8"), file.name)) == []


@pytest.mark.parametrize(
    "line",
    [
        "Static(title)",
        "Static(f'{title}')",
        "Option(article.title)",
        "self.query_one(Static).update(words)",
        "self.app.notify(error)",
        "Content.from_markup(title)",
        "self.border_title = title",
        "Static(Content(x), tooltip=title)",
        "Hit(score, name, run)",
        "def row() -> str: ...\nOption(row())",
    ],
)
def test_sec_02_what_is_looked_for_would_be_found(line: str) -> None:
    assert list(faults(line))


@pytest.mark.parametrize(
    "line", ["Static(Content(title))", "def row() -> Content: ...\nOption(row())", "Static(id='x')"]
)
def test_sec_02_what_is_safe_is_let_pass(line: str) -> None:
    assert not list(faults(line))
