"""Measure the shipped files, by the code that users run, and print the tables of the model card."""

from __future__ import annotations

import argparse
import json
import lzma
import re
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whyhere.statements.model import ReadingModel
from whyhere.statements.sentences import split

from .annotated import annotated
from .augment import without_punctuation
from .data import CERTAINTIES, corpus
from .names import spans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from whyhere.statements.syntax import Sentence

    from .conllu import Example

Bounds = tuple[int, int]
RE3D = {"Organisation": "ORG", "Person": "PER", "Location": "LOC"}


@dataclass(slots=True)
class Count:
    """Found and right, of so many."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def add(self, found: set[object], gold: set[object]) -> None:
        """Count two sets of spans."""
        self.right += len(found & gold)
        self.found += len(found)
        self.gold += len(gold)

    def __str__(self) -> str:
        """Precision, recall and F1 as table cells."""
        p, r = self.right / max(1, self.found), self.right / max(1, self.gold)
        return f"{100 * p:.1f} | {100 * r:.1f} | {200 * p * r / max(1e-9, p + r):.1f} | {self.gold}"


@dataclass(slots=True)
class Page:
    """Sentences written out as text, with the bounds of their gold words."""

    text: str = ""
    spans: list[Bounds] = field(default_factory=list)
    words: list[list[Bounds]] = field(default_factory=list)


def page(examples: list[Example], *, spaced: bool = True) -> Page:
    """The examples as one text; ``spaced`` puts a space between all words."""
    made, pieces, place = Page(), [], 0
    for example in examples:
        bounds = []
        for i, word in enumerate(example.words):
            bounds.append((place, place + len(word)))
            space = " " if spaced or example.space_after[i] else ""
            pieces.append(word + space)
            place += len(word) + len(space)
        made.spans.append((bounds[0][0], bounds[-1][1]))
        made.words.append(bounds)
        pieces.append("\n\n")
        place += 2
    made.text = "".join(pieces)
    return made


def parsed(model: ReadingModel, examples: list[Example]) -> list[Sentence]:
    """The model's reading of sentences whose words are given."""
    made = page(examples)
    return model.parse_words(made.text, made.spans, made.words)


def syntax(model: ReadingModel, name: str, examples: list[Example]) -> None:
    """Print a row of tag and attachment accuracies on gold words (punctuation counted)."""
    counts: Counter[str] = Counter()
    for example, sentence in zip(examples, parsed(model, examples), strict=True):
        for i, token in enumerate(sentence.tokens):
            attached = token.head == example.heads[i]
            counts["words"] += 1
            counts["upos"] += token.upos == example.upos[i]
            counts["xpos"] += token.xpos == example.xpos[i]
            counts["lemma"] += token.lemma.lower() == example.lemmas[i].lower()
            counts["uas"] += attached
            counts["las"] += attached and token.relation == example.deprels[i].partition(":")[0]
            counts["full"] += attached and token.deprel == example.deprels[i]
    cells = (f"{100 * counts[key] / counts['words']:.1f}" for key in ("upos", "xpos", "lemma", "uas", "las", "full"))
    print(f"| {name} | {' | '.join(cells)} |")


def raw(model: ReadingModel, name: str, examples: list[Example]) -> None:
    """Print the same from raw sentences: words and arcs by their places in the text, as F1."""
    made = page(examples, spaced=False)
    counts = {key: Count() for key in ("words", "upos", "uas", "las")}
    for example, bounds, sentence in zip(examples, made.words, model.parse(made.text, made.spans), strict=True):
        rows = {"found": [], "gold": []}  # type: dict[str, list[tuple[Bounds, str, Bounds, str]]]
        for token in sentence.tokens:
            head = sentence.tokens[token.head] if token.head >= 0 else None
            rows["found"].append(
                ((token.start, token.end), token.upos, (head.start, head.end) if head else (-1, -1), token.relation)
            )
        for i, word in enumerate(bounds):
            head_word = bounds[example.heads[i]] if example.heads[i] >= 0 else (-1, -1)
            rows["gold"].append((word, example.upos[i], head_word, example.deprels[i].partition(":")[0]))
        keys = {"words": (0,), "upos": (0, 1), "uas": (0, 2), "las": (0, 2, 3)}
        for key, columns in keys.items():
            sets = ({tuple(row[c] for c in columns) for row in rows[kind]} for kind in ("found", "gold"))
            counts[key].add(*sets)
    print(f"| {name} | " + " | ".join(str(counts[key]).split(" | ")[2] for key in counts) + " |")


