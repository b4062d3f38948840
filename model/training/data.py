"""Examples → batches: the corpora, the label sets, subword pieces, length buckets."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer

from . import attribution, entities
from .augment import keep
from .conllu import Example, Link, read
from .soft import allowed, tag_set

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

IGNORED = -100
MOST_WORDS = 128
PIECES_PER_WORD = 6
MOST_PIECES = 254
SHAPES = 8
SPECIAL_SHAPE = 7
ROLES = ("source", "content")
FINDINGS = ("control", "event", "figure", "route", "access", "involvement", "outlook")
SLOTS = ("place", "party", "other", "against", "when", "number", "to", "from", "condition")
CERTAINTIES = ("asserted", "estimated", "expected", "speculated", "conditional", "denied")


@dataclass(slots=True)
class Labels:
    """The label sets of the heads, in the order of their outputs."""

    upos: list[str]
    xpos: list[str]
    deprel: list[str]
    ner: list[str]
    trigger: list[str]
    slots: list[str]
    certainty: list[str]

    def save(self, path: Path) -> None:
        """Write the sets as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Labels:
        """Read the sets from JSON."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def corpus(data: Path, name: str, split: str) -> list[Example]:
    """One split of ``ewt`` or ``gum-open`` with every layer known of it."""
    examples = read(data / "treebanks" / f"{name}-{split}.conllu.xz")
    if name == "ewt":
        entities.add_uner(examples, data / "ner" / f"uner-ewt-{split}.iob2.xz")
    else:
        entities.add_gum(examples)
        attribution.add_gum(examples, data / "attribution" / f"{name}-{split}.rsd.xz")
    return examples


def training(data: Path) -> list[Example]:
    """Both training splits; EWT's attribution is weak, by the cue verbs of GUM."""
    gum, ewt = corpus(data, "gum-open", "train"), corpus(data, "ewt", "train")
    attribution.add_weak(ewt, gum)
    return [window for example in [*gum, *ewt] for window in windows(example)]


def windows(example: Example) -> list[Example]:
    """The example in stretches of at most ``MOST_WORDS`` words."""
    count = len(example.words)
    if count <= MOST_WORDS:
        return [example]
    return [keep(example, list(range(i, min(i + MOST_WORDS, count)))) for i in range(0, count, MOST_WORDS)]


def label_sets(examples: list[Example]) -> Labels:
    """The sets as seen; relation subtypes seen fewer than 20 times fall back to their universal part."""
    relations = Counter(rel for example in examples for rel in example.deprels)
    kept = {rel for rel, count in relations.items() if count >= 20 or ":" not in rel}
    tags = Counter(tag for example in examples for tag in example.xpos)
    return Labels(
        upos=sorted({tag for example in examples for tag in example.upos}),
        xpos=sorted(tag for tag, count in tags.items() if count >= 5),
        deprel=sorted(kept),
        ner=tag_set(),
        trigger=["O", *(f"{p}-{k}" for k in FINDINGS for p in "BI")],
        slots=list(SLOTS),
        certainty=list(CERTAINTIES),
    )


def shape(word: str) -> int:
    """How a word is written: 0 lower, 1 Title, 2 UPPER, 3 one capital, 4 mIxed, 5 with digits, 6 no letters."""
    if any(c.isdigit() for c in word):
        return 5
    if not any(c.isalpha() for c in word):
        return 6
    if word.islower():
        return 0
    if word.isupper():
        return 3 if sum(c.isalpha() for c in word) == 1 else 2
    return 1 if word[:1].isupper() and word[1:].islower() else 4


