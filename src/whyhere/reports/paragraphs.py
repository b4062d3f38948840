"""Normalised text → paragraphs: empty lines part them, hard-wrapped lines are joined, other lines stand alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from whyhere.reports.agencies import agency_line
from whyhere.reports.build import PARAGRAPH
from whyhere.reports.lines import (
    byline_line,
    caption_line,
    credit_line,
    is_furniture,
    is_related_heading,
    is_video_line,
    related_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_WRAP_MIN, _WRAP_MAX = 40, 100  # characters a line, in text wrapped for a terminal or an e-mail
_MOST = 0.6  # of the lines of wrapped prose nearly all end inside a sentence
_STOPS = (".", "!", "?", ":", '"', "”", "…")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the white space before it; ``heading`` where the page itself says that it is one."""

    text: str
    lead: str = PARAGRAPH
    heading: bool = False


def split_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of normalised text, in order."""
    return [paragraph for block in text.split("\n\n") for paragraph in _block(block.strip("\n").split("\n"))]


def _block(lines: list[str]) -> Iterator[Paragraph]:
    run: list[str] = []
    lead = PARAGRAPH
    for line in lines:
        if not stands_alone(line):
            run.append(line)
            continue
        yield from _run(run, lead)
        lead = "\n" if run else lead
        yield Paragraph(line, lead)
        run, lead = [], "\n"
    yield from _run(run, lead)


def _run(lines: list[str], lead: str) -> Iterator[Paragraph]:
    if _wrapped(lines):
        yield Paragraph(" ".join(lines), lead)
        return
    for index, line in enumerate(lines):
        yield Paragraph(line, "\n" if index else lead)


def _wrapped(lines: list[str]) -> bool:
    """Whether the lines are one paragraph broken at a margin."""
    full = lines[:-1]
    if not full or max(map(len, lines)) > _WRAP_MAX or min(map(len, full)) < _WRAP_MIN:
        return False
    return sum(not line.endswith(_STOPS) for line in full) >= _MOST * len(full)


def stands_alone(line: str) -> bool:
    """Whether the line has a role of its own beside the story and is never part of a paragraph."""
    return bool(
        credit_line(line) is not None
        or caption_line(line)
        or agency_line(line)
        or byline_line(line)
        or related_line(line)
        or is_related_heading(line)
        or is_video_line(line)
        or is_furniture(line)
    )
