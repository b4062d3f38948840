"""Who holds the place, since when, who says so and who denies it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.evidence import when_of
from whyhere.explainer.sentences.claims import SURE, alike, best_dated, cites, claim, is_told, mark_used
from whyhere.explainer.sentences.grammar import be, is_plural
from whyhere.explainer.sentences.quotation import quoted, refuses
from whyhere.explainer.sentences.scene import Draft, printed_day
from whyhere.explainer.sentences.sources import attributed, distinct, in_reports, together
from whyhere.explainer.spoken import when_phrase
from whyhere.records import Control

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Scene
    from whyhere.records import Evidence, PartyRef, PlaceRef

_EARLIER_AT_MOST = 2


def situation(scene: Scene) -> Iterator[Draft | None]:
    """The lead: the newest account of who holds the place, those who differ, and who held it before."""
    verdict = scene.dossier.control
    groups = _groups(verdict.supporting, scene)
    opposing = _groups(verdict.opposing, scene)
    told: set[tuple[str, str | None]] = set()
    denials = [group for group in opposing if _is_denial(group[0])]
    others = [group for group in groups[1:] if _key(group[0], scene)[1] != _key(groups[0][0], scene)[1]]
    for i, group in enumerate([*groups[:1], *(others or groups[1:])[:1]]):  # the other side's word before more of one's
        told.add(_key(group[0], scene)[:2])
        yield _told(group, scene, but=_contradicts(group, denials, scene) if i == 0 else ())
    untold = [g for g in denials if not is_told(g[0], scene)]
    yield from (_denial(group, scene) or _words(group[0], scene) for group in untold[:2])
    yield from (_told(group, scene) for group in [g for g in opposing if g not in denials][:2])
    told |= {_key(group[0], scene)[:2] for group in opposing}
    yield from _earlier(told, scene)


def _groups(items: Sequence[Evidence], scene: Scene) -> list[list[Evidence]]:
    """The same claim together, most origins first, then in the dossier's order; dated or not."""
    usable = [item for item in items if isinstance(item.finding, Control)]
    groups = alike(usable, lambda item: _key(item, scene))
    return sorted(groups, key=lambda group: (-len({item.origin for item in group}), -newest(group)))


def newest(items: Sequence[Evidence]) -> int:
    """The day of the newest of them, as a number; 0 where none has one."""
    return max((day.toordinal() for item in items if (day := printed_day(item)) is not None), default=0)


def _key(item: Evidence, scene: Scene) -> tuple[str, str | None, bool]:
    finding = item.finding
    assert isinstance(finding, Control)  # noqa: S101 - _groups lets nothing else in
    change = finding.change.value
    kind = "gains" if change in ("captured", "retook") else change
    return (f"{kind} {_side(finding.place)}".strip(), scene.party_key(finding.party), finding.negated)


def _side(place: PlaceRef | None) -> str:
    """The part that is meant, however it is said: "eastern", "east", "Eastern" are one; "area", "parts" are none."""
    word = (place.part or "").lower().removeprefix("the ") if place is not None else ""
    wording = vocabulary.load("wording")["places"]
    side = word.removesuffix("ern")
    return side if side in wording["halves"] or word in (*wording["sides"], *wording["shares"]) else ""


def clause(item: Evidence, scene: Scene, *, dated: bool = True, now: bool = False) -> str | None:
    """Such as "the League withdrew from Maravel on 5 June 2031", or None where a slot does not print."""
    finding = item.finding
    if not isinstance(finding, Control) or item.statement.certainty not in (*SURE, "denied"):
        return None
    wording, change = vocabulary.load("wording"), finding.change.value
    toward = finding.place if change != "advanced" or _side(finding.place) else _whole(finding.place)
    verbs, party, place = wording["control"].get(change), scene.force(finding.party), scene.place_name(toward)
    when = when_phrase(when_of(item)) if dated else ""
    if finding.party is None and place is not None and not finding.negated and change in wording["control_passive"]:
        return f"{wording['control_passive'][change].format(place=place)} {when}".rstrip()
    if verbs is None or party is None or place is None:
        return None
    if change == "holds part" and finding.place is not None and finding.place.part:
        verbs = wording["control"]["held"]
    doing = wording["control_going_on"].get(change)
    if doing and not dated and not finding.negated and when_phrase(when_of(item)).startswith("since"):
        return f"{party} {be(party)} {doing} {place}"
    if not finding.negated and dated and (going_on := _going_on(finding, party, place, now=now)) is not None:
        return going_on
    holding = now and change in ("held", "holds part") and not finding.until and not finding.negated
    verb = f"did not {verbs[1]}" if finding.negated else _present(verbs[1], party) if holding else verbs[0]
    return f"{party} {verb} {place}{_from(finding, scene)} {'' if holding else when}".rstrip()


