"""No sentence without a source: what a sentence says must stand in what it cites.

Seven rules, each refused with its reason:

1. it cites something;
2. what it quotes is, letter for letter (white space aside), a stretch of a cited span that begins and ends with a word;
3. every date, and 4. every number stands in the citations; a number that its source only bounds keeps the bound;
5. every name does, and no two names are made into one;
6. it says no only where the citations do, and where a cited finding is negated it does;
7. evidence that is less than asserted keeps a hedge.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.errors import CitationError
from whyhere.explainer import grounds
from whyhere.explainer.dates import date_faults
from whyhere.explainer.names import name_faults
from whyhere.explainer.spoken import numbers_in
from whyhere.records import Sentence, SpanCitation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from whyhere.explainer.grounds import Ground
    from whyhere.records import Certainty, Citation

WEAKNESS: tuple[Certainty, ...] = ("asserted", "estimated", "expected", "conditional", "speculated", "denied")
_QUOTED = re.compile(r"“([^”]*)”")
_BOUND_REACH = 24  # letters before a number in which its bound must stand: "as many as" and a little


def cite(
    text: str, citations: Sequence[Citation], *, about: Sequence[str] = (), known: Mapping[str, str] | None = None
) -> Sentence:
    """The sentence with its citations; ``about`` are names of the explained place, ``known`` names of parties by id.

    Raises:
        CitationError: the citations do not carry the sentence; the message gives every reason.
    """
    problems = faults(text, citations, about=about, known=known)
    if problems:
        message = f"{text!r}: " + "; ".join(problems)
        raise CitationError(message)
    origins = {c.origin for c in citations if isinstance(c, SpanCitation)}
    return Sentence(text, weakest(citations), len(origins), tuple(citations))


def weakest(citations: Sequence[Citation]) -> Certainty:
    """The least sure of the citations; what is computed is asserted."""
    found = [c.certainty for c in citations if isinstance(c, SpanCitation)]
    return max(found, key=WEAKNESS.index, default="asserted")


def faults(
    text: str, citations: Sequence[Citation], *, about: Sequence[str] = (), known: Mapping[str, str] | None = None
) -> list[str]:
    """Every reason why the citations do not carry the sentence; empty when they do."""
    if not citations:
        return ["nothing is cited"]
    ground = grounds.of(citations, about, known or {})
    own = _QUOTED.sub("“”", text)
    undated, problems = date_faults(own, ground)
    return [
        *_quote_faults(text, ground),
        *problems,
        *_number_faults(undated, ground),
        *name_faults(undated, ground),
        *_negation_faults(text, own, ground),
        *_hedge_faults(text, ground),
    ]


def _quote_faults(text: str, ground: Ground) -> list[str]:
    if text.count("“") != text.count("”") or '"' in text:
        return ["its quotation marks do not pair"]
    return [
        f"“{quoted}” is no stretch of a cited span" for quoted in _QUOTED.findall(text) if not _stands(quoted, ground)
    ]


def _stands(quoted: str, ground: Ground) -> bool:
    """A comma or full stop before the closing mark is the sentence's own."""
    for words in (quoted, quoted.removesuffix(","), quoted.removesuffix(".")):
        bounded = rf"(?<!\w){re.escape(_spaced(words))}(?!\w)"
        if words.strip() and any(re.search(bounded, _spaced(span)) for span in ground.quotable):
            return True
    return False


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _number_faults(text: str, ground: Ground) -> list[str]:
    problems = []
    for offset, number in numbers_in(text):
        before, after = text[max(0, offset - _BOUND_REACH) : offset].lower(), text[offset:]
        if number in ground.exact or _counts_origins(number, after, ground):
            continue
        said = f"{number:,.0f}"
        if number in ground.upper or number in ground.lower:
            bounds = vocabulary.load("wording")["cite"]["bounds"]
            words = [
                *(bounds["upper"] if number in ground.upper else ()),
                *(bounds["lower"] if number in ground.lower else ()),
            ]
            if not any(re.search(rf"\b{word}\s*$", before) for word in words):
                problems.append(f"{said} has lost its bound")
        elif number not in ground.written:
            problems.append(f"{said} stands in no citation")
    return problems


def _counts_origins(number: float, after: str, ground: Ground) -> bool:
    """Such as "two other sources": a count of what is cited, not of the world."""
    nouns = vocabulary.load("wording")["cite"]["counted"]
    following = re.match(r"[\w,]+\s+(\w+)", after)
    return following is not None and following.group(1).lower() in nouns and number <= ground.origins


def _negation_faults(text: str, own: str, ground: Ground) -> list[str]:
    if grounds.negates(own) and not ground.says_no:
        return ["it says no where nothing cited does"]
    if ground.must_say_no and not grounds.negates(text):
        return ["it leaves out the no of what it cites"]
    return []


def _hedge_faults(text: str, ground: Ground) -> list[str]:
    hedges = vocabulary.load("wording")["cite"]["hedges"]
    lowered = text.lower()
    return [
        f"it leaves out that what it cites is {certainty}"
        for certainty in WEAKNESS
        if certainty in ground.certainties and certainty != "asserted"
        if not any(
            re.search(rf"(?<!\w){re.escape(word)}(?!\w)", lowered) or (word in ("n't", "n’t") and word in lowered)
            for word in hedges[certainty]
        )
    ]
