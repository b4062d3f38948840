"""What the road network says: shares, detours, who is cut off, ways out, aid; each sentence cites its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.evidence import citation
from whyhere.explainer.sentences.claims import finding_key
from whyhere.explainer.sentences.grammar import definite, listed
from whyhere.explainer.sentences.scene import Draft
from whyhere.explainer.sentences.whatif import added, is_far, what_if
from whyhere.explainer.spoken import counted, grouped, minutes, people, percent
from whyhere.records import FactCitation, Route

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Scene
    from whyhere.records import AidReach, Citation, Connection, CutOff, Exit, RouteCheck, Stakes

_TOLD_AT_MOST = 3
_WORTH_TELLING = 15.0  # minutes: a shorter detour changes nobody's journey


def importance(stakes: Stakes, scene: Scene) -> Iterator[Draft | None]:
    """How much runs through the place, who is cut off without it, what each party wins or loses."""
    yield _share(stakes, scene)
    yield _cut_off(stakes, scene)
    yield from what_if(stakes, scene)


def detours(stakes: Stakes, scene: Scene) -> Iterator[Draft | None]:
    """The connections that lose most without the place, in one sentence, and those that are lost in another."""
    through = [c for c in stakes.connections if c.through and c.minutes is not None and is_far(c, stakes)]
    lost = [c for c in through if c.minutes_without is None]
    longer = [c for c in through if c.minutes_without is not None and added(c) >= _WORTH_TELLING]
    yield _lost(lost[:_TOLD_AT_MOST], stakes, scene)
    yield _detours(longer[: _TOLD_AT_MOST + 1], stakes, scene)


def checks(stakes: Stakes, scene: Scene) -> Iterator[Draft | None]:
    """Reported claims about ways, borne out by the roads or not; what the roads cannot tell is passed over."""
    told: set[tuple[str, str | None]] = set()
    for check in stakes.checks:
        finding = check.evidence.finding
        claim = (
            (finding.effect.value, finding.via.name if finding.via else None) if isinstance(finding, Route) else None
        )
        if finding_key(check.evidence) in scene.checked:
            continue
        if claim is not None and claim not in told and len(told) < _TOLD_AT_MOST:
            draft = verdict_on(check, stakes, scene)
            told |= {claim} if draft else set()
            yield draft


def ways_out(stakes: Stakes, scene: Scene) -> Iterator[Draft | None]:
    """The roads out, and whose places they cross."""
    exits = stakes.exits
    if not exits:
        return
    free = [way for way in exits if not way.hostile]
    count = len(exits)
    plural = "s" if count > 1 else ""
    head = f"{counted(count)} separate road{plural} lead{'' if count > 1 else 's'} out of {scene.here()}"
    nearest = {way.to.name: way for way in sorted(exits, key=lambda way: -way.minutes)}  # the quickest way to each
    shown = [way for way in exits if nearest[way.to.name] is way][: _TOLD_AT_MOST + 1]
    ways = [f"{way.direction} to {way.to.name} ({minutes(way.minutes)})" for way in shown]
    text = f"{head}{': ' if len(shown) == count else ', among them '}{listed(ways)}"
    yield Draft(text, _facts(stakes, [way.fact for way in exits]))
    yield _crossings([way for way in exits if way not in free], stakes)


def aid(stakes: Stakes, scene: Scene) -> Iterator[Draft | None]:
    """How aid would come, from the nearest hubs."""
    for reach in stakes.aid[:2]:
        yield _aid(reach, stakes, scene)


def _facts(stakes: Stakes, keys: Sequence[str]) -> tuple[FactCitation, ...]:
    return tuple(FactCitation(stakes.facts[key]) for key in dict.fromkeys(keys) if key in stakes.facts)


def _drive(stakes: Stakes) -> str:
    return {"foot": "the walk", "truck": "the drive by truck"}.get(stakes.profile, "the drive")


def _share(stakes: Stakes, scene: Scene) -> Draft | None:
    if not stakes.pairs:
        return None
    through = round(stakes.share * stakes.pairs)
    routes = f"of the {grouped(stakes.pairs)} best routes between the area’s key sites"
    if through == 0 and stakes.cut_off:
        return None  # there is more to say of the place than that it is off the roads
    if through > 1:
        text = f"{grouped(through)} {routes}, {percent(stakes.share)}, run through {scene.here()}"
    else:
        text = f"{'one' if through else 'none'} {routes} runs through {scene.here()}"
    return Draft(f"by road, {text}", _facts(stakes, ["share"]))


def _cut_off(stakes: Stakes, scene: Scene) -> Draft | None:
    lost = [row for row in stakes.cut_off if row.minutes_without is None]
    if not lost:
        return _far(stakes, scene)
    names = [row.place.name for row in lost[:_TOLD_AT_MOST]]
    heads = sum(row.people for row in lost)
    who = f", home to {people(heads)} people," if heads else ""
    subject, rest = listed(names), ""
    if len(lost) > _TOLD_AT_MOST:
        subject, rest = f"{counted(len(lost))} places", f", among them {listed(names)}"
    text = f"with {scene.here()} closed, {subject}{who} would be left without a road to any capital or port{rest}"
    return Draft(text, _facts(stakes, ["cutoff", *(row.fact for row in lost)]))


def _far(stakes: Stakes, scene: Scene) -> Draft | None:
    """Places that keep a road, but a much longer one."""
    rows: list[CutOff] = [row for row in stakes.cut_off if row.minutes is not None and row.minutes_without is not None]
    if not rows:
        return None
    row = rows[0]
    extra = minutes((row.minutes_without or 0) - (row.minutes or 0))
    text = (
        f"without {scene.here()}, the way from {row.place.name} to the nearest capital or port would be {extra} longer"
    )
    return Draft(text, _facts(stakes, [row.fact]))


def _lost(lost: Sequence[Connection], stakes: Stakes, scene: Scene) -> Draft | None:
    if not lost:
        return None
    pairs = listed([f"{c.start.name}–{c.end.name}" for c in lost])
    text = f"without {scene.here()}, the road network has no other way for {pairs}"
    return Draft(text, _facts(stakes, [c.fact for c in lost]))


def _detours(longer: Sequence[Connection], stakes: Stakes, scene: Scene) -> Draft | None:
    if not longer:
        return None
    c = longer[0]
    text = (
        f"{_drive(stakes)} from {c.start.name} to {c.end.name} takes {minutes(c.minutes or 0)} through {scene.here()}"
        f" and {minutes(c.minutes_without or 0)} without it, {minutes(added(c))} longer"
    )
    more = _by_minutes(longer[1:])
    if more:
        text += f"; {listed(more)}"
    return Draft(text, _facts(stakes, [c.fact for c in longer]))


def _by_minutes(longer: Sequence[Connection]) -> list[str]:
    """Connections that lose alike in one breath: "A–B and A–C take 29 minutes longer"."""
    groups: dict[str, list[str]] = {}
    for c in longer:
        groups.setdefault(minutes(added(c)), []).append(f"{c.start.name}–{c.end.name}")
    return [f"{listed(names)} take{'' if len(names) > 1 else 's'} {time} longer" for time, names in groups.items()]


def verdict_on(check: RouteCheck, stakes: Stakes, scene: Scene) -> Draft | None:
    """Whether the road network bears a reported claim out, beside the claim's own words; None where it cannot tell."""
    if check.verdict == "cannot tell" or not isinstance(check.evidence.finding, Route):
        return None
    if check.evidence.statement.certainty != "asserted" or check.evidence.finding.negated:
        return None
    claims = vocabulary.load("wording")["route_claims"]
    effect, via = check.evidence.finding.effect.value, check.evidence.finding.via
    place = (scene.place_name(via) if via is not None and not scene.is_here(via) else None) or scene.here()
    claim = claims.get(effect, "the report").format(place=place)
    verb = "bears out" if check.verdict == "supported" else "does not bear out"
    sources: tuple[Citation, ...] = (*_facts(stakes, [check.fact]), citation(check.evidence, scene.parties))
    return Draft(f"the road network {verb} {claim}: {check.why}", sources)


def _crossings(hostile: Sequence[Exit], stakes: Stakes) -> Draft | None:
    if not hostile:
        return None
    names = list(dict.fromkeys(name for way in hostile for name in way.hostile))[:_TOLD_AT_MOST]
    subject = "the way" if len(hostile) == 1 else "the ways"
    goals = listed(list(dict.fromkeys(way.to.name for way in hostile)))
    verb = "crosses" if len(hostile) == 1 else "cross"
    text = f"{subject} to {goals} {verb} ground held by the other side, at {listed(names)}"
    return Draft(text, _facts(stakes, [way.fact for way in hostile]))


def _aid(reach: AidReach, stakes: Stakes, scene: Scene) -> Draft | None:
    here = scene.here()
    if reach.minutes is None:
        return Draft(f"no road leads from the aid hub at {reach.hub.name} to {here}", _facts(stakes, [reach.fact]))
    text = f"from the aid hub at {reach.hub.name}, {here} is {minutes(reach.minutes)} away"
    if reach.crosses:
        text += f", through ground held by {listed([definite(name) for name in reach.crosses])}"
    return Draft(text, _facts(stakes, [reach.fact]))
