"""What an address asks for, as values; whatever else is in it is refused with the mend."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, get_args

from starlette.exceptions import HTTPException

from whyhere.forms import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS = 100  # characters of a search
QUESTIONS: tuple[Question, ...] = get_args(Question)
_ID = re.compile(r"-?[0-9]{1,12}")
_REPORT = re.compile(r"[0-9A-Za-z_.:-]{1,128}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPAN = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


def place_id(text: str) -> int:
    """The id of a place; a name is no address (search for it)."""
    if not _ID.fullmatch(text):
        raise HTTPException(400, f"{text[:40]!r} is no id of a place: search for its name on the first page.")
    return int(text)


def report_id(text: str) -> str:
    """The id of a report."""
    if not _REPORT.fullmatch(text):
        raise HTTPException(400, "This is no id of a report.")
    return text


def question(text: str) -> Question:
    """One of the questions that can be asked."""
    if text not in QUESTIONS:
        raise HTTPException(404, f"{text[:40]!r} is no question; there are {', '.join(QUESTIONS)}.")
    return text


def as_of(query: Mapping[str, str]) -> date | None:
    """The day that ``?as_of=`` names; None without one."""
    text = query.get("as_of", "")
    if not text:
        return None
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # the 31st of June: said below
    raise HTTPException(400, f"as_of={text[:20]!r} is no date; write it as YYYY-MM-DD.")


def words(query: Mapping[str, str]) -> str:
    """The words that ``?q=`` searches for; empty without one."""
    text = query.get("q", "").strip()
    if len(text) > WORDS or "\x00" in text:
        raise HTTPException(400, f"A search has {WORDS} characters at most.")
    return text


def span(query: Mapping[str, str], length: int) -> tuple[int, int] | None:
    """The stretch that ``?span=a-b`` names within a text of that length; None without one."""
    text = query.get("span", "")
    if not text:
        return None
    found = _SPAN.fullmatch(text)
    start, end = (int(found[1]), int(found[2])) if found else (0, 0)
    if not start < end <= length:
        raise HTTPException(400, f"span={text[:24]!r} is no stretch of this text; write it as START-END, as cited.")
    return start, end
