"""What is written down is what is: the OpenAPI document, the settings, the commands."""

import json
from pathlib import Path

import pytest
import typer.main
from click import Context

from residview.api.app import openapi_json
from residview.cli import app as cli
from residview.settings import Settings

ROOT = Path(__file__).parent.parent.parent
DOCUMENT = json.loads((ROOT / "openapi.json").read_text())
OPERATIONS = [
    (f"{method.upper()} {path}", operation)
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
]


def test_the_committed_openapi_document_is_the_code_s() -> None:
    assert (ROOT / "openapi.json").read_text() == openapi_json(), "run `make openapi`"


@pytest.mark.parametrize(("name", "operation"), OPERATIONS, ids=[name for name, _ in OPERATIONS])
def test_every_operation_is_described_with_examples(name: str, operation: dict) -> None:
    assert operation["description"]
    for parameter in operation.get("parameters", []):
        assert parameter.get("description") or parameter["name"] == "slug", parameter
    problems = [status for status in operation["responses"] if status >= "400"]
    for status in problems:
        assert list(operation["responses"][status]["content"]) == ["application/problem+json"]
    assert problems or name == "GET /healthz"


def test_every_field_has_an_example_or_a_description() -> None:
    for name, schema in DOCUMENT["components"]["schemas"].items():
        if name.endswith("Out") or name in ("Problem", "Pins", "PointSetOut"):
            for field, described in schema["properties"].items():
                told = {"examples", "description"} & set(described) or "$ref" in str(described)
                assert told or described.get("format") == "date-time", f"{name}.{field}"


def test_every_setting_is_documented() -> None:
    guide = (ROOT / "docs" / "guide.md").read_text()
    for name, field in Settings.model_fields.items():
        assert field.description
        assert f"RESIDVIEW_{name.upper()}" in guide


def commands(group, prefix: str = "residview") -> list[str]:  # type: ignore[no-untyped-def]
    found = []
    for name in group.list_commands(Context(group)):
        command = group.get_command(Context(group), name)
        found += commands(command, f"{prefix} {name}") if hasattr(command, "list_commands") else [f"{prefix} {name}"]
    return found


def test_every_command_is_documented() -> None:
    guide = (ROOT / "docs" / "guide.md").read_text()
    for command in commands(typer.main.get_command(cli)):
        assert f"`{command}" in guide, command


def test_every_decision_is_numbered_and_listed() -> None:
    architecture = (ROOT / "docs" / "architecture.md").read_text()
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{i + 1:04}" for i in range(len(decisions))]
    for path in decisions:
        assert path.name in architecture


def test_lock_files_name_no_host() -> None:
    for path in (ROOT / "requirements").glob("*"):
        assert "://" not in path.read_text(), path
    packages = json.loads((ROOT / "frontend" / "package-lock.json").read_text())["packages"]
    assert [name for name, entry in packages.items() if "://" in entry.get("resolved", "")] == []
