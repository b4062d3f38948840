"""The pinned requirements install what the package says it needs, and name no place they come from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUILD_ONLY = {"hatchling", "editables"}


def names(lines: list[str]) -> set[str]:
    found = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines)
    return {match.group().lower().replace("_", "-") for match in found if match}


def test_run_requirements_are_the_packages_own() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = (ROOT / "requirements" / "run.in").read_text(encoding="utf-8").splitlines()
    assert names(listed) - BUILD_ONLY == names(project["dependencies"]) - {"whyhere-model"}


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_pins_carry_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in text
    pins = re.split(r"\n(?=[a-z])", text)
    assert all("--hash=sha256:" in pin for pin in pins)
