"""How words were given out: the medium in the report's words, and the reporter or outlet that was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.records import Voice
from whyhere.statements.lexicon import reporting
from whyhere.statements.naming import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.statements.cue import Cue
    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Sentence, Token


def medium_of(document: Document, sentence: Sentence, cue: Cue) -> str | None:
    """How it was said, in the report's words: "told …", "in a statement"."""
    said = []
    if cue.addressee:
        verb = cue.token.text if cue.token.lemma in reporting("addressed", "verbs") else "to"
        said.append(f"{verb} {document.text(cue.addressee)}")
    if cue.manner:
        said.append(f"{_preposition(sentence, cue.manner[0])}{document.text(cue.manner)}")
    return ", ".join(said) or None


def _preposition(sentence: Sentence, first: Token) -> str:
    for token in reversed(sentence.tokens[: first.index]):
        if token.upos == "ADP":
            return f"{token.text.lower()} "
        if token.upos not in {"DET", "ADJ"}:
            break
    return ""


def told_links(document: Document, sentence: Sentence, addressee: tuple[Token, ...]) -> list[Voice]:
    """The reporter and the outlet that were told, as links of the chain; a council or a crowd is no link."""
    addressee = _without_date(addressee)
    words = {t.lemma.lower() for t in addressee}
    if words & reporting("media", "bodies"):
        return []
    owner = next((i for i, t in enumerate(addressee) if t.text in {"'s", "’s"}), None)
    if owner is not None and owner + 1 < len(addressee):
        outlet = [t for t in addressee[:owner] if t.text.lower() not in ARTICLES]
        person = addressee[owner + 1 :]
        names = [t for t in person if t.upos == "PROPN"]
        common = {t.lemma.lower() for t in person if t.upos == "NOUN"}
        if (common or not names) and not common & reporting("media", "journalists"):
            return []  # "the province's chief judge X" is no medium
        outlet_voice = _link(document, outlet)
        return [_link(document, names), outlet_voice] if names else [outlet_voice]
    proper = [t for t in addressee if t.upos == "PROPN"]
    medial = bool(words & (reporting("media", "outlets") | reporting("media", "journalists")))
    if addressee[-1].upos == "NOUN" and not medial:
        return []  # "told Ardun staff"
    if not proper or not (medial or _is_org(sentence, proper)):
        return []
    return [_link(document, [t for t in addressee if t.index >= _name_start(addressee)])]


def _without_date(addressee: tuple[Token, ...]) -> tuple[Token, ...]:
    """The one told without the day it was: "told the Hill Post Monday"."""
    days = {*vocabulary.load("dates")["weekdays"], *vocabulary.load("dates")["months"], "yesterday", "today"}
    place = next((i for i, t in enumerate(addressee) if t.text.lower() in days and i), len(addressee))
    return addressee[:place]


def _name_start(addressee: Sequence[Token]) -> int:
    """Past "Beirut-based" and the article, to the outlet's own name."""
    start = addressee[0].index
    for token in addressee:
        if token.text.lower() in {"based", *ARTICLES} or (token.upos == "ADJ" and token.text.islower()):
            start = token.index + 1
    return min(start, addressee[-1].index)


def _is_org(sentence: Sentence, proper: Sequence[Token]) -> bool:
    """Whether the name is that of a body: so labelled, or initials in capitals."""
    labels = {e.label for e in sentence.entities for t in proper if e.first <= t.index < e.last}
    return "ORG" in labels or (len(proper) == 1 and proper[0].text.isupper() and len(proper[0].text) > 1)


def _link(document: Document, tokens: Sequence[Token]) -> Voice:
    span = document.span(tokens[0], tokens[-1])
    return Voice(span.text, named=any(t.upos == "PROPN" for t in tokens), span=span, kind="medium")
