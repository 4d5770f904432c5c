"""Who asks for background work names itself, so that nothing touches a widget that is gone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

UI = Path(__file__).parents[2] / "desktop_app" / "ui"
RUNS = ("run", "run_after_painting")


def calls_without_asker(tree: ast.Module) -> Iterator[int]:
    """Yield the lines of calls whose callbacks are functions that use `self` and name no asker."""
    for method in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        own = {node.name: node for node in ast.walk(method) if isinstance(node, ast.FunctionDef)}
        for call in (node for node in ast.walk(method) if isinstance(node, ast.Call)):
            names = {word.arg for word in call.keywords}
            if not isinstance(call.func, ast.Attribute) or call.func.attr not in RUNS:
                continue
            told = [word.value for word in call.keywords if word.arg in {"then", "failed"}]
            functions = (function_of(one, own) for one in (*call.args[1:2], *told))
            if "asker" not in names and any(one and uses_self(one) for one in functions):
                yield call.lineno


def function_of(node: ast.expr, own: dict[str, ast.FunctionDef]) -> ast.AST | None:
    if isinstance(node, ast.Lambda):
        return node.body
    return own.get(node.id) if isinstance(node, ast.Name) else None


def uses_self(node: ast.AST) -> bool:
    return any(isinstance(one, ast.Name) and one.id == "self" for one in ast.walk(node))


def test_that_functions_that_take_results_name_who_asked():
    found = {
        f"{path.relative_to(UI)}:{line}"
        for path in UI.rglob("*.py")
        for line in calls_without_asker(ast.parse(path.read_text("utf-8")))
    }
    assert not found


def test_that_a_call_without_an_asker_is_found():
    text = "def show(self):\n    self.operations.run(load, lambda found: self.take(found)MORE)\n"
    assert list(calls_without_asker(ast.parse(text.replace("MORE", "")))) == [2]
    assert not list(calls_without_asker(ast.parse(text.replace("MORE", ", asker=self"))))
