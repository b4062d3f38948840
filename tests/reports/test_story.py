"""Whole pages of plain text in, parts and details out; the district of Qarat, its parties and its people are invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyhere.errors import ReportError
from whyhere.records import Related, Report
from whyhere.reports.plain import read_text

PAGE = """Agence France-Presse

Why is everyone fighting over Qarat?

Smoke over the grain market of Qarat on March 3.
Credit: -

The river town of Qarat fell on Tuesday, the district council said.

Bridge and market

The town lies on the only paved road to the port of Selme, and it was held by the Reed Front for a year.

More from The Selme Courier: Ten days under the bridge

"We will not leave," a shopkeeper said.

The Courier has raw video of the bridge:

Related Stories
Grain prices double in Selme
- Reed Front names a new council
"""


def parts(report: Report) -> list[tuple[str, str]]:
    return [(part.kind, report.text[part.start : part.end]) for part in report.parts]


def test_a_page_as_copied_from_the_web() -> None:
    report = read_text(PAGE)
    assert [(kind, text[:20]) for kind, text in parts(report)] == [
        ("headline", "Why is everyone figh"),
        ("byline", "Agence France-Presse"),
        ("caption", "Smoke over the grain"),
        ("credit", "Credit: -"),
        ("body", "The river town of Qa"),
        ("heading", "Bridge and market"),
        ("body", "The town lies on the"),
        ("related", "More from The Selme "),
        ("body", '"We will not leave,"'),
        ("caption", "The Courier has raw "),
        ("related", "Related Stories"),
        ("related", "Grain prices double "),
        ("related", "- Reed Front names a"),
    ]
    assert report.headline == "Why is everyone fighting over Qarat?"
    assert report.agency == "Agence France-Presse"
    assert [(media.kind, media.credit) for media in report.media] == [("photo", None), ("video", None)]
    assert report.media[0].caption_span is not None
    assert report.media[0].caption_span.text == report.media[0].caption
    assert report.related == (
        Related("Ten days under the bridge", None),
        Related("Grain prices double in Selme", None),
        Related("Reed Front names a new council", None),
    )
    assert report.language == "en"


HEADER = """Outlet: The Selme Courier
Published: 2031-03-04
By: A. Writer

Bridge of Qarat reopens

SELME, March 4 (Reuters) - The bridge of Qarat reopened on Tuesday, the council said.