def named(model: ReadingModel, name: str, examples: list[Example]) -> None:
    """Print precision, recall and F1 of exact spans of names on gold words, by the coarse types."""
    known = [example for example in examples if example.ner is not None]
    rows = []
    for example, sentence in zip(known, parsed(model, known), strict=True):
        found = {(e.first, e.last, e.label) for e in sentence.entities}
        rows.append((found, set(spans(example.ner))))
    printed(name, rows)


def fine(model: ReadingModel, name: str, examples: list[Example]) -> None:
    """Print the same of all eight kinds of mentions, where the gold standard has them."""
    rows = []
    for example, sentence in zip(examples, parsed(model, examples), strict=True):
        found = {(e.first, e.last, e.kind) for e in sentence.names}
        rows.append((found, set(spans(example.ner))))
    printed(name, rows)


def tied(model: ReadingModel, name: str, examples: list[Example], layer: str) -> None:
    """Print the figures of ``links`` or ``found``: exact groups, and of each role its exact words (marks aside)."""
    known = [example for example in examples if getattr(example, layer) is not None]
    rows: list[tuple[set[tuple[object, ...]], set[tuple[object, ...]]]] = []
    for example, sentence in zip(known, parsed(model, known), strict=True):
        solid = {t.index for t in sentence.tokens if any(c.isalnum() for c in t.text)}
        found: set[tuple[object, ...]] = set()
        for tie in sentence.cues if layer == "links" else sentence.triggers:
            found.add((frozenset(range(tie.first, tie.last)) & solid, tie.label))
            for role, runs in tie.roles:
                found.add((frozenset(i for a, b in runs for i in range(a, b)) & solid, role))
        gold: set[tuple[object, ...]] = set()
        for link in getattr(example, layer):
            gold |= {(words & solid, role) for role, words in ((link.label, link.words), *link.roles.items())}
        rows.append(({f for f in found if f[0]}, {g for g in gold if g[0]}))
    printed(name, rows)


def printed(name: str, rows: Iterable[tuple[set[Any], set[Any]]]) -> None:
    """Print counts by the last part of what is found and what is gold, and of all."""
    counts: dict[str, Count] = {}
    for found, gold in rows:
        for label in {s[-1] for s in gold | found}:
            kept = ({s for s in group if s[-1] == label} for group in (found, gold))
            counts.setdefault(label, Count()).add(*kept)
        counts.setdefault("all", Count()).add(set(found), set(gold))
    for label, count in sorted(counts.items()):
        print(f"| {name} | {label} | {count} |")


def graded(model: ReadingModel, name: str, examples: list[Example]) -> None:
    """Print the figures of certainty at the cues and triggers that are found as annotated, by grade and macro F1."""
    counts = {grade: Count() for grade in CERTAINTIES}
    for example, sentence in zip(examples, parsed(model, examples), strict=True):
        gold = dict(example.certainty or ())
        for tie in (*sentence.cues, *sentence.triggers):
            grade = next((gold[i] for i in range(tie.first, tie.last) if i in gold), None)
            if grade is not None:
                counts[grade].gold += 1
                counts[tie.certainty].found += 1
                counts[grade].right += tie.certainty == grade
    for grade, count in counts.items():
        print(f"| {name} | {grade} | {count} |")


def re3d(model: ReadingModel, path: Path) -> None:
    """Print exact and named-only figures on re3d, from raw text: its mentions include common nouns ("the country")."""
    exact = {label: Count() for label in ("PER", "ORG", "LOC", "all")}
    named = {label: Count() for label in ("PER", "ORG", "LOC", "all")}
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
            _compare(exact, found, gold)
            _compare(named, found, {bare(text, g) for g in gold if re.search(r"[A-Z]\w", text[g[0] : g[1]])})
    for name, counts in (("re3d, as annotated", exact), ("re3d, mentions with a name", named)):
        for label, count in counts.items():
            print(f"| {name} | {label} | {count} |")


