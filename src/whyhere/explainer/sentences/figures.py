"""Figures about people: those of one time and one source in a sentence, differing ones side by side, none averaged.

1. Accounts more than ``_ONE_TIME`` days apart tell of different things and never share a sentence.
2. Where several sources count the same thing at one time, they stand side by side; a source's other figures of that
   time follow one another in a sentence of its own. Deaths of which no day is given are of one thing only when they
   are printed within ``_ONE_EVENT`` days and none is over ``_ALIKE`` times another.
3. Who is trapped, displaced or in need comes first, then the dead and wounded, fighters last; of each the newest
   first. What is ``_PAST`` days older than the newest of all is left to the table.
4. A number is printed as its source prints it: words as words ("thousands"), digits as digits, bounds with both.
5. Each sentence says when: the day that the figures are of, else that of their report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.evidence import when_of
from whyhere.explainer.sentences.claims import alike, cites, mark_used
from whyhere.explainer.sentences.counts import bounded, is_slight, noun_phrase
from whyhere.explainer.sentences.grammar import listed
from whyhere.explainer.sentences.scene import Draft
from whyhere.explainer.sentences.sources import distinct, in_reports, together
from whyhere.explainer.spoken import when_phrase
from whyhere.records import Figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.explainer.sentences.scene import Scene
    from whyhere.records import Evidence, FigureGroup

_SIDES_AT_MOST = 4
_KINDS_AT_MOST = 4  # in one source's sentence
_SENTENCES_AT_MOST = 6
_ONE_TIME = 5  # days
_ONE_EVENT = 1  # day
_ALIKE = 5  # times
_PAST = 45  # days


def figures(groups: Sequence[FigureGroup], scene: Scene) -> Iterator[Draft | None]:
    """A time after the other, the newest first: what several count, then what one alone does."""
    rows = _each_once([row for group in groups for row in group.rows if _usable(row, scene)], scene)
    sets = [accounts for time in _times(rows[::-1]) for accounts in _sets(time, scene)]
    sets.sort(key=lambda accounts: min((_rank(a[0]), -_day(a[0]), -_size(a[0])) for a in accounts))
    for accounts in sets[:_SENTENCES_AT_MOST]:
        several = len(accounts) > 1 and len({_figure(account[0]).what.value for account in accounts}) == 1
        yield (_side_by_side if several else _one_source)(accounts, scene)


def _each_once(rows: Sequence[Evidence], scene: Scene) -> list[Evidence]:
    """One number of one speaker once, however often it is printed; one of one report once, whoever it is put to."""
    told: set[tuple[object, ...]] = set()
    kept = []
    for row in rows:
        figure = _figure(row)
        keys = {(_speaker(row, scene), *_key(row)), (row.report.family, _kind(row), figure.low, figure.high)}
        if not keys & told:
            kept.append(row)
        told |= keys
    return kept


def _rank(item: Evidence) -> int:
    """People in need of something first, fighters last."""
    groups = vocabulary.load("wording")["figure_many"]
    if _figure(item).what.value.rsplit(" ", 1)[0] in (*groups["fighters"], *groups["labels"]):
        return 2
    return 0 if _kind(item) in groups["standing"] else 1


def _times(rows: Sequence[Evidence]) -> list[list[Evidence]]:
    """The rows of each time, newest first: a time begins with its newest row and reaches ``_ONE_TIME`` days back."""
    found: list[list[Evidence]] = []
    ordered = sorted(rows, key=_day, reverse=True)
    for row in ordered:
        if found and _day(found[-1][0]) - _day(row) <= _ONE_TIME:
            found[-1].append(row)
        elif _day(ordered[0]) - _day(row) <= _PAST:
            found.append([row])
    return found


def _sets(rows: Sequence[Evidence], scene: Scene) -> Iterator[list[list[Evidence]]]:
    """The accounts of each sentence of one time."""
    order = list(vocabulary.load("wording")["figures"])
    kinds = alike(rows, lambda row: _figure(row).what.value)
    kinds.sort(key=lambda kind: order.index(_kind(kind[0])))
    alone: list[Evidence] = []
    for kind in kinds:
        accounts = _accounts(kind, scene)
        of_one = [account for account in accounts if _is_of_one_thing(account[0], accounts[0][0])]
        if len(of_one) > 1:
            yield of_one
        else:
            of_one = []
        alone += [row for account in accounts if account not in of_one for row in account]
    for group in alike(alone, lambda row: (_speaker(row, scene), _when(row, scene), _rank(row))):
        yield alike(group, _key)


def _is_of_one_thing(a: Evidence, b: Evidence) -> bool:
    """Whether two accounts of a kind may stand side by side: what stands does; of deaths those of one day."""
    if _kind(a) in vocabulary.load("wording")["figure_many"]["standing"]:
        return True
    if when_of(a) or when_of(b):
        return when_of(a) == when_of(b)
    least, most = sorted((_size(a), _size(b)))
    limit = _ONE_EVENT if _kind(a) in ("killed", "dead") else _ONE_TIME
    return abs(_day(a) - _day(b)) <= limit and most <= _ALIKE * least


def _size(item: Evidence) -> float:
    return _figure(item).high or _figure(item).low or 0


def _accounts(kind: Sequence[Evidence], scene: Scene) -> list[list[Evidence]]:
    """The same number together, the newest first; a source's older number of that time is left to the table."""
    heard: set[str] = set()
    kept = []
    for account in alike(kind, _key):
        new = [row for row in account if _speaker(row, scene) not in heard]
        heard |= {_speaker(row, scene) for row in account}
        if new:
            kept.append(new)
    return kept[:_SIDES_AT_MOST]


