"""Names and attributions of the model on the open sets' test parts: exact spans, precision and recall.

    python quality/names.py [--data DIR] [--json]

``DIR`` is the folder of shared data (WHYHERE_SHARED_DATA, or ``shared/data`` beside the project) with ``treebanks/``,
``ner/`` and ``attribution/``. Words are the treebanks'; on re3d, which is held out of training altogether, text is raw
and only mentions with a name in them count, without their article. Organisations and armed parties are one type, and
so are places and facilities, because the corpora do not part them.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from annotation.compare import Count
from gates import data_folder

from whyhere.statements.model import ReadingModel
from whyhere.statements.sentences import split

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "model"))
from training import attribution, conllu, entities

if TYPE_CHECKING:
    from training.conllu import Example

    from whyhere.statements.syntax import Sentence

RE3D = {"Organisation": "ORG", "Person": "PER", "Location": "LOC"}
Counts = dict[str, Count]


def parsed(model: ReadingModel, examples: list[Example]) -> list[Sentence]:
    """The model's reading of sentences whose words are given."""
    pieces, spans, words, place = [], [], [], 0
    for example in examples:
        bounds = []
        for word in example.words:
            bounds.append((place, place + len(word)))
            pieces.append(word + " ")
            place += len(word) + 1
        spans.append((bounds[0][0], bounds[-1][1]))
        words.append(bounds)
    return model.parse_words("".join(pieces), spans, words)


def spans_of(tags: list[str]) -> set[tuple[int, int, str]]:
    """The spans of BIO tags."""
    found: list[tuple[int, int, str]] = []
    for i, tag in enumerate(tags):
        if tag.startswith("B-"):
            found.append((i, i + 1, tag[2:]))
        elif tag.startswith("I-") and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1, tag[2:])
    return set(found)


def named(model: ReadingModel, examples: list[Example], counts: Counts) -> None:
    """Names on gold words, by type and of all."""
    known = [example for example in examples if example.ner is not None]
    for example, sentence in zip(known, parsed(model, known), strict=True):
        gold = spans_of(example.ner or [])
        found = {(e.first, e.last, e.label) for e in sentence.entities}
        by_type(found, gold, counts)


def by_type(found: set[tuple[int, int, str]], gold: set[tuple[int, int, str]], counts: Counts) -> None:
    """Add two sets of names, each type and all."""
    for kind in ("PER", "ORG", "LOC"):
        counts[kind].add({f for f in found if f[2] == kind}, {g for g in gold if g[2] == kind})
    counts["all"].add(found, gold)


def re3d(model: ReadingModel, path: Path, counts: Counts) -> None:
    """Names in raw text."""
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            item = json.loads(line)
            text = item["text"]
            gold = {(e["begin"], e["end"], RE3D[e["type"]]) for e in item["entities"] if e["type"] in RE3D}
            found = {
                (s.tokens[e.first].start, s.tokens[e.last - 1].end, e.label)
                for s in model.parse(text, split(text))
                for e in s.entities
            }
            by_type(found, {bare(text, g) for g in gold if re.search(r"[A-Z]\w", text[g[0] : g[1]])}, counts)


def bare(text: str, mention: tuple[int, int, str]) -> tuple[int, int, str]:
    """The mention without its article."""
    begin, end, label = mention
    article = re.match(r"(?:the|a|an)\s+", text[begin:end], re.IGNORECASE)
    return (begin + article.end() if article else begin, end, label)


def attributed(model: ReadingModel, examples: list[Example], counts: Counts) -> None:
    """Cues, sources and contents, each as the exact set of its words."""
    known = [example for example in examples if example.links is not None]
    for example, sentence in zip(known, parsed(model, known), strict=True):
        marks = {t.index for t in sentence.tokens if t.upos == "PUNCT"}
        counts["cue"].add(
            {frozenset(range(c.first, c.last)) for c in sentence.cues},
            {link.words for link in example.links or ()},
        )
        for role in ("source", "content"):
            runs = (c.role(role) for c in sentence.cues)
            counts[role].add(
                {frozenset(i for a, b in r for i in range(a, b)) - marks for r in runs if r},
                {link.roles[role] - marks for link in example.links or () if link.roles.get(role)},
            )


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--data", type=Path, default=data_folder(), help="the shared data folder")
    options.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = options.parse_args()
    model = ReadingModel.load()
    gum = conllu.read(chosen.data / "treebanks" / "gum-open-test.conllu.xz")
    entities.add_gum(gum)
    attribution.add_gum(gum, chosen.data / "attribution" / "gum-open-test.rsd.xz")
    ewt = conllu.read(chosen.data / "treebanks" / "ewt-test.conllu.xz")
    entities.add_uner(ewt, chosen.data / "ner" / "uner-ewt-test.iob2.xz")
    counts: dict[str, Counts] = {name: defaultdict(Count) for name in ("uner", "gum", "re3d", "gum_said")}
    named(model, ewt, counts["uner"])
    named(model, gum, counts["gum"])
    re3d(model, chosen.data / "ner" / "re3d-dev.jsonl.xz", counts["re3d"])
    attributed(model, gum, counts["gum_said"])
    rows = {f"{corpus}_{kind.lower()}": c for corpus, kinds in counts.items() for kind, c in kinds.items()}
    if chosen.json:
        shares = {"precision": Count.precision, "recall": Count.recall, "f1": Count.f1}
        print(json.dumps({f"{name}_{key}": share.fget(c) for name, c in rows.items() for key, share in shares.items()}))
        return
    for name, count in rows.items():
        shares = f"precision {count.precision:.3f}  recall {count.recall:.3f}  F1 {count.f1:.3f}"
        print(f"{name:20} {shares}  gold {count.gold}")


if __name__ == "__main__":
    main()
