"""Dossier and stakes in, explainer out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.explainer.outline import question, sections
from whyhere.explainer.sentences.scene import set_scene
from whyhere.records import Explainer, MapData

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.records import Dossier, Party, Stakes, Stance


def compose(
    dossier: Dossier,
    stakes: Stakes | None,
    *,
    parties: Sequence[Party] = (),
    stances: Sequence[Stance] = (),
    drawn: MapData | None = None,
) -> Explainer:
    """The explainer of a place: cited sentences in sections, with all that its pages draw and list.

    A sentence that its citations do not carry is left out and counted in ``dropped``; the rest goes on.
    """
    scene = set_scene(dossier, stakes, parties, stances)
    told = sections(scene)
    return Explainer(
        place=dossier.place,
        as_of=dossier.as_of,
        question=question(scene, told),
        sections=told,
        dossier=dossier,
        stakes=stakes,
        parties=tuple(parties),
        map=drawn or MapData(),
        stances=tuple(stances),
        dropped=scene.dropped,
    )
