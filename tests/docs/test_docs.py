"""The docs say what the code does."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_page_of_commands_is_written_from_the_commands() -> None:
    spec = importlib.util.spec_from_file_location("write_help", ROOT / "docs" / "write_help.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.page(), "run: python docs/write_help.py"


@pytest.mark.parametrize(
    "page", [*sorted(ROOT.glob("docs/**/*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"], ids=str
)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_readme_begins_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```[^\n]*\n(.*?)```", text, flags=re.DOTALL)
    assert block is not None
    assert block.group(1).split("\n")[:2] == ["python3 bootstrap.py demo", "python3 bootstrap.py test"]


def test_every_file_over_400_lines_gives_its_reason() -> None:
    for path in [*ROOT.glob("src/**/*.py"), *ROOT.glob("tests/**/*.py"), *ROOT.glob("model/**/*.py")]:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 400 or any("lines on purpose" in line for line in lines), path
