from __future__ import annotations

from datetime import date

import pytest

from whyhere.errors import ReportError
from whyhere.records import Report
from whyhere.reports.feed import looks_like_feed, read_feed

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>The Courier</title><language>en-gb</language>
<item><title>Bridge &amp; market fall</title><link>https://courier.example/1</link><pubDate>Tue, 04 Mar 2031 10:00:00 GMT</pubDate>
<description>Short.</description><media:content url="https://courier.example/1.jpg" medium="image"/>
<content:encoded><![CDATA[<p>The bridge of Qarat fell on Tuesday.</p><h2>Market</h2><p>The grain market of the town burned all night, the council said.</p><script>bad()</script>]]></content:encoded></item>
<item><title>Nothing but a title</title><link>https://courier.example/2</link></item>
<item><title>Plain words</title><description>The road is open.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title><entry><title>Bridge falls</title>
<author><name>Ann Writer</name></author><updated>2031-03-04T10:00:00Z</updated><link href="javascript:alert(1)"/>
<content type="html">&lt;p&gt;The bridge fell.&lt;/p&gt;</content></entry></feed>"""


def test_rss() -> None:
    first, second, third = read_feed(RSS.encode(), origin="feed.xml")
    assert isinstance(first, Report)
    assert (first.headline, first.outlet, first.language) == ("Bridge & market fall", "The Courier", "en")
    assert first.url == "https://courier.example/1"
    assert first.published is not None
    assert first.published.earliest == date(2031, 3, 4)
    assert [part.kind for part in first.parts] == ["headline", "body", "heading", "body"]
    assert "bad()" not in first.text
    assert [media.url for media in first.media] == ["https://courier.example/1.jpg"]
    assert isinstance(second, ReportError)
    assert second.where == "feed.xml:entry 2"
    assert isinstance(third, Report)
    assert third.text == "Plain words\n\nThe road is open."


def test_atom() -> None:
    (report,) = read_feed(ATOM.encode())
    assert isinstance(report, Report)
    assert (report.byline, report.url) == ("Ann Writer", None)  # an address that is a script is none
    assert report.published is not None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<rss><channel></channel></rss>", "no entries"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><rss><channel><item><title>&a;</title></item></channel></rss>', "entities"),
        (b"<rss><channel><item>", "no entries|entry holds no text"),
    ],
)
def test_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReportError, match=reason):
        raise_first(data)


def raise_first(data: bytes) -> None:
    """Raises what reading raises, or the first error that it yields."""
    for item in read_feed(data):
        if isinstance(item, ReportError):
            raise item


def test_what_begins_as_a_feed() -> None:
    assert looks_like_feed(RSS.encode())
    assert looks_like_feed(ATOM.encode())
    assert not looks_like_feed(b"<html><body>RSS</body></html>")