def _whole(place: PlaceRef | None) -> PlaceRef | None:
    """The place without a part that cannot be found on a map: "within kilometres of", "areas"."""
    return replace(place, part=None) if place is not None else None


def _present(verb: str, party: str) -> str:
    """The present of "hold" and "hold part of"."""
    return verb if is_plural(party) else verb.replace("hold", "holds", 1)


def _going_on(finding: Control, party: str, place: str, *, now: bool) -> str | None:
    """What goes on since a known day: "the League has held Maravel since 5 June 2031"; "had", where that is old."""
    ref = finding.since or (finding.when if finding.when and finding.change.value != "held" else None)
    since = when_phrase(ref.when) if ref is not None else ""
    doing = vocabulary.load("wording")["control_going_on"].get(finding.change.value)
    if not since.startswith("since") or finding.until or (doing is None and finding.change.value != "held"):
        return None
    has = "had" if not now else "have" if is_plural(party) else "has"
    return f"{party} {has} {f'been {doing}' if doing else 'held'} {place} {since}"


def _from(finding: Control, scene: Scene) -> str:
    taken = finding.change.value in vocabulary.load("wording")["control_sense"]["from"]
    other = (
        scene.force(finding.other)
        if taken and scene.party_key(finding.other) != scene.party_key(finding.party)
        else None
    )
    return f" from {other}" if other else ""


def _told(group: Sequence[Evidence], scene: Scene, *, but: Sequence[Evidence] = ()) -> Draft | None:
    """The claim with its sources; ``but`` are those who deny it, in the same breath."""
    lead = best_dated(group)
    ordered = [lead, *(i for i in group if i is not lead)]
    now = lead in scene.dossier.control.supporting and scene.is_fresh(group)
    draft = _described(group, scene) if not now else None
    draft = draft or claim(clause(lead, scene, now=now), ordered, scene, printed=True) or _words(lead, scene)
    if draft is None or not but:
        return draft
    who = _deniers(but, scene)
    mark_used(but, scene)
    return Draft(f"{draft.text}, but {who} it", (*draft.citations, *cites(but, scene)))


def _described(group: Sequence[Evidence], scene: Scene) -> Draft | None:
    """A holding named in passing only: "the Post described eastern Maravel as League-held in a report of …"."""
    shown = [item for item in group if (text := _description(item, scene)) is not None]
    if len(shown) < len(group):
        return None
    lead = group[0].finding
    assert isinstance(lead, Control)  # noqa: S101 - only control findings have a description
    place, text = scene.place_name(lead.place), _description(group[0], scene)
    if place is None:
        return None
    mark_used(group, scene)
    who = together(distinct(group, scene)).rsplit(" ", 1)[0]
    return Draft(f"{who} described {place} as {text} {in_reports(group, scene)}".rstrip(), cites(group, scene))


def _description(item: Evidence, scene: Scene) -> str | None:
    """Such as "League-held", "a stronghold of the League"; None for a holding that is told by a verb of its own."""
    finding = item.finding
    if not isinstance(finding, Control) or finding.negated or item.statement.certainty not in (*SURE, "estimated"):
        return None
    words, said = vocabulary.load("wording")["control_described"], finding.change.text.lower()
    party = scene.parties.get(finding.party.id or "") if finding.party else None
    name = scene.party(finding.party)
    if name is None or finding.change.value not in ("held", "holds part"):
        return None
    if said in words["strong"]:
        return f"a stronghold of {name}"
    if said in words["held"] and re.search(rf"\w-\s?{said}\b|^{said} ", finding.span.text.lower()):
        short = f"{party.adjective}-held" if party and party.adjective else ""
        own = short.islower() or short in finding.span.text  # a name with a capital only as the report has it
        return short if short and own else f"held by {name}"
    return None


