"""Paragraphs → pieces with their roles, and what they tell about the report: the reading of a page's own lines.

Rules, in order, for each paragraph; the first that fits decides:

1. a menu word, share line or the sample's marker is furniture;
2. an agency's or author's line is a byline; a line that is only a date is furniture and may date the report;
3. a line with "Credit:" below it, or labelled as one, is a caption; the credit stands by itself;
4. "Read more: …" and all below a heading such as "Related stories" lead to other stories;
5. a line that announces a video is that video's caption;
6. before the story: a line without a full stop is the headline;
7. a short line without a final stop, above a longer paragraph, is a section heading;
8. all else is body. The first body paragraph may open with furniture and a dateline, the last close with a signature.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from whyhere.records import Media, PartKind, Related
from whyhere.reports.agencies import agency_line
from whyhere.reports.build import Details, Piece
from whyhere.reports.dates import match_date
from whyhere.reports.ending import read_tails
from whyhere.reports.lines import (
    bracketed_credit,
    byline_line,
    caption_line,
    credit_line,
    is_furniture,
    is_heading,
    is_related_heading,
    is_video_line,
    related_line,
)
from whyhere.reports.opening import read_dateline, read_opening, repeated_byline, repeated_lead

if TYPE_CHECKING:
    from whyhere.reports.paragraphs import Paragraph

_MAX_HEADLINE = 200
_MAX_CAPTION = 500
_LOOK_AHEAD = 30  # paragraphs below a headline among which its story must be
_MAX_LISTED = 140  # a longer paragraph ends a list of related stories


class Story:
    """A page being read: paragraphs go in one by one, pieces and details come out. Use :func:`read_story`."""

    def __init__(self, paragraphs: list[Paragraph], details: Details) -> None:
        self.paragraphs = paragraphs
        self.details = details
        self.pieces: list[Piece] = []
        self.loose: list[Media] = []  # credits without a caption
        self.links: list[Related] = []
        self.listing = False  # inside a list of related stories
        self.body: list[int] = []  # indices of body pieces

    def read(self) -> tuple[list[Piece], Details]:
        """All paragraphs, then the story's two ends; the headline is put first."""
        for index, paragraph in enumerate(self.paragraphs):
            self._read(index, paragraph)
        self._close()
        self._open()
        self._headline_first()
        media, related = (*self.details.media, *self.loose), (*self.details.related, *self.links)
        return self.pieces, replace(self.details, media=media, related=related)

    def _read(self, index: int, paragraph: Paragraph) -> None:
        rules = (self._furniture, self._signature, self._date, self._caption, self._related, self._video)
        if not any(rule(index, paragraph) for rule in rules):
            self._text(index, paragraph)

    def _add(self, kind: PartKind, paragraph: Paragraph, media: Media | None = None) -> None:
        self.pieces.append(Piece(kind, paragraph.text, paragraph.lead, media))

    def _tell(self, **news: object) -> None:
        """Note what a line says, where nothing better is known."""
        known = {key: value for key, value in news.items() if value and not getattr(self.details, key)}
        self.details = replace(self.details, **known)  # type: ignore[arg-type]

    def _furniture(self, _: int, paragraph: Paragraph) -> bool:
        if not is_furniture(paragraph.text) or is_related_heading(paragraph.text):
            return False
        self._add("furniture", paragraph)
        return True

    def _signature(self, _: int, paragraph: Paragraph) -> bool:
        agency, byline = agency_line(paragraph.text), byline_line(paragraph.text)
        if not agency and not byline:
            return False
        self._tell(agency=agency or (byline and agency_line(byline)), byline=byline)
        self._add("byline", paragraph)
        return True

    def _date(self, _: int, paragraph: Paragraph) -> bool:
        found = match_date(paragraph.text, 0)
        if found is None or found.end < len(paragraph.text.rstrip(" .")):
            return False
        self._tell(published=found.when)
        self._add("furniture", paragraph)
        return True

    def _caption(self, index: int, paragraph: Paragraph) -> bool:
        credit = credit_line(paragraph.text)
        if credit is not None:
            self._credit(paragraph, credit)
            return True
        labelled = caption_line(paragraph.text)
        bracket = bracketed_credit(paragraph.text) if not self.body and self.pieces else None
        if len(paragraph.text) > _MAX_CAPTION or not (labelled or bracket or self._credited(index)):
            return False
        caption = labelled or paragraph.text[: bracket[0] if bracket else None].strip()
        self._add("caption", paragraph, Media("photo", None, caption, bracket[1] if bracket else None))
        return True

    def _credited(self, index: int) -> bool:
        """Whether a credit stands directly below, and this is no headline."""
        below = self.paragraphs[index + 1 : index + 2]
        titled = bool(self.details.headline)  # a headline line has told its words by now
        return titled and bool(below) and below[0].lead == "\n" and credit_line(below[0].text) is not None

    def _credit(self, paragraph: Paragraph, credit: str) -> None:
        last = self.pieces[-1] if self.pieces else None
        if last is not None and last.kind == "caption" and last.media is not None:
            self.pieces[-1] = replace(last, media=replace(last.media, credit=credit or None))
        elif credit:
            self.loose.append(Media("photo", None, None, credit))
        self._add("credit", paragraph)

    def _related(self, _: int, paragraph: Paragraph) -> bool:
        if is_related_heading(paragraph.text):
            self.listing = True
        elif self.listing and len(paragraph.text) <= _MAX_LISTED and not paragraph.text.endswith("."):
            self.links.append(Related(paragraph.text.lstrip("-–•* "), None))
        elif (found := related_line(paragraph.text)) is not None:
            self.links.append(found)
        else:
            self.listing = False
            return False
        self._add("related", paragraph)
        return True

    def _video(self, _: int, paragraph: Paragraph) -> bool:
        if not is_video_line(paragraph.text):
            return False
        self._add("caption", paragraph, Media("video", None, paragraph.text.rstrip(" :"), None))
        return True

    def _text(self, index: int, paragraph: Paragraph) -> None:
        if self._is_headline(index, paragraph):
            self._tell(headline=paragraph.text)
            self._add("headline", paragraph)
        elif self._is_heading(index, paragraph):
            self._add("heading", paragraph)
        else:
            self.body.append(len(self.pieces))
            self._add("body", paragraph)

    def _is_headline(self, index: int, paragraph: Paragraph) -> bool:
        text = paragraph.text
        if self.details.headline or self.body or len(text) > _MAX_HEADLINE or text.endswith((".", ":", ";", ",")):
            return False
        more = any(
            len(later.text) > len(text) or later.text.endswith(".")
            for later in self.paragraphs[index + 1 : index + 1 + _LOOK_AHEAD]
        )
        return more and len(text.split()) > 1

    def _is_heading(self, index: int, paragraph: Paragraph) -> bool:
        below = self.paragraphs[index + 1 : index + 2]
        if paragraph.heading:
            return bool(below)
        return is_heading(paragraph.text) and bool(below) and len(below[0].text) > len(paragraph.text) + 20

    def _open(self) -> None:
        """Take furniture, a lead printed twice and the dateline off the first body paragraphs."""
        for at in self.body[:1]:
            piece = self.pieces[at]
            opening = read_opening(piece.text, self.details.headline)
            self._tell(published=opening.when, agency=opening.agency)
            start = opening.end + repeated_lead(piece.text[opening.end :])
            rest = piece.text[start:]
            dateline = read_dateline(rest)
            names = repeated_byline(rest) if opening.end else 0
            cuts: list[tuple[int, PartKind]] = [(start, "furniture")] if start else []
            if names:
                self._tell(byline=rest[:names].strip(" ."))
                cuts.append((start + names, "byline"))
                start, rest = start + names, rest[names:]
            if dateline is not None:
                self._tell(dateline=dateline.place, agency=dateline.agency)
                cuts.append((start + dateline.end, "dateline"))
            self._cut(at, cuts, last="body")

    def _close(self) -> None:
        """Take signatures and menu words off the last body paragraph."""
        for at in self.body[-1:]:
            text = self.pieces[at].text
            tails = read_tails(text)
            for tail in tails:
                self._tell(agency=tail.agency)
            if tails:
                kinds: list[PartKind] = ["body", *(tail.kind for tail in tails)]
                ends = [*(tail.start for tail in tails), len(text)]
                self._cut(at, list(zip(ends, kinds, strict=True)), last="furniture")

    def _cut(self, at: int, cuts: list[tuple[int, PartKind]], *, last: PartKind) -> None:
        """Cut the piece at ``at`` into stretches that end where ``cuts`` say, keeping the white space between them."""
        whole = self.pieces[at]
        made: list[Piece] = []
        start, lead = 0, whole.lead
        for end, kind in [*cuts, (len(whole.text), last)]:
            stretch = whole.text[start:end]
            text = stretch.strip()
            lead += stretch[: len(stretch) - len(stretch.lstrip())]
            if text:
                made.append(Piece(kind, text, lead))
                lead = stretch[len(stretch.rstrip()) :]
            start = end
        self.pieces[at : at + 1] = made

    def _headline_first(self) -> None:
        for index, piece in enumerate(self.pieces):
            if piece.kind == "headline":
                del self.pieces[index]
                self.pieces.insert(0, piece)
                return
        if self.details.headline:
            self.pieces.insert(0, Piece("headline", self.details.headline))


def read_story(paragraphs: list[Paragraph], details: Details) -> tuple[list[Piece], Details]:
    """The pieces of a page in the order they are kept (headline first), and the details that its lines add."""
    return Story(paragraphs, details).read()
