"""Claims and findings into statements: each finding in the smallest claim that holds it, each claim with its voice."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from whyhere.records import Statement
from whyhere.statements import claims as laid
from whyhere.statements import voices
from whyhere.statements.certainty import certainty_at, denies
from whyhere.statements.coreference import Resolved, Speakers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.records import Certainty, DateRef, Finding, Party, PlaceRef, Span, Voice
    from whyhere.statements.claims import Claim
    from whyhere.statements.cue import Cue
    from whyhere.statements.document import Document, Mentions
    from whyhere.statements.syntax import Token

_DEEPEST = 4  # reports within reports: what is nested deeper is no prose
M = TypeVar("M", "PlaceRef", "DateRef")
Located = tuple["Finding", "Token", int]  # a finding, its trigger, the index of its sentence


@dataclass(slots=True)
class Composer:
    """One document on its way to statements."""

    document: Document
    mentions: Mentions
    claims: Sequence[Claim]
    parties: Sequence[Party] = ()
    parsed_by: str = ""
    _layers: list[list[Claim]] = field(default_factory=list)

    def statements(self, findings: Sequence[Located], notes: Sequence[tuple[int, str]] = ()) -> list[Statement]:
        """All statements in text order; ``notes`` are what went wrong, by sentence."""
        self._layers = laid.by_sentence(self.document, self.claims)
        speakers = self._speakers()
        held: dict[int, list[Located]] = {}
        for finding in findings:
            claim = laid.innermost(self._layers[finding[2]], finding[1])
            if claim is not None:
                held.setdefault(id(claim), []).append(finding)
        made: dict[str, Statement] = {}
        for claim in self.claims:
            own = held.get(id(claim), [])
            if not own and claim.kind == "narration" and not claim.residue:
                continue
            for statement in self._of_claim(claim, own, speakers, notes):
                made.setdefault(statement.id, statement)
        return sorted(made.values(), key=lambda s: (s.span.start, -s.span.end))

    # ----------------------------------------------------------------------------------------------------- voices

    def _speakers(self) -> dict[int, Resolved]:
        """Each cue's source, resolved in the order of the text."""
        context = voices.Context(self.document, self.mentions, self.parties)
        memory = Speakers(self.document)
        cues: dict[int, tuple[Claim, Cue]] = {id(c.cue): (c, c.cue) for c in self.claims if c.cue is not None}
        found: dict[int, Resolved] = {}
        for key, (claim, cue) in sorted(cues.items(), key=lambda item: item[1][1].token.start):
            source = voices.describe(context, claim.at, cue)
            if source is not None:
                found[key] = memory.resolve(source, cue, nested=self._over(claim) is not None)
        return found

    def _chain(self, claim: Claim, speakers: dict[int, Resolved]) -> tuple[Voice, ...]:
        """From the words' origin to print."""
        links: list[Voice] = []
        context = voices.Context(self.document, self.mentions, self.parties)
        step: Claim | None = claim
        for _ in range(_DEEPEST):
            if step is None:
                break
            if step.cue is not None:
                resolved = speakers.get(id(step.cue))
                if resolved is not None and resolved.source is not None:
                    links.append(resolved.source.voice)
                links += voices.relays(context, step.at, step.cue)
            step = self._over(step)
        printers = voices.printers(self.document.report)
        printed = {v.name for v in printers}
        said = {v.name: v for v in reversed(links) if v.name not in printed}
        return (*reversed(said.values()), *printers)

    def _over(self, claim: Claim) -> Claim | None:
        """The claim in whose words this one's cue stands."""
        return laid.enclosing(self._layers[claim.at], claim)

    def _open(self, claim: Claim, speakers: dict[int, Resolved]) -> Iterator[str]:
        """What was abstained from about the speaker."""
        if claim.cue is None:
            if claim.kind == "quote":
                yield "speaker: not named"
            return
        resolved = speakers.get(id(claim.cue))
        if resolved is not None and resolved.note:
            yield resolved.note

    # -------------------------------------------------------------------------------------------------- statements

    def _of_claim(
        self, claim: Claim, own: list[Located], speakers: dict[int, Resolved], notes: Sequence[tuple[int, str]]
    ) -> Iterator[Statement]:
        """One statement for each certainty among the claim's findings; the first has the claim's whole span."""
        report = self.document.report
        whole = report.span(claim.start, claim.end)
        groups: dict[Certainty, list[Finding]] = {}
        main = self._certainty(claim)
        for finding, trigger, at in own:
            level = certainty_at(self.document, self.document.sentences[at], trigger, claim)
            if level == "asserted" and getattr(finding, "negated", False):
                level = "denied"
            groups.setdefault(level, []).append(finding)
        if not groups or (claim.kind != "narration" and main not in groups):
            groups.setdefault(main, [])
        first = main if main in groups else next(iter(groups))
        at = next(iter(laid.sentences_of(self.document, claim.start, claim.end)), claim.at)
        blank = Statement(
            id="", report=report.id, span=whole, kind=claim.kind, certainty=first, voice=self._chain(claim, speakers),
            cue=self._cue(claim), part=self.document.parts[at], parsed_by=self.parsed_by,
        )  # fmt: skip
        for level, findings in groups.items():
            span = whole if level == first else self._clause(claim, findings)
            open_points = [*self._open(claim, speakers), *self._unplaced(span, at, notes)]
            statement = replace(
                blank, span=span, certainty=level, findings=tuple(findings), places=self._places(span),
                unresolved=tuple(dict.fromkeys(open_points)),
            )  # fmt: skip
            yield replace(statement, id=_identity(statement))

    def _certainty(self, claim: Claim) -> Certainty:
        """The certainty of the claim's own top word."""
        for at in laid.sentences_of(self.document, claim.start, claim.end):
            sentence = self.document.sentences[at]
            inside = [t for t in sentence.tokens if claim.covers(t)]
            if inside:
                numbers = {t.index for t in inside}
                top = next((t for t in inside if t.head not in numbers and t.upos != "PUNCT"), inside[0])
                level = certainty_at(self.document, sentence, top, claim)
                told = claim.kind != "narration" and level == "asserted"
                return "denied" if told and denies(sentence, top) else level
        return "asserted"

    def _cue(self, claim: Claim) -> Span | None:
        if claim.cue is None or claim.cue.form == "headline":
            return None
        return self.document.span(claim.cue.token, claim.cue.token)

    def _clause(self, claim: Claim, findings: Sequence[Finding]) -> Span:
        start = max(claim.start, min(f.span.start for f in findings))
        end = min(claim.end, max(f.span.end for f in findings))
        return self.document.report.span(start, end) if start < end else findings[0].span

    def _places(self, span: Span) -> tuple[PlaceRef, ...]:
        return tuple(_within(self.mentions.places, span))

    def _unplaced(self, span: Span, at: int, notes: Sequence[tuple[int, str]]) -> Iterator[str]:
        """Places and dates that stayed open, and rules that failed, within the statement."""
        for place in self._places(span):
            if place.id is None:
                yield f"place: '{place.text}'"
        for day in _within(self.mentions.dates, span):
            if day.when is None:
                yield f"date: '{day.text}'"
        yield from (note for sentence, note in notes if sentence == at)


def _within(mentions: Sequence[M], span: Span) -> Iterator[M]:
    """The mentions inside the span; they are in text order."""
    first = bisect_left(mentions, span.start, key=lambda m: m.span.start)
    for mention in mentions[first:]:
        if mention.span.start >= span.end:
            break
        if mention.span.end <= span.end:
            yield mention


def _identity(statement: Statement) -> str:
    """A statement's id from its content: report, span, kind, certainty and the types of its findings."""
    kinds = ",".join(sorted(f.type for f in statement.findings))
    content = "|".join(
        (
            statement.report,
            str(statement.span.start),
            str(statement.span.end),
            statement.kind,
            statement.certainty,
            kinds,
        )
    )
    return hashlib.sha256(content.encode()).hexdigest()[:20]
