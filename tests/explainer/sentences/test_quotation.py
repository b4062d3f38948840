"""What may be quoted, and how it is cut."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import fixture_statements as said
import pytest

from whyhere.explainer.sentences.quotation import MOST_WORDS, quotation, refuses
from whyhere.records import Span

if TYPE_CHECKING:
    from whyhere.records import Evidence


LONG = "The road was open for an hour and then it was shut by shelling from the hills"


def evidence(text: str, *, kind: str = "narration") -> Evidence:
    span = Span("r1", 0, len(text), text)
    return replace(said.TALKS, statement=replace(said.TALKS.statement, span=span, kind=kind), finding=None)


QUOTED = [
    # a clause of its own; its full stop is ours
    ("The road to the sea is closed.", "narration", "The road to the sea is closed"),
    # its own marks are taken off
    ("“The road to the sea is closed.”", "quote", "The road to the sea is closed"),
    # spoken words may begin with a pronoun, narration may not: nobody would know who "they" are
    ("They have closed the road to the sea", "quote", "They have closed the road to the sea"),
    ("They have closed the road to the sea", "narration", None),
    # no clause: no verb, a relative clause, too short, a torn bracket, a quotation within, two lines
    ("the closed road to the sea and the hills", "narration", None),
    ("which have closed the road to the sea", "narration", None),
    ("The road is closed", "narration", None),
    ("The road (to the sea is closed to all", "narration", None),
    ('The road is "closed", he said of the way', "narration", None),
    ("The road is closed\nto all but the army", "narration", None),
    # too long: cut at the last sentence or clause within the limit
    (f"{LONG}. {LONG}, and {LONG}", "narration", LONG),
    (f"{LONG}, and {LONG} {LONG}", "narration", LONG),
    (" ".join([LONG] * 3), "narration", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "quoted"), QUOTED)
def test_what_is_quoted(text: str, kind: str, quoted: str | None) -> None:
    found = quotation(evidence(text, kind=kind))
    assert found == quoted
    assert found is None or len(found.split()) <= MOST_WORDS


DENIALS = [
    ("denied", "the Guard had crossed the border", True),
    ("denied", "the Guard had not crossed the border", True),
    ("evidence", "the Guard had crossed the border", True),
    ("said", "the Guard had not crossed the border", False),  # a no of its own is no denial of it
    (None, "the Guard has not crossed the border", False),
]


@pytest.mark.parametrize(("cue", "content", "denied"), DENIALS)
def test_what_is_denied(cue: str | None, content: str, denied: bool) -> None:  # noqa: FBT001 - a table's column
    item = evidence(content, kind="indirect")
    words = None if cue is None else Span("r1", 0, len(cue), cue)
    assert refuses(replace(item, statement=replace(item.statement, certainty="denied", cue=words))) is denied