def _day(item: Evidence) -> int:
    """The day that a figure is of (the finding's, else the report's), as a number; 0 for none."""
    when = when_of(item) or item.report.published
    latest = (when.latest or when.earliest) if when else None
    return latest.toordinal() if latest else 0


def _when(item: Evidence, scene: Scene) -> str:
    """Such as "on 19 May 2031", "in a report of 2 June 2031": the figure's own day, else that of its print."""
    return when_phrase(when_of(item)) or in_reports([item], scene)


def _kind(item: Evidence) -> str:
    return item.finding.what.value.split()[-1] if isinstance(item.finding, Figure) and item.finding.what.value else ""


def _usable(item: Evidence, scene: Scene) -> bool:
    """What prose tells: asserted or estimated, of a known kind, more than one, and not of a whole country's people."""
    finding = item.finding
    if not isinstance(finding, Figure) or finding.negated or (finding.low is None and finding.high is None):
        return False
    known = _kind(item) in vocabulary.load("wording")["figures"]
    single = finding.high == 1 or (finding.low == 1 and finding.high is None)
    living, count = scene.dossier.place.population, finding.high or finding.low or 0
    fits = finding.place is not None or not living or count <= living
    sure = item.statement.certainty in ("asserted", "estimated")
    return sure and known and not single and fits and not is_slight(finding)


def _key(item: Evidence) -> tuple[object, ...]:
    finding = _figure(item)
    return (finding.what.value, finding.low, finding.high, finding.unit)


def _figure(item: Evidence) -> Figure:
    finding = item.finding
    if not isinstance(finding, Figure):  # _usable lets nothing else in
        raise TypeError(finding)
    return finding


def _speaker(item: Evidence, scene: Scene) -> str:
    met = set(scene.met)
    key = distinct([item], scene)[0].key
    scene.met = met  # only asked for, not named yet
    return key.removeprefix("the ")


def _side_by_side(accounts: Sequence[Sequence[Evidence]], scene: Scene) -> Draft:
    """Such as "In reports of 5 June 2031, the League spoke of 21,000 civilians trapped; the wire reported …"."""
    items = [item for account in accounts for item in account]
    times = {_when(item, scene) for item in items if when_of(item)} if all(map(when_of, items)) else set()
    first, *rest = accounts
    parts = [f"{_who(first, scene)} {_clause(first[0], scene)}{f' {times.pop()}' if len(times) == 1 else ''}"]
    parts += [f"{_who(account, scene)} {bounded(_figure(account[0]))}" for account in rest]
    mark_used(items, scene)
    dated = "" if all(map(when_of, items)) else in_reports(items, scene)
    return Draft(f"{dated}{', ' if dated else ''}{'; '.join(parts)}", cites(items, scene))


def _one_source(accounts: Sequence[Sequence[Evidence]], scene: Scene) -> Draft:
    """Such as "In a report of 2 June 2031, the Relief Corps spoke of 300 dead and thousands of people displaced"."""
    accounts = accounts[:_KINDS_AT_MOST]
    items = [item for account in accounts for item in account]
    own = when_phrase(when_of(items[0]))
    mark_used(items, scene)
    who = _who(items, scene)
    what = listed(_folded([account[0] for account in accounts], scene))
    dated = "" if own else in_reports(items, scene)
    if who.endswith(" reported"):
        dated = dated.replace("in a report of", "on")
    scene.turn += 1
    if dated and not who.endswith(" reported") and scene.turn % 2:
        return Draft(f"{who} {what}, {dated}", cites(items, scene))
    return Draft(f"{dated}{', ' if dated else ''}{who} {what} {own}".rstrip(), cites(items, scene))


def _folded(items: Sequence[Evidence], scene: Scene) -> list[str]:
    """What happened once after all whom it happened to: "20 people, four children killed"; 12 wounded apart."""
    found: list[str] = []
    for kind in alike(items, _kind):
        *firsts, last = sorted(kind, key=_size, reverse=True)
        found += [noun_phrase(_figure(item), scene.party(_figure(item).party)) for item in firsts]
        found.append(_clause(last, scene))
    return found


def _clause(item: Evidence, scene: Scene) -> str:
    figure = _figure(item)
    done = vocabulary.load("wording")["figures"][_kind(item)]
    place = scene.here() if "{place}" in done else ""
    return f"{noun_phrase(figure, scene.party(figure.party))} {done.format(place=place)}"


def _who(account: Sequence[Evidence], scene: Scene) -> str:
    """Who gives the figure, with the verb: outlets report, people speak of, estimates are estimated."""
    sources = distinct(account, scene)
    who = together(sources).rsplit(" ", 1)[0] if len(sources) > 1 else sources[0].who
    if any(item.statement.certainty == "estimated" and not _figure(item).hedge for item in account):
        return f"{who} estimated"
    return f"{who} reported" if all(source.verb == "reported" for source in sources) else f"{who} spoke of"
