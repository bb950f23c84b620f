"""Take out each rule of tests/rules and see its test fail: python scripts/rules.py [ID …].

A rule that can go without a test that notices is no rule. Each entry of `tests/rules/*.toml` names a case (`id`), words
in one file under src/globeterm (`file`, `take`), what stands there without the rule (`put`) and the `tests` to run. It
holds when one of them fails, and bears the id in its name or docstring. All happens in a copy of the project.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parent.parent
RULES = PROJECT / "tests" / "rules"

#: What the tests need.
NEEDED = ("src", "tests", "styles", "scripts", "docs", "pyproject.toml", "README.md", "Makefile", "CHANGELOG.md")

#: A test that hangs without its rule has noticed; seconds.
PATIENCE = 120

#: A failing test's path and name, as pytest's short summary gives them.
FAILED = re.compile(r"^(?:FAILED|ERROR) (?P<path>[^:]+)::(?P<name>.+?)(?: - .*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in the source: `take` stands once in `file`; with `put` in its place, one of `tests` fails."""

    id: str
    file: str
    take: str
    put: str
    tests: tuple[str, ...]


def rules(folder: Path = RULES) -> Iterator[Rule]:
    """Read the tables, in their order. `tests` are arguments of pytest."""
    for table in sorted(folder.glob("*.toml")):
        for row in tomllib.loads(table.read_text(encoding="utf-8"))["rule"]:
            yield Rule(**{**row, "tests": tuple(row["tests"])})


def copy_of_the_project(to: Path) -> Path:
    """Copy what the tests need."""
    for name in NEEDED:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, to / name)
    return to


def bears(case: str, path: Path, name: str) -> bool:
    """Say whether the test, its class or its parameters name the case."""
    spelt = case.lower().replace("-", "_")
    if case in name or spelt in name.lower():
        return True
    wanted = set(re.split(r"\[|::", name))
    return any(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and node.name in wanted
        and case in (ast.get_docstring(node) or "")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def run_without(rule: Rule, copy: Path) -> str:
    """Take the rule out of the copy, run its tests, put it back. Returns what is wrong, or nothing."""
    file = copy / "src" / "globeterm" / rule.file
    text = file.read_text(encoding="utf-8")
    if text.count(rule.take) != 1:
        return f"{rule.take!r} stands {text.count(rule.take)} times in {rule.file}"
    file.write_text(text.replace(rule.take, rule.put), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "--maxfail=20", "--tb=no", "-rfE", "--no-header", *rule.tests]
    environment = os.environ | {"PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    finally:
        file.write_text(text, encoding="utf-8")
    if done.returncode == 0:
        return "no test noticed"
    failed = FAILED.findall(done.stdout)
    if not failed:
        return f"pytest ended with {done.returncode}: {(done.stdout + done.stderr).strip().splitlines()[-1:]}"
    if not any(bears(rule.id, copy / path, name) for path, name in failed):
        return "noticed, but not by a test that names it: " + ", ".join(name for _, name in failed)
    return ""


def main(wanted: list[str]) -> int:
    """Take out the rules of the wanted cases, or all; return how many went unnoticed."""
    unnoticed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = copy_of_the_project(Path(folder))
        for rule in rules():
            if wanted and rule.id not in wanted:
                continue
            wrong = run_without(rule, copy)
            unnoticed += bool(wrong)
            print(f"{rule.id}  {rule.file:34}  {wrong or 'noticed'}", flush=True)
    return unnoticed


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
