"""One line in plain words: how many origins, in how many reports, from when to when, and what speaks against."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from whyhere.ledger.lead import origins

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from whyhere.ledger.claims import Claim
    from whyhere.records import ReportCard


_TO_TWELVE = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_FIGHTS = {"besieged": "a siege", "advanced": "an advance on it", "entered": "fighters entering it"}


def why(supporting: Sequence[Claim], opposing: Sequence[Claim], fights: Sequence[Claim]) -> str:
    """Numbers of origins and reports with their dates, then each kind of contradiction, then fighting since."""
    parts = [backing(supporting)] if supporting else []
    parts += [_against(words, found) for words, found in _kinds(opposing)]
    kinds = [kind for kind, _ in Counter(claim.control.change.value for claim in fights).most_common()]
    told = [_FIGHTS[kind] for kind in kinds if kind in _FIGHTS]
    if told:
        parts.append(f"also reported: {', '.join(told)}")
    return "; ".join(parts)


def backing(claims: Sequence[Claim]) -> str:
    """What stands behind claims: "three independent sources in five reports between 5 and 8 June 2031"."""
    cards = {claim.evidence.report.id: claim.evidence.report for claim in claims}.values()
    found = origins(claims)
    named = "one source" if found == 1 else f"{_number(found)} independent sources"
    return f"{named} in {'one report' if len(cards) == 1 else f'{_number(len(cards))} reports'} {_dates(cards)}"


def _number(number: int) -> str:
    return _TO_TWELVE[number] if number < len(_TO_TWELVE) else str(number)


def day_in_words(day: date) -> str:
    """A day as it is printed: 5 June 2031."""
    return f"{day.day} {day:%B %Y}"


def _kinds(opposing: Sequence[Claim]) -> list[tuple[str, list[Claim]]]:
    kinds: dict[str, list[Claim]] = {}
    for claim in opposing:
        kinds.setdefault(_said(claim), []).append(claim)
    return sorted(kinds.items(), key=lambda kind: (-origins(kind[1]), kind[0]))


def _said(claim: Claim) -> str:
    """What an opposing claim says, as the end of "one says that …"; empty for a plain denial."""
    finding = claim.control
    if claim.stance in {"denies", "stays"}:
        return ""
    if claim.stance == "partly":
        return "it is contested" if finding.change.value == "contested" else "only a part is held"
    party = finding.other if finding.change.value in {"lost", "withdrew"} and claim.stance == "holds" else finding.party
    name = party.name if party is not None else "another party"
    return f"{name} left it" if claim.stance == "left" else f"{name} holds it"


def _against(words: str, claims: Sequence[Claim]) -> str:
    found = origins(claims)
    verb = "deny" if not words else "say"
    told = f"one {'denies' if not words else 'says'}" if found == 1 else f"{_number(found)} {verb}"
    return f"{told} that {words}" if words else f"{told} it"


def _dates(cards: Collection[ReportCard]) -> str:
    days = sorted(day for card in cards if (day := _printed(card)) is not None)
    if not days:
        return "without a date"
    first, last = days[0], days[-1]
    if first == last:
        return f"of {day_in_words(last)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"between {first.day} and {day_in_words(last)}"
    start = f"{first.day} {first:%B}" if first.year == last.year else day_in_words(first)
    return f"between {start} and {day_in_words(last)}"


def _printed(card: ReportCard) -> date | None:
    return None if card.published is None else card.published.latest or card.published.earliest
