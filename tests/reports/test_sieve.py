"""Only what is wanted is made into reports; the rest is counted, and what is broken is told of all the same."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from whyhere.errors import ReportError
from whyhere.reports import sift_path

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    {"text": "Rain fell on the hills for a week, and the roads were wet."},
    {"text": "The council of Ostrah met on Monday, its clerk said.", "headline": "Meeting"},
    {"text": "Nothing happened anywhere, and nobody said a word about it.", "headline": "Ostrah"},
    {"text": "Another place, another day of which nothing is known.", "outlet": "Ostrah Post"},
    {"text": "A photo shows it.", "media": [{"kind": "photo", "caption": "The market of Ostrah"}]},
]


def sifted(path: Path) -> tuple[list[object], int]:
    passed: list[None] = []
    found = list(sift_path(path, lambda text: "Ostrah" in text, passed=lambda: passed.append(None)))
    return found, len(passed)


def lines(rows: list[object]) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.jsonl.gz"])
def test_lines_are_asked_after_by_their_own_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(lines([*ROWS])) if name.endswith(".gz") else lines([*ROWS]))
    found, passed = sifted(path)
    assert [item.origin.rpartition(":")[2] for item in found] == ["2", "3", "5"]  # an outlet's name tells of no place
    assert passed == 2


def test_broken_lines_are_told_by_their_number(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines([ROWS[0]]) + b'{"text": \n\n' + lines([{"headline": "no text"}, [1], ROWS[1]]))
    found, passed = sifted(path)
    assert [str(item.where).rpartition(":")[2] for item in found if isinstance(item, ReportError)] == ["2", "4", "5"]
    assert (len(found), passed) == (4, 1)


def test_folders_and_other_kinds(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "b.jsonl").write_bytes(lines([*ROWS[:2]]))
    (tmp_path / "a.txt").write_text("Rain fell on the hills.\n\nThe roads were wet for a week.\n")
    (tmp_path / "c.txt").write_text("The council of Ostrah met on Monday.\n\nIts clerk said so.\n")
    (tmp_path / ".hidden.jsonl").write_bytes(lines([ROWS[1]]))
    found, passed = sifted(tmp_path)
    assert len(found) == 2
    assert passed == 2


def test_a_torn_archive_and_a_missing_file_are_told(tmp_path: Path) -> None:
    torn = tmp_path / "a.jsonl.gz"
    torn.write_bytes(gzip.compress(lines([*ROWS] * 50))[:-20])
    assert isinstance(sifted(torn)[0][-1], ReportError)
    assert isinstance(sifted(tmp_path / "none.jsonl")[0][0], ReportError)
