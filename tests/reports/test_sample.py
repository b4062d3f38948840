"""The sample that comes with the install: plainly marked, dated, from several desks, with two texts printed twice."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from importlib.resources import as_file, files

import pytest

from whyhere.records import Report
from whyhere.reports import FamilyIndex, family_text, read_path


@pytest.fixture(scope="module")
def sample() -> list[Report]:
    with as_file(files("whyhere") / "data" / "sample" / "reports") as folder:
        items = list(read_path(folder))
    assert all(isinstance(item, Report) for item in items)
    return [item for item in items if isinstance(item, Report)]


def test_every_report_says_that_it_is_a_sample(sample: list[Report]) -> None:
    for report in sample:
        assert report.sample
        assert report.outlet is not None
        assert report.outlet.startswith("Sample desk: ")
        marked = [report.text[part.start : part.end] for part in report.parts if part.kind == "furniture"]
        assert marked == ["Written for the Whyhere sample from public reporting; not an archived article."]


def test_every_report_is_dated_titled_and_english(sample: list[Report]) -> None:
    for report in sample:
        assert report.published is not None
        assert report.published.precision == "day"
        assert report.published.earliest is not None
        assert date(2013, 4, 1) <= report.published.earliest <= date(2013, 6, 30)
        assert report.headline
        assert report.language == "en"


def test_five_desks_and_all_formats(sample: list[Report]) -> None:
    assert len({report.outlet for report in sample}) == 5
    assert {re.sub(r".*(\.\w+)(:\d+)?$", r"\1", report.origin) for report in sample} == {".txt", ".html", ".jsonl"}
    assert {media.kind for report in sample for media in report.media} == {"photo", "video"}
    assert sum(bool(report.related) for report in sample) >= 5


def test_nobody_is_quoted_directly(sample: list[Report]) -> None:
    assert [report.origin for report in sample if re.search('["“”]', report.text)] == []


def test_two_texts_are_printed_twice(sample: list[Report]) -> None:
    index = FamilyIndex()
    for report in sample:
        index.add(report.id, family_text(report))
    sizes = Counter(Counter(index.families.values()).values())
    assert sizes == {1: len(sample) - 4, 2: 2}
    assert index.joined == []


def test_a_reprint_has_another_outlet(sample: list[Report]) -> None:
    index = FamilyIndex()
    by_family: dict[str, set[str | None]] = {}
    for report in sample:
        by_family.setdefault(index.add(report.id, family_text(report)), set()).add(report.outlet)
    assert [len(outlets) for outlets in by_family.values() if len(outlets) > 1] == [2, 2]
