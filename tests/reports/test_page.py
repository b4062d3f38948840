from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whyhere.errors import ReportError
from whyhere.records import Media, Related, Report
from whyhere.reports.page import read_html

BODY = """
<p>The river town of Qarat fell to the Reed Front on Tuesday, the district council said in a statement.</p>
<h2>Bridge and market</h2>
<p>The town lies on the only paved road to the port of Selme, and both sides need it for supply before the winter.</p>
<p>Read more: <a href="/ten-days">Ten days under the bridge</a></p>
"""
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Why is everyone fighting over Qarat? | The Courier</title>
<meta property="og:title" content="Why is everyone fighting over Qarat?"><meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2031-03-04T21:00:00+02:00"><meta name="author" content="Ann Writer">
<script>document.write("never read")</script></head><body>
<nav><a href="/">Home</a> <a href="/world">World news of the day</a></nav>
<article><h1>Why is everyone fighting over Qarat?</h1>
<figure><img src="/img/market.jpg"><figcaption>Smoke over the grain market. <span class="credit">Photo: Bob Shot</span></figcaption></figure>
{BODY}
<iframe src="//www.youtube.com/embed/abc" title="The bridge from the air"></iframe>
<iframe src="https://ads.example/banner"></iframe>
<aside class="related-stories"><h3>Related</h3><ul><li><a href="https://courier.example/grain">Grain prices double in Selme</a></li>
<li><a href="javascript:alert(1)">A trap that is no address</a></li></ul></aside>
</article><footer>All rights reserved</footer></body></html>"""
URL = "https://courier.example/why-qarat"


def kinds(report: Report) -> list[str]:
    return [part.kind for part in report.parts]


def test_a_whole_page() -> None:
    report = read_html(PAGE, url=URL)
    assert (report.headline, report.outlet, report.byline) == (
        "Why is everyone fighting over Qarat?",
        "The Courier",
        "Ann Writer",
    )
    assert (report.url, report.language) == (URL, "en")
    assert report.published is not None
    assert report.published.earliest == date(2031, 3, 4)
    assert kinds(report) == ["headline", "caption", "credit", "caption", "body", "heading", "body", "related"]
    assert "never read" not in report.text
    assert "All rights" not in report.text
    photo, video = report.media
    assert (photo.url, photo.caption, photo.credit) == (
        "https://courier.example/img/market.jpg",
        "Smoke over the grain market.",
        "Bob Shot",
    )
    assert (video.kind, video.url, video.caption) == (
        "video",
        "https://www.youtube.com/embed/abc",
        "The bridge from the air",
    )
    assert photo.caption_span is not None
    assert photo.caption_span.text == photo.caption
    assert report.related == (
        Related("Ten days under the bridge", "https://courier.example/ten-days"),
        Related("Grain prices double in Selme", "https://courier.example/grain"),
    )


@pytest.mark.parametrize(
    ("figure", "media"),
    [
        ("<img src='https://a.example/1.jpg'>", Media("photo", "https://a.example/1.jpg", None, None)),
        (
            "<img src='data:image/png;base64,xx'><figcaption>The bridge (A. Name/AFP)</figcaption>",
            Media("photo", None, "The bridge", "A. Name/AFP"),
        ),
        (
            "<img src='/1.jpg'><figcaption>The bridge. Credit: A. Name</figcaption>",
            Media("photo", None, "The bridge.", "A. Name"),
        ),
        (
            "<img src='https://a.example/1.jpg'><figcaption>The bridge. © A. Name</figcaption>",
            Media("photo", "https://a.example/1.jpg", "The bridge.", "© A. Name"),
        ),
        (
            "<video src='https://a.example/1.mp4'></video><figcaption>The fall</figcaption>",
            Media("video", "https://a.example/1.mp4", "The fall", None),
        ),
    ],
)
def test_figures(figure: str, media: Media) -> None:
    report = read_html(
        f"<html><body><article><h1>Bridge falls</h1><figure>{figure}</figure>{BODY}</article></body></html>"
    )
    found = report.media[0]
    assert (found.kind, found.url, found.caption, found.credit) == (media.kind, media.url, media.caption, media.credit)


def test_a_page_without_figures_has_its_lead_photo() -> None:
    page = f"<html><head><meta property='og:image' content='https://a.example/lead.jpg'></head><body><h1>Bridge falls</h1>{BODY}</body></html>"
    assert read_html(page).media == (Media("photo", "https://a.example/lead.jpg", None, None),)


def test_options_fill_only_what_is_missing() -> None:
    report = read_html(PAGE, url=URL, published=date(2000, 1, 1), outlet="Other")
    assert report.outlet == "The Courier"
    bare = read_html(
        f"<html><body><h1>Bridge falls</h1>{BODY}</body></html>", published=date(2031, 3, 5), outlet="Other"
    )
    assert bare.outlet == "Other"
    assert bare.published is not None
    assert bare.published.earliest == date(2031, 3, 5)


def test_a_date_in_the_prose_is_no_date_of_the_page() -> None:
    report = read_html(
        f"<html><body><h1>Bridge falls</h1>{BODY}<p>It was built on 3 May 1999 by the old council of the river district.</p></body></html>"
    )
    assert report.published is None


@pytest.mark.parametrize(
    "page",
    [
        "<p>The bridge of Qarat fell on Tuesday.",  # a fragment
        f"<html><body><div><article>{BODY}",  # nothing is closed
        f"<html><body>{'<div>' * 200}{BODY}",  # nested deep
        f"<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><body>{BODY}</body></html>",
        f"<!DOCTYPE html [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><html><body>{BODY}&b;</body></html>",
        f"<html><body>{BODY}</body></html>".encode("utf-16"),
    ],
)
def test_broken_pages_are_read_all_the_same(page: str | bytes) -> None:
    assert "Qarat" in read_html(page).text


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "HTML"),
        (b"", "empty"),
        ("<html><body></body></html>", "no story"),
        (b"\x00\x01\x02" * 50, "binary"),
        ("x" * 17_000_000, "MB"),
        ("<div>" * 100_000 + BODY, "no story"),
    ],
)
def test_refused(page: str | bytes, reason: str) -> None:
    with pytest.raises(ReportError, match=reason) as caught:
        read_html(page, origin="page.html")
    assert caught.value.where == "page.html"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div>",
                "<figure>",
                "<img src=x>",
                "<figcaption>",
                "</figure>",
                "<a href='http://[x'>",
                "<iframe src='http://v.example/video'>",
                "<h2>",
                "Related",
                "A word of Qarat. ",
                "&#0;",
                "&nbsp;",
                "<svg/onload=x>",
                "<!--",
                "]]>",
            ]
        ),
        max_size=40,
    )
)
def test_any_soup_gives_a_report_or_a_clear_error(soup: list[str]) -> None:
    try:
        report = read_html("".join(soup))
    except ReportError:
        return
    assert report.text
    assert "\x00" not in report.text