Written for the Whyhere sample from public reporting; not an archived article.
"""


def test_a_header_and_a_dateline_and_a_sample_marker() -> None:
    # "By:" is no header key, so the three lines are no header: a byline key is "Byline"
    report = read_text(HEADER.replace("By:", "Byline:"))
    assert (report.outlet, report.byline, report.agency, report.dateline) == (
        "The Selme Courier",
        "A. Writer",
        "Reuters",
        "SELME",
    )
    assert report.published is not None
    assert report.published.earliest == report.published.latest == date(2031, 3, 4)
    assert report.sample
    assert parts(report) == [
        ("headline", "Bridge of Qarat reopens"),
        ("dateline", "SELME, March 4 (Reuters) -"),
        ("body", "The bridge of Qarat reopened on Tuesday, the council said."),
        ("furniture", "Written for the Whyhere sample from public reporting; not an archived article."),
    ]


def test_an_unclear_date_in_a_header_is_an_error() -> None:
    with pytest.raises(ReportError, match=r"desk\.txt: the header's date '04/05/31' is not clear"):
        read_text("Outlet: X\nPublished: 04/05/31\n\nThe bridge fell.", origin="desk.txt")


def test_options_fill_only_what_is_missing() -> None:
    own = read_text(HEADER.replace("By:", "Byline:"), published=date(2000, 1, 1), outlet="Other")
    bare = read_text("The bridge fell on Tuesday.", published=date(2031, 3, 5), outlet="Other")
    assert own.published is not None
    assert own.published.earliest == date(2031, 3, 4)
    assert own.outlet == "The Selme Courier"
    assert bare.published is not None
    assert bare.published.earliest == date(2031, 3, 5)
    assert bare.outlet == "Other"


@pytest.mark.parametrize(
    ("text", "headline", "kinds"),
    [
        ("The bridge fell on Tuesday.", None, ["body"]),  # a single sentence is a story
        ("Bridge falls\n\nThe bridge fell on Tuesday.", "Bridge falls", ["headline", "body"]),
        ("Bridge falls\nThe bridge fell on Tuesday.", "Bridge falls", ["headline", "body"]),  # no empty lines at all
        ("4 March 2031\n\nBridge falls\n\nThe bridge fell.", "Bridge falls", ["headline", "furniture", "body"]),
        ("Bridge falls\n\nBy A. Writer in Selme\n\nThe bridge fell.", "Bridge falls", ["headline", "byline", "body"]),
        ("Bridge falls\n\nShare this\n\nThe bridge fell.", "Bridge falls", ["headline", "furniture", "body"]),
        ("Bridge falls\n\nRead more: Old bridge\n\nThe bridge fell.", "Bridge falls", ["headline", "related", "body"]),
        ("Bridge falls\n\nWatch: The fall\n\nThe bridge fell.", "Bridge falls", ["headline", "caption", "body"]),
        # a credit in brackets closes a caption only above the story
        (
            "Bridge falls\n\nThe bridge. (A. Name/AFP)\n\nThe bridge fell.",
            "Bridge falls",
            ["headline", "caption", "body"],
        ),
        # two short lines with no longer paragraph below are no headings
        (
            "Bridge falls\n\nIt fell in the night, all of it.\n\nNorth\n\nSouth",
            "Bridge falls",
            ["headline", "body", "body", "body"],
        ),
        # a list of stories ends with the next full paragraph
        (
            "Bridge falls\n\nIt fell.\n\nRead also\n\nOld bridge\n\nThe council met at noon.",
            "Bridge falls",
            ["headline", "body", "related", "related", "body"],
        ),
        # "by" begins a sentence as well as a byline
        ("Bridge falls\n\nBy noon the bridge had fallen.", "Bridge falls", ["headline", "body"]),
    ],
)
def test_pages(text: str, headline: str | None, kinds: list[str]) -> None:
    report = read_text(text)
    assert report.headline == headline
    assert [kind for kind, _ in parts(report)] == kinds


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = "Bridge falls\n\nThe bridge of Qarat fell on Tuesday when the river rose\nover its banks for the third time in as many weeks,\nthe council said.\n\nNobody was hurt."
    report = read_text(text)
    assert "\n" not in next(text for kind, text in parts(report) if kind == "body")
    assert len(parts(report)) == 3


WORDS = st.text(alphabet=st.sampled_from(list("abAB .,\n\n:-'\"()12é“”")), max_size=300)


@given(WORDS)
def test_parts_cover_the_text_and_spans_hold(text: str) -> None:
    try:
        report = read_text(text)
    except ReportError:
        return
    ends = [0, *(part.end for part in report.parts)]
    for before, part in zip(ends, report.parts, strict=False):
        assert not report.text[before : part.start].strip()  # between parts stands only white space
        assert report.text[part.start : part.end].strip() == report.text[part.start : part.end]
        assert part.start < part.end
    assert not report.text[ends[-1] :]
    for media in report.media:
        assert (
            media.caption_span is None
            or report.text[media.caption_span.start : media.caption_span.end] == media.caption_span.text
        )


@given(WORDS)
def test_no_word_is_lost(text: str) -> None:
    try:
        report = read_text(text)
    except ReportError:
        return
    assert sorted(report.text.split()) == sorted(text.split())


@given(WORDS)
def test_the_same_text_has_the_same_id(text: str) -> None:
    try:
        report = read_text(text)
    except ReportError:
        return
    assert read_text(text).id == report.id
    assert read_text(text, outlet="Other").id != report.id
    assert len(report.id) == 16
