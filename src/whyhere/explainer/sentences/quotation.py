"""Cutting a quotation that reads as one: a whole clause of the exact words, forty words at most."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.evidence import citation
from whyhere.explainer.sentences.scene import Draft
from whyhere.explainer.sentences.sources import agrees, in_reports, source_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.explainer.sentences.scene import Scene
    from whyhere.records import Evidence

MOST_WORDS = 40
_FEWEST_WORDS = 5
_MARKS = '“”"„«»'
_HEADLESS = ("will", "would", "has", "have", "had", "was", "were", "is", "are", "been", "being")  # of no subject
# where a long quotation may end: after a sentence, a clause, a clause joined by a conjunction
_BOUNDS = (
    re.compile(r"[.!?](?=\s)"),
    re.compile(r";(?=\s)"),
    re.compile(r",(?=\s(?:and|but|or|so|while|which|who)\s)"),
    re.compile(r"\s(?:–|—)\s"),
)


def quotation(item: Evidence, *, own: bool = False) -> str | None:
    """The stretch of the statement to quote, or None where none of it is a clause of its own; ``own``: of its finding.

    Narration is quoted from its finding's clause where that stands alone, else whole; spoken words are quoted whole.
    """
    if item.statement.part == "headline":
        return None  # headlines are no sentences
    spoken = item.statement.kind == "quote"
    whole, part = item.statement.span.text, item.finding.span.text if item.finding is not None else ""
    for text in (part,) if own else (whole, part):
        stretch = _fitted(text.removeprefix("that ") if item.statement.kind == "indirect" else text)
        if stretch and _is_clause(stretch, spoken=spoken):
            return stretch
    return None


def _fitted(text: str) -> str | None:
    """Without its own marks and ends, cut at a clause's end where it is too long."""
    text = re.sub(r"[^\S\n]+", " ", text).strip().strip(_MARKS).strip()
    if text.count("(") > text.count(")"):
        text = text.rpartition("(")[0].rstrip()  # an aside that is cut off
    if "\n" in text or any(mark in text for mark in _MARKS):
        return None
    if len(text.split()) > MOST_WORDS:
        cut = _last_bound(text)
        if cut is None:
            return None
        text = text[:cut]
    text = text.rstrip(" ,;:–—.")
    return text if len(text.split()) >= _FEWEST_WORDS else None


def _last_bound(text: str) -> int | None:
    """The last clause end within the limit, the strongest kind of end first."""
    limit = next((m.end() for i, m in enumerate(re.finditer(r"\S+", text), start=1) if i == MOST_WORDS), len(text))
    for bound in _BOUNDS:
        ends = [
            m.start()
            for m in bound.finditer(text)
            if m.start() <= limit and len(text[: m.start()].split()) >= _FEWEST_WORDS
        ]
        if ends:
            return ends[-1]
    return None


def _is_clause(text: str, *, spoken: bool) -> bool:
    words = re.findall(r"[\w’'\-]+", text.lower())
    clause = vocabulary.load("wording")["clause"]
    if any(words[-len(end.split()) :] == end.split() for end in clause["dangling"]):
        return False
    if text.count("(") != text.count(")") or text.count("[") != text.count("]") or not words:
        return False
    if words[0] in (*clause["dependent"], *_HEADLESS) or not re.match(r"[\w‘']", text):
        return False
    verbs = [i for i in range(1, len(words)) if _is_verb(words, i, set(clause["finite"]))]
    within = sum(word in clause["openers_within"] for word in words[1:])
    if len(verbs) <= within or re.search(r"\bof \w+ing\b", " ".join(words[: verbs[0]])):
        return False
    return spoken or words[0] not in clause["hanging"]


def _is_verb(words: Sequence[str], i: int, finite: set[str]) -> bool:
    """A finite form, or a regular past that neither an article before nor "by" after makes a participle."""
    before_noun = vocabulary.load("wording")["clause"]["before_nouns"]
    if words[i] in finite:
        return True
    after = words[i + 1] if i + 1 < len(words) else ""
    regular = re.search(r"[a-z]{2,}ed$", words[i]) and "-" not in words[i]
    return bool(regular) and words[i - 1] not in before_noun and after != "by"


def refuses(item: Evidence) -> bool:
    """Whether somebody denies it, and does not merely say that it was not done ("they have not entered the town")."""
    statement = item.statement
    if statement.certainty != "denied" or statement.kind == "quote":
        return False
    no = set(vocabulary.load("grammar")["clause"]["negators"])
    denying = set(vocabulary.load("wording")["cite"]["hedges"]["denied"]) - no
    cue = statement.cue.text if statement.cue is not None else ""
    said, content = (set(re.findall(r"[\w’']+", text.lower())) for text in (cue, statement.span.text))
    return bool((said | content) & denying) or not content & no


def quoted(item: Evidence, scene: Scene, *, dated: bool = False) -> Draft | None:
    """An attributed quotation: “Whoever holds it holds the road,” Colonel Vint told Channel Six.

    None where it cannot be cut, or where the same words stand in the explainer already. ``dated`` adds when it was
    printed.
    """
    stretch = quotation(item)
    key = (item.report.id, item.statement.span.start, item.statement.span.end)
    if stretch is None or key in scene.used or stretch.casefold() in scene.quoted:
        return None
    scene.used.add(key)
    scene.quoted.add(stretch.casefold())
    source = source_of(item, scene)
    scene.told.add(
        (item.report.id, item.finding.span.start, item.finding.span.end, item.finding.type)
        if item.finding
        else (*key, "quote")
    )
    denies = refuses(item)
    verb = agrees(source, "denied", "denied") if denies else source.verb
    tail = f", {source.how}" if source.how.startswith("according") else f" {source.how}" if source.how else ""
    printed = in_reports([item], scene) if dated else ""
    when = f", {printed}" if printed else ""
    if source.verb == "reported":
        when = f" {printed.replace('in a report of', 'on')}" if printed else ""
    if denies:
        words = f"{source.who} {verb} that “{stretch}”{tail}{when}"
    elif stretch[:1].islower():
        words = f"{source.who} {verb}{tail}{f'{when},' if when.startswith(',') else when} that “{stretch}”"
    else:
        mark = "" if stretch[-1] in "!?" else ","
        # a name with its office after it comes behind the verb: “…,” said X, the minister
        turned = source.who.endswith(",") and verb == "said"
        said = f"said {source.who.rstrip(',')}" if turned else f"{source.who} {verb}"
        words = f"“{stretch}{mark}” {said}{tail}{when}"
    return Draft(words, (citation(item, scene.parties),))