class Encoder:
    """Words → pieces, with a memory of the words seen."""

    def __init__(self, tokenizer: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.known: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """At most ``PIECES_PER_WORD`` pieces of a word, at least one."""
        if word not in self.known:
            ids = self.tokenizer.encode(word[:48], add_special_tokens=False).ids
            self.known[word] = ids[:PIECES_PER_WORD] or [100]
        return self.known[word]

    def inputs(self, sentences: list[list[str]]) -> dict[str, torch.Tensor]:
        """Padded model inputs: ids, mask, shapes over pieces; the first piece of each word."""
        rows = [self._row(words) for words in sentences]
        wide, long = max(len(r[0]) for r in rows), max(len(words) for words in sentences)
        ids = torch.zeros(len(rows), wide, dtype=torch.long)
        mask = torch.zeros(len(rows), wide, dtype=torch.bool)
        shapes = torch.full((len(rows), wide), SPECIAL_SHAPE)
        first = torch.zeros(len(rows), long, dtype=torch.long)
        for i, (pieces, forms, starts) in enumerate(rows):
            ids[i, : len(pieces)] = torch.tensor(pieces)
            mask[i, : len(pieces)] = True
            shapes[i, : len(pieces)] = torch.tensor(forms)
            first[i, : len(starts)] = torch.tensor(starts)
        return {"ids": ids, "mask": mask, "shapes": shapes, "first": first}

    def _row(self, words: list[str]) -> tuple[list[int], list[int], list[int]]:
        ids, shapes, first = [101], [SPECIAL_SHAPE], []
        for number, word in enumerate(words):
            pieces = self.pieces(word)
            room = MOST_PIECES - len(ids) - (len(words) - number - 1)
            pieces = pieces[: max(1, room)]
            first.append(len(ids))
            ids += pieces
            shapes += [shape(word)] * len(pieces)
        return [*ids, 102], [*shapes, SPECIAL_SHAPE], first


def targets(examples: list[Example], labels: Labels) -> dict[str, torch.Tensor]:
    """Padded targets of every head; what is unknown is ``IGNORED``. Heads count from 1, the root is 0.

    ``ner`` is the set of allowed tags [batch, words, tags], empty where nothing is known. ``links`` and ``slots`` are
    rows (sentence, word of the cue or trigger) with, for each role and word, 0 or 1: [rows, roles, words].
    """
    long = max(len(example.words) for example in examples)
    names = ("upos", "xpos", "heads", "deprel", "cue", "trigger", "certainty")
    out = {name: torch.full((len(examples), long), IGNORED) for name in names}
    out["ner"] = torch.zeros((len(examples), long, len(labels.ner)), dtype=torch.bool)
    tags = {tag: i for i, tag in enumerate(labels.ner)}
    for row, example in enumerate(examples):
        count = len(example.words)
        if example.parsed:
            _syntax(example, labels, {name: out[name][row] for name in ("upos", "xpos", "heads", "deprel")})
        if example.ner is not None:
            for i in range(count):
                out["ner"][row, i, [tags[tag] for tag in allowed(example, i)]] = True
        for name, layer, kinds in (("cue", example.links, ("cue",)), ("trigger", example.found, FINDINGS)):
            if layer is not None:
                out[name][row, :count] = torch.tensor(grouped(layer, kinds, count))
        for i, certainty in example.certainty or ():
            out["certainty"][row, i] = labels.certainty.index(certainty)
    out |= _pointed("links", [(r, e, link) for r, e in enumerate(examples) for link in e.links or ()], ROLES, long)
    out |= _pointed("slots", [(r, e, link) for r, e in enumerate(examples) for link in e.found or ()], SLOTS, long)
    out["mask"] = torch.tensor([[i < len(e.words) for i in range(long)] for e in examples])
    return out


def _syntax(example: Example, labels: Labels, out: dict[str, torch.Tensor]) -> None:
    """Write one sentence's tags and arcs into its rows."""
    count = len(example.words)
    index = {n: {label: i for i, label in enumerate(getattr(labels, n))} for n in ("upos", "xpos", "deprel")}
    out["heads"][:count] = torch.tensor(example.heads) + 1
    for name, layer in (("upos", example.upos), ("xpos", example.xpos)):
        out[name][:count] = torch.tensor([index[name].get(x, IGNORED) for x in layer])
    relations = [rel if rel in index["deprel"] else rel.partition(":")[0] for rel in example.deprels]
    out["deprel"][:count] = torch.tensor([index["deprel"].get(rel, IGNORED) for rel in relations])


def _pointed(
    name: str, rows: list[tuple[int, Example, Link]], roles: tuple[str, ...], long: int
) -> dict[str, torch.Tensor]:
    """Where the groups of links stand (sentence, word) and which words hold their roles."""
    at = torch.tensor([(row, pointer(example, link)) for row, example, link in rows], dtype=torch.long)
    table = torch.zeros((len(rows), len(roles), long))
    for n, (_, _, link) in enumerate(rows):
        for r, role in enumerate(roles):
            table[n, r, sorted(link.roles.get(role, ()))] = 1.0
    return {name: table, f"{name}_at": at.reshape(-1, 2)}


def grouped(links: list[Link], kinds: tuple[str, ...], count: int) -> list[int]:
    """BIO tags of word groups by kind: 0 outside, 1 + 2 k begins kind k, 2 + 2 k goes on."""
    tags = [0] * count
    for link in links:
        before = -2
        for i in sorted(link.words):
            if tags[i] == 0:
                tags[i] = 1 + 2 * kinds.index(link.label) + (i == before + 1)
                before = i
    return tags


def pointer(example: Example, link: Link) -> int:
    """The word of a group that its links hang on: the last one, of "according to" the first."""
    last = max(link.words)
    return min(link.words) if example.words[last].lower() == "to" else last


def batches(examples: list[Example], encoder: Encoder, size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Batches of about ``size`` pieces of sentences of like length, in random order."""
    keyed = [
        (sum(len(encoder.pieces(w)) for w in e.words) * chance.uniform(0.9, 1.1), i) for i, e in enumerate(examples)
    ]
    made: list[list[Example]] = [[]]
    widest = 0.0
    for length, i in sorted(keyed):
        widest = max(widest, length + 2)
        if made[-1] and widest * (len(made[-1]) + 1) > size:
            made.append([])
            widest = length + 2
        made[-1].append(examples[i])
    chance.shuffle(made)
    yield from made