def _compare(counts: dict[str, Count], found: set[tuple[int, int, str]], gold: set[tuple[int, int, str]]) -> None:
    for label in ("PER", "ORG", "LOC"):
        counts[label].add({f for f in found if f[2] == label}, {g for g in gold if g[2] == label})
    counts["all"].add(set(found), set(gold))


def bare(text: str, mention: tuple[int, int, str]) -> tuple[int, int, str]:
    """The mention without its article."""
    begin, end, label = mention
    article = re.match(r"(?:the|a|an)\s+", text[begin:end], re.IGNORECASE)
    return (begin + article.end() if article else begin, end, label)


def reports(model: ReadingModel, examples: list[Example]) -> None:
    """Print the tables of the annotated reports' development part: the model alone, without a rule above it."""
    name = "reports, dev"
    tied(model, name, examples, "links")
    print("\n| mentions | kind | precision | recall | F1 | gold |\n|---|---|---|---|---|---|")
    fine(model, name, examples)
    print("\n| findings | trigger or slot | precision | recall | F1 | gold |\n|---|---|---|---|---|---|")
    tied(model, name, examples, "found")
    print("\n| certainty | grade | precision | recall | F1 | gold |\n|---|---|---|---|---|---|")
    graded(model, name, examples)


def speed(model: ReadingModel, examples: list[Example]) -> None:
    """Print sentences and words a second, one thread, from raw text."""
    text = page(examples, spaced=False).text
    model.parse(text[:5000], split(text[:5000]))
    started = time.perf_counter()
    sentences = model.parse(text, split(text))
    seconds = time.perf_counter() - started
    words = sum(len(s.tokens) for s in sentences)
    print(f"{len(sentences) / seconds:.0f} sentences/s, {words / seconds:.0f} words/s on one thread")


def report(package: Path, data: Path, annotations: Path | None = None) -> None:
    """Print every table for the model in a folder; ``annotations`` is the folder of the gold standard."""
    model = ReadingModel.load(package)
    print(f"\n## {package.name}: model.onnx of {(package / 'model.onnx').stat().st_size / 1e6:.1f} MB")
    gum, ewt = corpus(data, "gum-open", "test"), corpus(data, "ewt", "test")
    bare_gum = [without_punctuation(e, frozenset(","), apostrophes=False) for e in gum]
    lost = [without_punctuation(e, frozenset(",-–\"“”''``‘’:;"), apostrophes=True) for e in gum]
    news = [e for e in gum if "_news_" in e.doc]
    print("\n| gold words | UPOS | XPOS | lemma | UAS | LAS | LAS with subtypes |\n|---|---|---|---|---|---|---|")
    for name, examples in (
        ("EWT test", ewt),
        ("GUM test", gum),
        ("GUM test, news", news),
        ("GUM test, commas dropped", bare_gum),
        ("GUM test, commas, quotes, hyphens, apostrophes dropped", lost),
    ):
        syntax(model, name, examples)
    print("\n| raw sentences (F1) | words | UPOS | UAS | LAS |\n|---|---|---|---|---|")
    raw(model, "GUM test", gum)
    print("\n| names | type | precision | recall | F1 | gold |\n|---|---|---|---|---|---|")
    named(model, "UNER-EWT test", ewt)
    named(model, "GUM test", gum)
    re3d(model, data / "ner" / "re3d-dev.jsonl.xz")
    print("\n| attribution | role | precision | recall | F1 | gold |\n|---|---|---|---|---|---|")
    tied(model, "GUM test", gum, "links")
    if annotations is not None:
        reports(model, annotated(data, annotations / "dev.jsonl"))
    print()
    speed(model, gum)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--package", type=Path, default=Path(__file__).parents[1] / "src" / "whyhere_model")
    parser.add_argument("--gold", type=Path, help="the annotated reports, measured on their development part")
    parser.add_argument("--fp32", type=Path, help="the unquantised graph, measured as well")
    args = parser.parse_args()
    report(args.package, args.data, args.gold)
    if args.fp32:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(args.package, Path(folder) / "fp32")
            shutil.copyfile(args.fp32, Path(folder) / "fp32" / "model.onnx")
            report(Path(folder) / "fp32", args.data, args.gold)


if __name__ == "__main__":
    main()
