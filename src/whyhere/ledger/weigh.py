"""From claims to a verdict: who holds a place, how sure that is, and one line of why.

``agreed``: two or more independent origins say it and nothing contradicts. ``single-source``: one origin says it and
nothing contradicts. ``disputed``: something contradicts (see :mod:`whyhere.ledger.lead`), or all that is said is that
nobody holds the whole. ``unknown``: nobody is said to hold it. An editor's word settles everything dated up to it; only
newer claims reopen the case.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from whyhere.ledger.lead import Case, origins, recency
from whyhere.ledger.why import day_in_words, why
from whyhere.records import Verdict, VerdictState, When

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from whyhere.ledger.allies import Allies
    from whyhere.ledger.claims import Claim, Sides
    from whyhere.ledger.review import VerdictReview
    from whyhere.records import DateRef, Evidence, PartyRef


def weigh(claims: Sequence[Claim], *, allies: Allies, sides: Sides, review: VerdictReview | None = None) -> Verdict:
    """The verdict on one place's control from all its counted claims, and an editor's review where there is one."""
    if review is None:
        return _weighed(claims, allies)
    if review.decision == "accept":
        return _noted(_weighed(claims, allies), f"accepted by {_signed(review)}")
    newer = _weighed([claim for claim in claims if claim.day > review.date], allies)
    if newer.state != "unknown":
        return _noted(newer, f"what was said before is set aside by {_signed(review)}")
    return _set_by_editor(claims, review, sides)


def _weighed(claims: Sequence[Claim], allies: Allies) -> Verdict:
    case = Case(claims, allies)
    lead, supporting, opposing = case.lead, case.supporting, case.opposing
    partly = [claim for claim in claims if claim.stance == "partly"]
    if lead is None:
        told = why([], partly, _fights(claims, date.min))
        words = "; ".join(part for part in ("nobody is said to hold it", told) if part)
        return _verdict("disputed" if partly else "unknown", None, [], partly, words)
    words = why(supporting, opposing, _fights(claims, lead.start))
    value = None if lead.side is None or _tied(case) else _name(supporting or [lead.claim], lead.side)
    if lead.side is None:
        words += "; nobody is said to have taken it since"
    verdict = _verdict(_state(case), value, supporting, opposing, words)
    return replace(verdict, since=_since(supporting, lead.start))


def _state(case: Case) -> VerdictState:
    if case.opposing:
        return "disputed"
    if case.lead is None or case.lead.side is None:
        return "unknown"
    return "agreed" if origins(case.supporting) > 1 else "single-source"


def _tied(case: Case) -> bool:
    """Whether another side's holding of the very day stands on as many origins: then nobody is ahead."""
    lead = case.lead
    if lead is None:
        return False
    rivals = [one for one in case.opposing if one.stance == "holds" and one.day == lead.day]
    strongest = max((origins([one for one in rivals if one.side == rival.side]) for rival in rivals), default=0)
    return strongest > 0 and strongest >= origins(case.supporting)


def _verdict(
    state: VerdictState,
    value: PartyRef | None,
    supporting: Sequence[Claim],
    opposing: Sequence[Claim],
    words: str,
) -> Verdict:
    return Verdict(
        state=state,
        value=None if value is None else value.name,
        value_id=None if value is None else value.id,
        since=None,
        supporting=_newest_first(supporting),
        opposing=_newest_first(opposing),
        origins=origins(supporting),
        why=words,
    )


def _newest_first(claims: Iterable[Claim]) -> tuple[Evidence, ...]:
    return tuple(claim.evidence for claim in sorted(claims, key=recency, reverse=True))


def _fights(claims: Sequence[Claim], start: date) -> list[Claim]:
    return [claim for claim in claims if claim.stance == "fights" and claim.day >= start]


def _since(supporting: Sequence[Claim], start: date) -> When | None:
    """Since when the leader holds it: the earliest time that a text gives, else "by" the first report's day."""
    told = [(claim.day, named.when) for claim in supporting for named in _times(claim) if named.when is not None]
    if told:
        return min(told, key=lambda one: (one[0], one[1].sort_key))[1]
    return None if start == date.min else When(None, start, "since")


def _times(claim: Claim) -> Iterable[DateRef]:
    finding = claim.control
    if claim.is_change:
        return [named for named in (finding.when, finding.since) if named is not None]
    return [finding.since] if finding.since is not None else []


def _name(claims: Sequence[Claim], side: str) -> PartyRef:
    """The leading party as most of its claims name it, with its id where one has it."""
    named = [party for claim in claims if claim.side == side and (party := _holder(claim)) is not None]
    common = Counter(party.name for party in named).most_common(1)[0][0]
    return max((party for party in named if party.name == common), key=lambda party: party.id is not None)


def _holder(claim: Claim) -> PartyRef | None:
    finding = claim.control
    taken_over = finding.change.value in {"lost", "withdrew"} and finding.other is not None
    return finding.other if taken_over else finding.party


def _set_by_editor(claims: Sequence[Claim], review: VerdictReview, sides: Sides) -> Verdict:
    """The editor's holder with what the ledger has for and against; unknown when the editor names none."""
    holding = [claim for claim in claims if claim.stance == "holds"]
    key = None if review.holder is None else (review.holder_id or sides.named(review.holder))
    supporting = [claim for claim in holding if claim.side == key]
    opposing = [claim for claim in holding if claim.side != key]
    state: VerdictState = "agreed" if origins(supporting) > 1 else "single-source"
    words = f"set by {_signed(review)}" if review.decision == "correct" else f"rejected by {_signed(review)}"
    verdict = _verdict("unknown" if key is None else state, None, supporting, opposing, words)
    since = When(None, review.date, "since") if key else None
    return replace(verdict, value=review.holder, value_id=review.holder_id, since=since)


def _signed(review: VerdictReview) -> str:
    return f"{review.author} on {day_in_words(review.date)}" + (f": {review.note}" if review.note else "")


def _noted(verdict: Verdict, note: str) -> Verdict:
    return replace(verdict, why=f"{verdict.why}; {note}")
