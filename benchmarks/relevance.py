"""What is passed over before reading: how much of what is the beat's, and how much of what is not.

``python benchmarks/relevance.py --reports FILE_OR_FOLDER [--others FILE…] [--countries SY,LB]`` reads every report
whole, as if nothing were passed over, and tells how many of those with findings, and of those in which a settlement of
the countries is resolved, would have been lost: with all of the sample beat's names, and with those of settlements
alone. ``--others`` are texts on other things (GeoVirus XML, CoNLL-U, or any text, a document a file), of which it tells
the share that would be read.
"""

from __future__ import annotations

import argparse
import lzma
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from whyhere import beat as beats
from whyhere.errors import ReportError
from whyhere.gazetteer.matcher import NameMatcher
from whyhere.pipeline import Desk
from whyhere.pipeline.relevance import is_common
from whyhere.reports import read_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from whyhere.records import Report


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--reports", type=Path)
    options.add_argument("--others", type=Path, nargs="*", default=[])
    options.add_argument("--countries", default="SY,LB")
    chosen = options.parse_args()
    countries = tuple(chosen.countries.split(","))
    beat = replace(beats.load(beats.sample_folder()), countries=countries)
    beat = beat if countries == ("SY", "LB") else beats.Beat(folder=None, title="another", countries=countries)
    with Desk(beat, scratch=True) as desk:
        names = desk.names
        if names is None:
            message = "name countries"
            raise SystemExit(message)
        print(f"| what | measured |\n|---|---|\n| spellings looked for | {len(names)} |")
        if chosen.reports:
            lost(desk, chosen.reports, names.found_in)
        for path in chosen.others:
            texts = list(documents(path))
            read = sum(map(names.found_in, texts))
            print(f"| {path.name}: documents; read of them | {len(texts)}; {read / len(texts):.1%} |")


def lost(desk: Desk, path: Path, wanted: Callable[[str], bool]) -> None:
    """Of the reports, those that tell something and would be passed over."""
    places = desk.gazetteer.settlement_names(desk.beat.countries)
    weak = {name for name in places if is_common(name)}
    settlements = NameMatcher(places - weak, weak=weak)
    reports = [item for item in read_path(path) if not isinstance(item, ReportError)]
    telling = [report for report in reports if any(s.findings for s in desk.reader.read(report))]
    settled = [report for report in reports if _has_settlement(desk, report)]
    for name, found, test in (
        ("with findings, lost to the beat's names", telling, wanted),
        ("with a settlement of the beat, lost to the beat's names", settled, wanted),
        ("with a settlement of the beat, lost to names of settlements alone", settled, settlements.found_in),
    ):
        print(f"| of {len(reports)} reports {name} | {sum(not test(r.text) for r in found)} of {len(found)} |")


def _has_settlement(desk: Desk, report: Report) -> bool:
    places = desk.reader.mentions(desk.reader.parse(report)).places
    return any(p.id and p.kind == "settlement" and not p.anaphor and p.country in desk.beat.countries for p in places)


def documents(path: Path) -> Iterator[str]:
    """The texts of a file: GeoVirus' articles, a treebank's documents, or the file itself."""
    content = path.read_bytes()
    text = (lzma.decompress(content) if path.suffix == ".xz" else content).decode("utf-8")
    if ".xml" in path.suffixes:
        yield from re.findall(r"<text>(.*?)</text>", text, re.DOTALL)
    elif ".conllu" in path.suffixes:
        for document in text.split("# newdoc")[1:]:
            yield " ".join(re.findall(r"^# text = (.*)$", document, re.MULTILINE))
    else:
        yield text


if __name__ == "__main__":
    main()
