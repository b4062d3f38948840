"""Ways in our words: every effect from the slots that are filled, the roads' answer beside the claim."""

from __future__ import annotations

from dataclasses import replace

import fixture_statements as said
import pytest
from fixture import DOSSIER, PARTIES, STAKES

from whyhere.explainer.sentences.routes import clause, on_routes
from whyhere.explainer.sentences.scene import set_scene
from whyhere.records import Route, Term

ROUTE = said.DENIED_PASSAGE.finding
assert isinstance(ROUTE, Route)
SUPPLY = said.SUPPLY.finding.kind
BARE = replace(ROUTE, actor=None, party=None, to=(), via=None, kind=None)


def effect(value: str, words: str = "x") -> Term:
    return Term(words, ROUTE.effect.span, value)


FRAMES = [
    # slots → our words; what lacks a slot is quoted instead
    (replace(ROUTE, effect=effect("denied")), "the Northern League denied the Karsian government passage to Brask"),
    (replace(ROUTE, effect=effect("denied"), actor=None), "Maravel denied the Karsian government passage to Brask"),
    (replace(ROUTE, effect=effect("denied"), actor=None, via=None), "the Karsian government was denied passage to Brask"),
    (replace(ROUTE, effect=effect("denied"), to=()), "the Northern League denied the Karsian government passage through Maravel"),
    (replace(ROUTE, effect=effect("allowed"), actor=None, kind=SUPPLY), "Maravel gave the Karsian government a supply route to Brask"),
    (replace(ROUTE, effect=effect("hindered")), "the Northern League hindered the Karsian government on the way to Brask"),
    (replace(BARE, effect=effect("cut"), kind=SUPPLY), None),
    (replace(BARE, effect=effect("cut"), kind=SUPPLY, to=ROUTE.to), "a supply route to Brask was cut"),
    (replace(BARE, effect=effect("cut"), kind=SUPPLY, party=ROUTE.actor), "a supply route of the Northern League was cut"),
    (replace(BARE, effect=effect("cut"), kind=SUPPLY, actor=ROUTE.actor), "the Northern League cut a supply route"),
    (replace(BARE, effect=effect("closed"), kind=SUPPLY), "a supply route was closed"),
    (replace(BARE, effect=effect("threatened"), kind=SUPPLY, actor=ROUTE.actor), "the Northern League threatened a supply route"),
    (replace(BARE, effect=effect("lies on"), kind=SUPPLY, via=ROUTE.via, to=ROUTE.to), "Maravel lies on a supply route to Brask"),
    # near a road is not on it
    (replace(BARE, effect=effect("lies on", "lies near the road"), kind=SUPPLY, via=ROUTE.via, to=ROUTE.to), "Maravel lies near a supply route to Brask"),
    (replace(BARE, effect=effect("lies on"), kind=SUPPLY), None),
]  # fmt: skip


@pytest.mark.parametrize(("finding", "words"), FRAMES)
def test_each_effect_has_its_frames(finding: Route, words: str | None) -> None:
    item = replace(said.DENIED_PASSAGE, finding=finding)
    assert clause(item, set_scene(DOSSIER, STAKES, PARTIES)) == words


def test_the_roads_answer_stands_beside_the_claim() -> None:
    scene = set_scene(DOSSIER, STAKES, PARTIES)
    claim, answer = (sentence.text for sentence in scene.write(on_routes([said.SUPPLY], scene)))
    assert claim.startswith("Maravel lies on a supply route")
    assert answer.startswith("The road network bears out the report of a route through")


def test_of_what_lies_near_the_roads_are_not_asked() -> None:
    scene = set_scene(DOSSIER, STAKES, PARTIES)
    near = replace(said.SUPPLY, finding=replace(said.SUPPLY.finding, effect=effect("lies on", "lies close to")))
    assert len(scene.write(on_routes([near], scene))) == 1
