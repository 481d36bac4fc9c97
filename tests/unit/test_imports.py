"""The data flows one way, and so do the imports; only what runs a model may import torch."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import residview

PACKAGE = Path(residview.__file__).parent

# Folder → what of the package it may import besides itself. Top-level modules go by their name.
ALLOWED = {
    "vocabulary": set(),
    "errors": set(),
    "settings": set(),
    "view_state": {"errors", "vocabulary"},
    "residuals_state": {"view_state", "vocabulary"},
    "problems": {"errors"},
    "numerics": {"errors"},
    "models": {"errors", "vocabulary"},
    "forward": {"errors", "models", "numerics", "vocabulary"},
    "previews": {"view_state", "vocabulary"},
    "store": {"errors", "settings", "vocabulary"},
    "precompute": {"errors", "models", "numerics", "store", "vocabulary"},
    "captures": {"demo", "errors", "forward", "jobs", "models", "numerics", "precompute", "store", "vocabulary"},
    "api": {
        "captures",
        "errors",
        "jobs",
        "models",
        "numerics",
        "precompute",
        "previews",
        "problems",
        "residuals_state",
        "settings",
        "store",
        "view_state",
        "vocabulary",
    },
    "jobs": {"captures", "errors", "forward", "models", "numerics", "problems", "settings", "store", "vocabulary"},
    "demo": set(),
    "progress": {"precompute"},
    "server": {"api", "errors", "settings", "store"},
    "cli": {
        "api",
        "captures",
        "demo",
        "errors",
        "jobs",
        "precompute",
        "progress",
        "server",
        "settings",
        "store",
        "vocabulary",
    },
}
HEAVY = {"torch", "transformers", "transformer_lens", "sklearn"}
MAY_IMPORT_HEAVY = ("demo/train.py", "forward/")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def modules() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if path.name not in ("__init__.py", "__main__.py")]


def part(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def test_every_part_has_a_place_in_the_order() -> None:
    assert {part(path) for path in modules()} == set(ALLOWED)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    own = part(path)
    used = {name.split(".")[1] for name in imports(path) if name.startswith("residview.")} - {own, "__version__"}
    assert used <= ALLOWED[own], f"{path} imports {used - ALLOWED[own]}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_training_script_and_what_runs_models_import_torch(path: Path) -> None:
    if not str(path.relative_to(PACKAGE)).startswith(MAY_IMPORT_HEAVY):
        assert not {name.split(".")[0] for name in imports(path)} & HEAVY


def test_a_serving_process_does_not_even_try_to_import_what_only_a_worker_needs() -> None:
    """What counts is the attempt, which a finder records and refuses: what is loaded is not asked for again."""
    program = f"""
import contextlib, importlib.abc, sys
tried = []
class Recorder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {HEAVY!r}:
            tried.append(name)
            raise ImportError(name)
sys.meta_path.insert(0, Recorder())
with contextlib.suppress(ImportError):
    import torch
assert tried.pop() == "torch", "the recorder does not record"
from residview import server
from residview.api.app import create_app
from residview.settings import Settings
from residview.store import embedded, migrate
create_app(Settings()).openapi()
print(tried)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_no_module_has_grown_past_one_noun() -> None:
    lengths = {str(path): len(path.read_text().splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {path: n for path, n in lengths.items() if n > 400} == {}
