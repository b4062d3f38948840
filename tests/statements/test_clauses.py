"""The words, dates and conditions of one clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whyhere.records import DateRef
from whyhere.statements import clauses
from whyhere.statements.document import Mentions
from whyhere.statements.scenes import Scene

if TYPE_CHECKING:
    from whyhere.statements.syntax import Token

    from .conftest import Parse


def scene(parse: Parse, text: str, lemma: str, *, date: str = "") -> tuple[Scene, Token]:
    document = parse(text)
    start = text.find(date)
    span = document.report.span(start, start + len(date)) if date else None
    mentions = Mentions(dates=(DateRef(date, span, None),) if span else ())
    return Scene(document, 0, mentions), next(t for t in document.sentences[0].tokens if t.lemma == lemma)


@pytest.mark.parametrize(
    ("text", "lemma", "words"),
    [
        ("The army took Ardun, which lies on a hill.", "take", "The army took Ardun"),  # no relative clause
        ("While it rained, the army took Ardun.", "take", "the army took Ardun"),  # no other clause
        ("The army took Ardun and left Belmar.", "take", "The army took Ardun"),  # no coordinated clause
        ("The army managed to take Ardun.", "take", "The army managed to take Ardun"),  # the whole chain
        ("They praised the capture of Ardun.", "capture", "the capture of Ardun"),  # a noun with what hangs on it
        ("They launched an assault on Ardun.", "assault", "They launched an assault on Ardun"),  # with its light verb
    ],
)
def test_the_words_of_a_finding(parse: Parse, text: str, lemma: str, words: str) -> None:
    assert clauses.span(*scene(parse, text, lemma)).text == words


@pytest.mark.parametrize(
    ("text", "lemma", "date", "found"),
    [
        ("The army took Ardun on Monday.", "take", "on Monday", True),
        ("Clashes erupted in Ardun on Monday.", "clash", "on Monday", True),  # on the verb that tells of them
        ("The army said on Monday that Ardun was taken.", "take", "on Monday", False),  # that is when it was said
    ],
)
def test_the_date_of_a_finding(parse: Parse, text: str, lemma: str, date: str, *, found: bool) -> None:
    when = clauses.when(*scene(parse, text, lemma, date=date))
    assert (when is not None) is found


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("They will allow aid if the fighting ends.", "if the fighting ends"),
        ("They will not allow aid unless the army leaves.", "unless the army leaves"),
        ("They allowed aid because the fighting ended.", None),
    ],
)
def test_the_condition_on_a_finding(parse: Parse, text: str, condition: str | None) -> None:
    found = clauses.condition(*scene(parse, text, "allow"))
    assert (found.text if found else None) == condition


def test_what_an_offer_waits_for(parse: Parse) -> None:
    found = clauses.condition_phrase(*scene(parse, "They will allow aid after the end of the fighting.", "allow"))
    assert found is not None
    assert found.text == "after the end of the fighting"


@pytest.mark.parametrize(("date", "opener"), [("since March", "since"), ("March", "since"), ("on Monday", "")])
def test_the_word_that_opens_a_date(parse: Parse, date: str, opener: str) -> None:
    text = "They have held Ardun since March." if "March" in date else "They left Ardun on Monday."
    place, _ = scene(parse, text, "Ardun", date=date)
    assert clauses.opener(place, place.mentions.dates[0]) == opener
