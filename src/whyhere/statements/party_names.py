"""Bodies called by name: names the model labels, and runs of capitals with a word for a party or organisation in them.

A later short form takes the full name where the report gives it: an abbreviation in brackets behind the name, or its
initials. Those who only report (agencies, channels, papers) and names beside a place noun are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.gazetteer import countries
from whyhere.statements.lexicon import reporting
from whyhere.statements.party_evidence import listed
from whyhere.statements.party_phrases import Phrase
from whyhere.statements.toponyms import is_title_case, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whyhere.statements.document import Document
    from whyhere.statements.syntax import Sentence, Token

LEAST_LABEL = 0.5
_LEAST_LETTERS, _MOST_LETTERS = 2, 6
_INSIDE = frozenset({"of", "for", "the", "and", "al", "-", "–", "without", "in", "against"})


def find_names(document: Document) -> dict[int, list[Phrase]]:
    """By sentence, the bodies named in it."""
    runs = {at: list(_named(document, sentence)) for at, sentence in enumerate(document.sentences)}
    full, outlets = short_forms(document), _outlets(document, runs)
    return {
        at: [expanded(phrase, full) for phrase in phrases if phrase.name not in outlets] for at, phrases in runs.items()
    }


def _outlets(document: Document, runs: dict[int, list[Phrase]]) -> set[str]:
    """Names that the report itself shows to report: "told X", "X's correspondent", "(X)", its own outlet and agency."""
    own = {name for name in (document.report.outlet, document.report.agency) if name}
    for at, phrases in runs.items():
        tokens = document.sentences[at].tokens
        for phrase in phrases:
            before = tokens[phrase.first - 1].text.lower() if phrase.first else ""
            behind = next((t.lemma.lower() for t in tokens[phrase.last : phrase.last + 2] if t.text[0].isalpha()), "")
            told = before in {"told", "quoted"} or (
                before == "to" and tokens[phrase.first - 2].lemma.lower() == "speak"
            )
            if (
                told
                or behind in reporting("media", "journalists")
                or (before == "(" and phrase.last - phrase.first == 1)
            ):
                own.add(phrase.name)
    return own


def _named(document: Document, sentence: Sentence) -> Iterator[Phrase]:
    taken: set[int] = set()
    for begin, end in _runs(sentence):
        first, last = _trimmed(sentence, begin, end)
        inside = sentence.tokens[first:last]
        lower = [t.text.lower() for t in inside]
        if not any(w in listed("named", "heads") for w in lower[1:]) or any(
            w in listed("named", "never") for w in lower
        ):
            continue
        taken |= set(range(first, last))
        yield Phrase(first, last, document.text(inside), "as said")
    for entity in sentence.entities:
        inside = sentence.tokens[entity.first : entity.last]
        behind = sentence.tokens[entity.last].text.lower() if entity.last < len(sentence.tokens) else ""
        if (
            behind in listed("named", "never")
            or entity.label != "ORG"
            or entity.score < LEAST_LABEL
            or taken & set(range(entity.first, entity.last))
        ):
            continue
        if _is_body(inside):
            yield Phrase(entity.first, entity.last, document.text(inside), "a body the report names")


def _trimmed(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """The run without what lost commas ran into it: countries and places in front, titles and peoples behind."""
    tokens = sentence.tokens
    joined = [
        i for i in range(first + 1, last) if tokens[i].text == "the" and tokens[i - 1].text.lower() not in _INSIDE
    ]
    first = joined[-1] + 1 if joined else first
    while first < last - 1 and (countries.is_country_name(tokens[first].text) or _is_place(sentence, first)):
        first += 1
    if is_title_case(sentence):  # a headline's capitals end no name
        heads = [i for i in range(first + 1, last) if tokens[i].text.lower() in listed("named", "heads")]
        last = heads[0] + 1 if heads else last
    titles = words("context", "titles") | words("context", "offices")
    end = next((i for i in range(first + 1, last) if tokens[i].text.lower() in titles), last)
    while end > first + 1 and (countries.is_demonym(tokens[end - 1].text) or tokens[end - 1].text.lower() in _INSIDE):
        end -= 1
    return first, end


def _is_place(sentence: Sentence, at: int) -> bool:
    """Whether the model sees a place of its own at the token, not the first word of a body's name."""
    return any(
        e.label == "LOC" and e.first == at and e.score >= LEAST_LABEL and e.last == at + 1 for e in sentence.entities
    )


def _is_body(tokens: tuple[Token, ...]) -> bool:
    lower = {t.text.lower() for t in tokens}
    text = " ".join(t.text for t in tokens)
    place = countries.is_country_name(text) or countries.is_demonym(text)
    return not (lower & listed("named", "never") or lower & words("context", "never") or place) and any(
        t.text[0].isupper() for t in tokens
    )


def _runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Runs of capital words, with small words between two of them."""
    tokens = sentence.tokens
    position = 0
    while position < len(tokens):
        if not tokens[position].text[0].isupper() or tokens[position].upos in {"PRON", "DET", "ADP", "SCONJ", "CCONJ"}:
            position += 1
            continue
        end = last = position + 1
        while end < len(tokens) and (tokens[end].text[0].isupper() or tokens[end].text.lower() in _INSIDE):
            if tokens[end].text[0].isupper():
                last = end + 1
            elif tokens[end].text.lower() in {"and", "in"} and not _goes_on(tokens, position, end):
                break
            end += 1
        if last - position > 1:
            yield position, last
        position = max(last, position + 1)


def _goes_on(tokens: tuple[Token, ...], first: int, end: int) -> bool:
    """Whether "and" or "in" may stand inside the name: behind "of", and where a state or union names its lands."""
    before = [t.text.lower() for t in tokens[first:end]]
    return bool({"of", "in"} & set(before)) or (tokens[end].text.lower() == "in" and before[-1] in {"state", "union"})


def short_forms(document: Document) -> dict[str, str]:
    """Abbreviations that the report itself explains: "Free Ostra Army (FOA)"."""
    found: dict[str, str] = {}
    for sentence in document.sentences:
        tokens = sentence.tokens
        for at in range(2, len(tokens) - 1):
            short = tokens[at].text
            bracketed = tokens[at - 1].text in "([" and tokens[at + 1].text in ")]"
            if not (bracketed and short.isupper() and _LEAST_LETTERS <= len(short) <= _MOST_LETTERS):
                continue
            start = _initials(tokens, at - 1, short)
            if start is not None:
                found.setdefault(short, document.text(tokens[start : at - 1]))
    return found


def _initials(tokens: tuple[Token, ...], end: int, short: str) -> int | None:
    """Where the run of capitals before a bracket begins whose initials the abbreviation has."""
    letters = list(short)
    at = end
    while letters and at > 0:
        at -= 1
        word = tokens[at].text
        if word[0].isupper() and word[0].upper() == letters[-1]:
            letters.pop()
        elif word[0].isupper() or (word.lower() not in _INSIDE and not word.isalpha()):
            return None
    return at if not letters else None


def expanded(phrase: Phrase, full: dict[str, str]) -> Phrase:
    """The phrase under its full name, where the report explains the abbreviation."""
    name = full.get(phrase.name)
    return Phrase(phrase.first, phrase.last, name, f"{phrase.name} stands for it in this report") if name else phrase
