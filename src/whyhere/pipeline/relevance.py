"""Whether a report is of the beat's business at all: it names a place of the beat, or one of its parties.

Asked before a report is parsed, so that an archive costs little more than its bytes. What counts:

1. every settlement, province and country of the beat's countries by any name the gazetteer has, the countries'
   adjectives and peoples' names, the beat's key sites and the places of its roads;
2. the beat's parties by their names, aliases and leaders, where these are names, which begin with a capital:
   "rebels" are in every war's reports;
3. a place whose name is also a common word counts only where it stands like a name
   (:mod:`whyhere.gazetteer.matcher`).

A beat without countries has no business of its own: everything is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from whyhere.gazetteer.matcher import NameMatcher
    from whyhere.pipeline.desk import Desk
    from whyhere.records import Party, Place

LEAST_SURE = 4  # letters: a shorter name of a place is like to mean other things


def matcher(desk: Desk, also: Sequence[Place] = ()) -> NameMatcher | None:
    """What looks for the beat's names, and those of the places ``also``, in a text; None where everything is read."""
    from whyhere.gazetteer.matcher import NameMatcher

    countries = desk.beat.countries
    if not countries:
        return None
    named = {*_names(also), *(site.name for site in desk.sites), *_of_parties(desk.beat.parties)}
    sure = named | desk.gazetteer.division_names(countries)
    places = (desk.gazetteer.settlement_names(countries) | set(_names(_roadside(desk)))) - sure
    weak = {name for name in places if is_common(name)}
    return NameMatcher(sure | (places - weak), weak=weak)


def _roadside(desk: Desk) -> tuple[Place, ...]:
    return desk.network.places if desk.network else ()


def _names(places: Iterable[Place]) -> Iterator[str]:
    return (name for place in places for name in (place.name, *place.names))


def _of_parties(parties: Iterable[Party]) -> Iterator[str]:
    for party in parties:
        names = (party.name, *party.aliases, *party.leaders, party.adjective or "")
        yield from (name for name in names if name[:1].isupper())


def is_common(name: str) -> bool:
    """Whether a name of one word is an English word too, or too short to be sure of."""
    import simplemma

    if " " in name or "-" in name:
        return False
    if len(name) < LEAST_SURE:
        return True
    lower = name.lower()  # the lemma of a proper name has a capital
    return bool(simplemma.is_known(lower, lang="en")) and str(simplemma.lemmatize(lower, lang="en")).islower()
