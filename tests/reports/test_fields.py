from __future__ import annotations

from datetime import date

import pytest

from whyhere.errors import ReportError
from whyhere.records import Related
from whyhere.reports.fields import read_fields, web_address

TEXT = "The bridge of Qarat fell on Tuesday."


def test_all_documented_fields() -> None:
    report = read_fields(
        {
            "id": "17",
            "title": "Bridge falls",
            "text": TEXT,
            "outlet": "The Courier",
            "agency": "AFP",
            "author": ["A. Name", "B. Name"],
            "date": "2031-03-04",
            "url": "https://courier.example/bridge",
            "language": "en-GB",
            "media": [
                {
                    "kind": "photo",
                    "url": "https://courier.example/a.jpg",
                    "caption": "The bridge.",
                    "credit": "C. Name",
                },
                {"kind": "video", "url": "javascript:alert(1)"},
            ],
            "related": ["Old bridge", {"title": "New bridge", "url": "https://courier.example/new"}],
        },
        origin="a.jsonl:3",
    )
    assert (report.headline, report.outlet, report.agency) == ("Bridge falls", "The Courier", "Agence France-Presse")
    assert (report.byline, report.url, report.language) == ("A. Name, B. Name", "https://courier.example/bridge", "en")
    assert report.published is not None
    assert report.published.earliest == date(2031, 3, 4)
    assert report.text == f"Bridge falls\n\nThe bridge.\nC. Name\n\n{TEXT}"
    assert [part.kind for part in report.parts] == ["headline", "caption", "credit", "body"]
    assert [(media.kind, media.url) for media in report.media] == [
        ("photo", "https://courier.example/a.jpg"),
        ("video", None),
    ]
    assert report.media[0].caption_span is not None
    assert report.media[0].caption_span.text == "The bridge."
    assert report.related == (Related("Old bridge", None), Related("New bridge", "https://courier.example/new"))
    assert report.origin == "a.jsonl:3"


def test_the_other_names_of_fields() -> None:
    report = read_fields(
        {"headline": "Bridge falls", "body": TEXT, "source": "The Courier", "byline": "A. Name", "published": "2031"}
    )
    assert (report.headline, report.outlet, report.byline) == ("Bridge falls", "The Courier", "A. Name")
    assert report.published is not None
    assert report.published.precision == "year"


def test_a_repeated_title_is_furniture() -> None:
    report = read_fields(
        {"title": "Bridge falls at last in Qarat", "text": f"Tue 04 Mar 2031 Bridge falls at last in Qarat. {TEXT}"}
    )
    assert [part.kind for part in report.parts] == ["headline", "furniture", "body"]
    assert report.published is not None  # told by the date line


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ([TEXT], "holds a list where a report object is expected"),
        ({}, "has no field 'text'"),
        ({"text": 5}, "'text' holds a number"),
        ({"text": " \n "}, "holds no report text"),
        ({"text": TEXT, "title": ["x"]}, "'title' holds a list"),
        ({"text": TEXT, "published": "04/05/2031"}, "not clear"),
        ({"text": TEXT, "published": 1_900_000_000}, "not clear"),
        ({"text": TEXT, "media": "a.jpg"}, "'media' holds a string"),
        ({"text": TEXT, "media": ["a.jpg"]}, "entry of 'media'"),
        ({"text": TEXT, "related": [5]}, "entry of 'related'"),
        ({"text": TEXT, "related": [{}] * 500}, "list of up to"),
    ],
)
def test_errors_name_field_and_place(item: object, reason: str) -> None:
    with pytest.raises(ReportError, match=reason) as caught:
        read_fields(item, origin="a.jsonl:9")
    assert caught.value.where == "a.jsonl:9"


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("https://a.example/x", True),
        ("http://a.example", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("//a.example", False),
        ("https://", False),
        ("http://[::1", False),
        (None, False),
    ],
)
def test_addresses(value: str | None, *, kept: bool) -> None:
    assert web_address(value) == (value if kept else None)
