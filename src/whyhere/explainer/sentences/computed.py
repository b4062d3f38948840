"""What the road network says: shares, detours, who is cut off, ways out, aid; each sentence cites its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.evidence import citation
from whyhere.explainer.sentences.grammar import definite, is_plural, listed
from whyhere.explainer.sentences.scene import Draft
from whyhere.explainer.spoken import counted, grouped, minutes, people, percent
from whyhere.records import FactCitation, Route

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Scene
    from whyhere.records import AidReach, Citation, Connection, CutOff, Exit, PartyStake, RouteCheck, Stakes

_TOLD_AT_MOST = 3
_WORTH_TELLING = 5.0  # minutes: a shorter detour changes nobody's journey


def importance(stakes: Stakes, scene: Scene) -> Iterator[Draft | None]:
    """How much runs through the place, who is cut off without it, what each party wins or loses."""
    yield _share(stakes, scene)
    yield _cut_off(stakes, scene)
    for stake in stakes.parties:
        yield _party(stake, stakes, scene)


def detours(stakes: Stakes, scene: Scene) -> Iterator[Draft | None]:
    """The connections that lose most without the place, in one sentence, and those that are lost in another."""
    through = [c for c in stakes.connections if c.through and c.minutes is not None]
    lost = [c for c in through if c.minutes_without is None]
    longer = [c for c in through if c.minutes_without is not None and _added(c) >= _WORTH_TELLING]
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
        if claim is not None and claim not in told and len(told) < _TOLD_AT_MOST:
            draft = _check(check, stakes, scene)
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


def _added(connection: Connection) -> float:
    return (connection.minutes_without or 0.0) - (connection.minutes or 0.0)


def _share(stakes: Stakes, scene: Scene) -> Draft | None:
    if not stakes.pairs:
        return None
    through = round(stakes.share * stakes.pairs)
    routes = f"of the {grouped(stakes.pairs)} best routes between the area’s key sites"
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


def _party(stake: PartyStake, stakes: Stakes, scene: Scene) -> Draft | None:
    party = definite(scene.parties[stake.party].name if stake.party in scene.parties else stake.party)
    changed = stake.lost if stake.holds else stake.gained
    if not changed:
        return None
    ended = [c for c in changed if c.minutes_without is None]
    longer = sorted((c for c in changed if c.minutes_without is not None), key=_added, reverse=True)
    many = is_plural(party)
    it, its, verb = (
        ("they", "their", "lose" if stake.holds else "take")
        if many
        else ("it", "its", "loses" if stake.holds else "takes")
    )
    parts = []
    if ended:
        pairs = listed([f"{c.start.name} and {c.end.name}" for c in ended[:1]])
        more = f" and {counted(len(ended) - 1)} other{'s' if len(ended) > 2 else ''}" if len(ended) > 1 else ""  # noqa: PLR2004 - plural
        change = ("lose" if many else "loses") if stake.holds else ("gain" if many else "gains")
        parts.append(f"{it} {change} {its if stake.holds else 'a'} road between {pairs}{more}")
    if longer and _added(longer[0]) >= _WORTH_TELLING:
        best = longer[0]
        change = "longer" if stake.holds else "shorter"
        parts.append(
            f"{its} way between {best.start.name} and {best.end.name} becomes {minutes(_added(best))} {change}"
        )
    if not parts:
        return None
    return Draft(
        f"if {party} {verb} {scene.here()}, {listed(parts)}", _facts(stakes, [stake.fact, *(c.fact for c in changed)])
    )


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
        f" and {minutes(c.minutes_without or 0)} without it, {minutes(_added(c))} longer"
    )
    more = _by_minutes(longer[1:])
    if more:
        text += f"; {listed(more)}"
    return Draft(text, _facts(stakes, [c.fact for c in longer]))


def _by_minutes(longer: Sequence[Connection]) -> list[str]:
    """Connections that lose alike in one breath: "A–B and A–C take 29 minutes longer"."""
    groups: dict[str, list[str]] = {}
    for c in longer:
        groups.setdefault(minutes(_added(c)), []).append(f"{c.start.name}–{c.end.name}")
    return [f"{listed(names)} take{'' if len(names) > 1 else 's'} {time} longer" for time, names in groups.items()]


def _check(check: RouteCheck, stakes: Stakes, scene: Scene) -> Draft | None:
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
