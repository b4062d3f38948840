"""Places against GeoVirus (Gritta et al. 2018): which are found, and how many lie within 161 km of where they are.

The set is Wikinews articles on epidemics all over the world, cut into paragraphs. The first half of the paragraphs is
for looking at mistakes, the second half is measured and never looked at. No beat is given: the report's own words
decide which country is meant. A name counts as found when it overlaps the annotated stretch and folds to one key.

``resolved_161km`` is the share of annotated places found whose coordinates lie within 161 km (100 miles, the field's
measure); countries are apart, since the middle of a large country is a matter of taste. ``not_wrong`` is one minus the
share of the resolved ones, countries left out, that lie farther off; a large province's middle may do so and be right,
so that settlements are also counted alone.
"""

from __future__ import annotations

import argparse
import json
import lzma
from dataclasses import dataclass
from pathlib import Path

from defusedxml import ElementTree
from gates import data_folder

from whyhere.gazetteer import Gazetteer, distance_km
from whyhere.gazetteer.fold import strict
from whyhere.records import Part, PlaceRef, Report
from whyhere.statements.document import Document
from whyhere.statements.model import ReadingModel
from whyhere.statements.places import find_places
from whyhere.statements.sentences import split

NEAR_KM = 161.0


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated place: its stretch of the text and where it is."""

    name: str
    start: int
    end: int
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated place with what was read there, if anything was."""

    gold: Gold
    read: PlaceRef | None

    @property
    def km(self) -> float | None:
        """How far off the reading lies; None where it has no coordinates."""
        if self.read is None or self.read.lat is None or self.read.lon is None:
            return None
        return float(distance_km(self.gold.lat, self.gold.lon, self.read.lat, self.read.lon))


def articles(data: Path) -> list[tuple[str, list[Gold]]]:
    """Texts with their annotated places."""
    with lzma.open(data / "geoparsing" / "geovirus.xml.xz") as stored:
        root = ElementTree.parse(stored).getroot()
    return [(article.findtext("text", ""), [_gold(row) for row in article.iter("location")]) for article in root]


def _gold(row: ElementTree.Element) -> Gold:
    number = {name: float(row.findtext(name, "0")) for name in ("start", "end", "lat", "lon")}
    return Gold(row.findtext("name", ""), int(number["start"]), int(number["end"]), number["lat"], number["lon"])


def read(model: ReadingModel, gazetteer: Gazetteer, text: str) -> list[PlaceRef]:
    """Places named in a text; what points back to one is left out."""
    report = Report("geovirus", text, (Part("body", 0, len(text)),))
    sentences = tuple(model.parse(text, split(text)))
    document = Document(report, sentences, ("body",) * len(sentences))
    return [place for place in find_places(document, gazetteer) if not place.anaphor]


def matched(golds: list[Gold], places: list[PlaceRef]) -> tuple[list[Pair], list[PlaceRef]]:
    """Each annotated place with its reading, and the readings that no annotation has."""
    left = list(places)
    pairs = []
    for gold in golds:
        fits = [
            p
            for p in left
            if p.span.start < gold.end and gold.start < p.span.end and strict(p.name) == strict(gold.name)
        ]
        if fits:
            left.remove(fits[0])
        pairs.append(Pair(gold, fits[0] if fits else None))
    return pairs, left


def figures(pairs: list[Pair], extra: int) -> dict[str, float]:
    """The measured figures, each between 0 and 1, higher is better."""
    found = [p for p in pairs if p.read is not None]
    precision, recall = len(found) / (len(found) + extra), len(found) / len(pairs)
    smaller = [p for p in found if p.read is not None and p.read.kind not in {"country", "region"}]
    far = [p for p in smaller if p.km is not None and p.km > NEAR_KM]
    resolved = [p for p in smaller if p.km is not None]
    towns = [p for p in resolved if p.read is not None and p.read.kind != "province"]
    near = [p for p in found if p.km is not None and p.km <= NEAR_KM]
    return {
        "found_precision": precision,
        "found_recall": recall,
        "found_f1": 2 * precision * recall / (precision + recall),
        "resolved_161km": len(near) / len(found),
        "resolved_161km_not_countries": sum(p in near for p in smaller) / len(smaller),
        "not_wrong": 1 - len(far) / len(resolved),
        "not_wrong_settlements": 1 - sum(p in far for p in towns) / len(towns),
    }


def main() -> None:
    """Measure one half and print its figures."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, default=data_folder(), help="the shared data folder")
    options.add_argument("--half", choices=("first", "second"), default="second", help="which half of the paragraphs")
    options.add_argument("--json", action="store_true", help="print one JSON object")
    options.add_argument("--mistakes", action="store_true", help="list the mistakes of the first half")
    chosen = options.parse_args()
    rows = articles(chosen.data)
    half = rows[: len(rows) // 2] if chosen.half == "first" or chosen.mistakes else rows[len(rows) // 2 :]
    model, gazetteer = ReadingModel.load(), Gazetteer.open()
    pairs: list[Pair] = []
    extra: list[tuple[PlaceRef, str]] = []
    for text, golds in half:
        here, left = matched(golds, read(model, gazetteer, text))
        pairs += here
        extra += [(place, text[max(0, place.span.start - 40) : place.span.end + 25]) for place in left]
    measured = figures(pairs, len(extra))
    print(json.dumps(measured) if chosen.json else "\n".join(f"{k:32} {v:.3f}" for k, v in measured.items()))
    if chosen.mistakes:
        show(pairs, extra)


def show(pairs: list[Pair], extra: list[tuple[PlaceRef, str]]) -> None:
    """Print what was missed, what was read in addition, and what lies far off."""
    for pair in pairs:
        if pair.read is None:
            print("missed ", pair.gold.name)
        elif pair.km is None or pair.km > NEAR_KM:
            print("far    ", pair.gold.name, pair.read.kind, pair.read.country, pair.km, pair.read.reason)
    for place, around in extra:
        print("extra  ", place.text, place.kind, place.country, repr(around))


if __name__ == "__main__":
    main()
