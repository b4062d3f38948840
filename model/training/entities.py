"""Named entities: Universal NER over EWT, and the named persons, organisations and places of GUM's entity layer."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from whyhere import vocabulary

from .conllu import Example, lines

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
KEPT = {"PER", "ORG", "LOC"}
_BRACKET = re.compile(r"\(([^()]*)(\))?|([^()]+)\)")


def add_uner(examples: list[Example], path: Path) -> int:
    """Fill ``ner`` from an IOB2 file by sentence id; returns how many sentences were filled.

    Sentences whose words differ stay unlabelled. OTH and the stray ``B-O`` of the early release count as outside.
    """
    tags: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines(path):
        if line.startswith("# sent_id"):
            current = tags.setdefault(line.partition("=")[2].strip(), [])
        elif line and not line.startswith("#"):
            tag = line.split("\t")[2]
            current.append(tag if tag[2:] in KEPT else "O")
    filled = 0
    for example in examples:
        found = tags.get(example.sent_id)
        if found is not None and len(found) == len(example.words):
            example.ner = repaired(found)
            filled += 1
    return filled


def repaired(tags: list[str]) -> list[str]:
    """BIO tags in which every span begins with B."""
    out: list[str] = []
    for tag in tags:
        before = out[-1] if out else "O"
        begins = tag.startswith("I-") and before[2:] != tag[2:]
        out.append("B-" + tag[2:] if begins else tag)
    return out


def add_gum(examples: list[Example]) -> None:
    """Fill ``ner`` from GUM's mentions: those of a person, organisation or place whose head is a proper noun."""
    open_mentions: dict[str, list[tuple[int, str]]] = {}
    for example in examples:
        spans: list[tuple[int, int, str]] = []
        open_mentions.clear()
        for index, misc in enumerate(example.misc):
            for first, kind in _closed(misc, index, open_mentions):
                if kind in KINDS and (span := _name(example, first, index + 1, KINDS[kind])):
                    spans.append(span)
        example.ner = _bio(spans, len(example.words))


def _closed(misc: str, index: int, open_mentions: dict[str, list[tuple[int, str]]]) -> list[tuple[int, str]]:
    entity = next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")
    closed = []
    for opened, single, closing in _BRACKET.findall(entity):
        group, _, rest = (opened or closing).partition("-")
        if closing:
            stack = open_mentions.get(closing.split("-")[0], [])
            if stack:
                closed.append(stack.pop())
        elif single:
            closed.append((index, rest.partition("-")[0]))
        else:
            open_mentions.setdefault(group, []).append((index, rest.partition("-")[0]))
    return closed


def _name(example: Example, first: int, last: int, label: str) -> tuple[int, int, str] | None:
    """The named core of a mention: the run of proper nouns around its head; 'of' joins in names of organisations.

    A person's name begins with its head: titles stand before it and belong to no name, as in Universal NER.
    """
    heads = [i for i in range(first, last) if not first <= example.heads[i] < last]
    if len(heads) != 1:
        return None
    head = heads[0] if _proper(example, heads[0], label) else _beside(example, heads[0], last, label)
    if head is None:
        return None
    heads = [head]
    start = end = head
    while label != "PER" and start - 1 >= first and _joins(example, start - 1, start - 2, label, first):
        start -= 1
    while end + 1 < last and _joins(example, end + 1, end + 2, label, last - 1):
        end += 1
    while start < heads[0] and not example.xpos[start].startswith(("NNP", "JJ", "VBN")):
        start += 1
    while end > heads[0] and not example.xpos[end].startswith(("NNP", "CD")):
        end -= 1
    if label == "PER" and start == end and example.words[start].lower() in _titles():
        return None  # "the President": a title alone names nobody
    return (start, end + 1, label)


def _proper(example: Example, index: int, label: str) -> bool:
    return example.xpos[index] == "NNP" or (label != "PER" and example.xpos[index] == "NNPS")


def _beside(example: Example, head: int, last: int, label: str) -> int | None:
    """The name that a common noun introduces: "interviewee Ann Marr"."""
    if not example.xpos[head].startswith("NN"):
        return None
    flat = (i for i in range(head + 1, last) if example.heads[i] == head and example.deprels[i] == "flat")
    return next((i for i in flat if _proper(example, i, label)), None)


@cache
def _titles() -> frozenset[str]:
    known = vocabulary.load("places")["context"]["titles"], vocabulary.load("reporting")["titles"]["names"]
    return frozenset(word.lower() for words in known for word in words)


def _joins(example: Example, index: int, beyond: int, label: str, limit: int) -> bool:
    if example.xpos[index] in {"NNP", "NNPS", "HYPH"}:
        return True
    inside = min(index, limit) <= beyond <= max(index, limit)
    named = inside and example.xpos[beyond].startswith("NNP")
    if label != "PER" and example.words[index] in {"of", "for", "and", "&"}:
        return named
    return example.xpos[index] == "JJ" and example.words[index][:1].isupper() and label == "ORG"


def _bio(spans: list[tuple[int, int, str]], count: int) -> list[str]:
    """Longest spans first; a span that overlaps one already set is left out."""
    tags = ["O"] * count
    for first, last, label in sorted(spans, key=lambda span: span[0] - span[1]):
        if all(tag == "O" for tag in tags[first:last]):
            tags[first:last] = ["B-" + label] + ["I-" + label] * (last - first - 1)
    return tags