def _words(item: Evidence, scene: Scene) -> Draft | None:
    """The statement's own words where most of them tell of control, and not of something else."""
    whole, own = item.statement.span.text.split(), item.finding.span.text.split() if item.finding else []
    return quoted(item, scene, dated=True) if len(own) * 2 >= len(whole) else None


def _contradicts(group: Sequence[Evidence], denials: Sequence[Sequence[Evidence]], scene: Scene) -> Sequence[Evidence]:
    """The denial of what the group claims: of the same party, and all of it in so many words denied."""
    for denial in denials:
        same = _key(denial[0], scene)[1] == _key(group[0], scene)[1]
        if same and all(item.statement.certainty == "denied" for item in denial):
            return denial
    return ()


def _deniers(group: Sequence[Evidence], scene: Scene) -> str:
    """Such as "the League denies", "the League and two residents deny"."""
    sources = distinct(group, scene)
    who = together(sources).rsplit(" ", 1)[0]
    return f"{who} {'deny' if len(sources) > 1 or is_plural(who) else 'denies'}"


def _is_denial(item: Evidence) -> bool:
    return bool(getattr(item.finding, "negated", False)) or item.statement.certainty == "denied"


def _denial(group: Sequence[Evidence], scene: Scene) -> Draft | None:
    finding = group[0].finding
    assert isinstance(finding, Control)  # noqa: S101 - _groups lets nothing else in
    verbs = vocabulary.load("wording")["control"].get(finding.change.value)
    party, place = scene.force(finding.party), scene.place_name(finding.place)
    if verbs is None or party is None or place is None:
        return None
    mark_used(group, scene)
    if not refuses(group[0]):
        return Draft(attributed(f"{party} did not {verbs[1]} {place}", group, scene), cites(group, scene))
    done = {"held": "hold" if is_plural(party) else "holds"}.get(finding.change.value, verbs[0])
    return Draft(f"{_deniers(group, scene)} that {party} {done} {place}", cites(group, scene))


def _earlier(told: set[tuple[str, str | None]], scene: Scene) -> Iterator[Draft | None]:
    """Who held it before: what the history tells and the verdict's evidence does not."""
    groups = _groups(scene.dossier.control_history, scene)
    holder = scene.dossier.control.value_id
    others = [g for g in groups if holder is None or scene.party_key(_party(g[0])) != holder]
    earlier = [g for g in others if _key(g[0], scene)[:2] not in told and not _is_denial(g[0])]
    if scene.dossier.control.supporting:  # that it fell, to nobody in particular, says less than who took it
        earlier = [g for g in earlier if _party(g[0]) is not None or not _key(g[0], scene)[0].startswith("gains")]
    earlier.sort(key=lambda group: (not any(_since(item) for item in group), -newest(group)))
    for group in earlier[:_EARLIER_AT_MOST]:
        lead = next((item for item in group if _since(item)), best_dated(group))
        words = _had(lead, scene)
        if words:
            rest = [item for item in group if item is not lead]
            yield _described(group, scene) or claim(words, [lead, *rest], scene, printed=True)


def _party(item: Evidence) -> PartyRef | None:
    return item.finding.party if isinstance(item.finding, Control) else None


def _since(item: Evidence) -> bool:
    return isinstance(item.finding, Control) and item.finding.since is not None


def _had(item: Evidence, scene: Scene) -> str | None:
    """A holding that is over, with the length that its report gives: "the League had held it for more than a year"."""
    finding = item.finding
    if not isinstance(finding, Control) or finding.change.value != "held" or item.statement.certainty not in SURE:
        return clause(item, scene)
    party, place = scene.force(finding.party), scene.place_name(finding.place)
    if party is None or place is None or finding.negated:
        return None
    since = finding.since
    if since is not None and since.text.lower().startswith(("for ", "since ")):
        return f"{party} had held {place} {since.text[0].lower()}{since.text[1:]}"
    began = when_phrase(since.when) if since is not None else ""
    return (
        f"{party} {'had held' if began.startswith('since') else 'held'} {place} {when_phrase(when_of(item))}".rstrip()
    )
