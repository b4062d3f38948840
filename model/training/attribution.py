"""Sources, cues and contents of reported speech and belief, from GUM's discourse relations and gold syntax.

GUM (eRST) joins the unit that names source and cue ("he said") to the head unit of the content by the relations
attribution-positive and attribution-negative. The content is taken inside the sentence of that head unit, the source
and cue are split by the gold dependencies: the cue is the verb (or "according to"), the source its subject.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .conllu import Example, Link, lines

if TYPE_CHECKING:
    from pathlib import Path

CLAUSAL = {"ccomp", "parataxis", "csubj"}
SUBJECTS = {"nsubj", "csubj", "nsubj:outer"}


@dataclass(slots=True)
class Unit:
    """An elementary discourse unit: its words as document offsets, the unit it hangs on and by which relation."""

    first: int
    last: int
    parent: int
    relation: str


def units(path: Path) -> dict[str, list[Unit]]:
    """The discourse units of each document, in order (unit n stands at n - 1)."""
    found: dict[str, list[Unit]] = {}
    current: list[Unit] = []
    for line in lines(path):
        if line.startswith("# newdoc id"):
            current = found.setdefault(line.partition("=")[2].strip(), [])
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            first = current[-1].last if current else 0
            parent = int(cells[6]) - 1
            current.append(Unit(first, first + len(cells[1].split(" ")), parent, cells[7]))
    return found


def add_gum(examples: list[Example], path: Path) -> tuple[int, int]:
    """Fill ``links`` of every sentence of a document whose units fit its words; returns (relations, labelled)."""
    documents: dict[str, list[Example]] = {}
    for example in examples:
        documents.setdefault(example.doc, []).append(example)
    total = labelled = 0
    for doc, edus in units(path).items():
        sentences = documents.get(doc, [])
        if sum(len(s.words) for s in sentences) != edus[-1].last:
            continue
        starts = _starts(sentences)
        for sentence in sentences:
            sentence.links = []
        for number, unit in enumerate(edus):
            if unit.relation.startswith("attribution"):
                total += 1
                labelled += _label(edus, number, sentences, starts)
    return total, labelled


def _starts(sentences: list[Example]) -> list[int]:
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence.words))
    return starts


def _label(edus: list[Unit], number: int, sentences: list[Example], starts: list[int]) -> bool:
    unit = edus[number]
    where = next(i for i in range(len(sentences)) if starts[i] <= unit.first < starts[i + 1])
    sentence, offset = sentences[where], starts[where]
    words = [i - offset for i in range(unit.first, unit.last) if i - offset < len(sentence.words)]
    split = split_cue(sentence, words)
    if split is None:
        return False
    source, cue = split
    under = _under(edus, unit.parent, number)
    content = {
        i - offset
        for edu in under
        for i in range(edus[edu].first, edus[edu].last)
        if 0 <= i - offset < len(sentence.words)
    } - set(words)
    content = _limited(sentence, cue, content)
    _write(sentence, content, source, cue)
    return True


def _under(edus: list[Unit], head: int, without: int) -> set[int]:
    """The head unit and the units that hang on it, other attributions' source units left out."""
    kept = {head}
    grown = True
    while grown:
        more = {
            i
            for i, edu in enumerate(edus)
            if edu.parent in kept and i not in kept and i != without and abs(i - head) <= 8
        }
        kept |= more
        grown = bool(more)
    return kept


def subtree(sentence: Example, root: int, without: frozenset[str] = frozenset()) -> set[int]:
    """The word and all that hangs on it, branches under the given relations left out."""
    kept, frontier = {root}, [root]
    while frontier:
        head = frontier.pop()
        for i, parent in enumerate(sentence.heads):
            if parent == head and i not in kept and sentence.deprels[i] not in without:
                kept.add(i)
                frontier.append(i)
    return kept


def split_cue(sentence: Example, words: list[int]) -> tuple[set[int], set[int]] | None:
    """Source and cue words of a source unit, or None where it holds neither a verb nor "according to"."""
    inside = set(words)
    for i in words:
        if sentence.words[i].lower() == "according" and i + 1 in inside and sentence.words[i + 1].lower() == "to":
            head = sentence.heads[i]
            source = {j for j in subtree(sentence, head) & inside if j > i + 1} if head in inside else set()
            return _trimmed(sentence, source), {i, i + 1}
    verbs = [i for i in words if sentence.upos[i] == "VERB"]
    tops = [i for i in verbs if not any(j in verbs for j in _chain(sentence, i))] or verbs
    if not tops:
        return None
    verb = next((i for i in verbs if _has_content(sentence, i, inside)), tops[0])
    cue = {verb} | {i for i in words if sentence.heads[i] == verb and sentence.deprels[i] == "compound:prt"}
    return _source(sentence, verb, inside), cue


def _chain(sentence: Example, word: int) -> list[int]:
    chain: list[int] = []
    while (word := sentence.heads[word]) >= 0 and word not in chain:
        chain.append(word)
    return chain


def _has_content(sentence: Example, verb: int, inside: set[int]) -> bool:
    return any(h == verb and sentence.deprels[i] in CLAUSAL and i not in inside for i, h in enumerate(sentence.heads))


def _source(sentence: Example, verb: int, inside: set[int]) -> set[int]:
    for wanted in (SUBJECTS, {"obl:agent"}):
        for i, head in enumerate(sentence.heads):
            if head == verb and sentence.deprels[i] in wanted and i in inside:
                return _trimmed(sentence, subtree(sentence, i) & inside)
    head = sentence.heads[verb]
    if head in inside and sentence.deprels[verb] in {"conj", "xcomp"}:
        return _source(sentence, head, inside - {verb})
    return set()


def _trimmed(sentence: Example, span: set[int]) -> set[int]:
    """The span without punctuation and prepositions at its edges."""
    kept = sorted(span)
    while kept and sentence.upos[kept[-1]] == "PUNCT":
        kept.pop()
    while kept and sentence.upos[kept[0]] in {"PUNCT", "ADP"}:
        kept.pop(0)
    return set(kept)


def _limited(sentence: Example, cue: set[int], content: set[int]) -> set[int]:
    """Content kept to the complement clause where the cue verb governs one, and without stray edges."""
    for i, head in enumerate(sentence.heads):
        if head in cue and sentence.deprels[i] == "ccomp" and i in content:
            content = content & subtree(sentence, i)
            break
    return _trimmed(sentence, content) if content else content


def _write(sentence: Example, content: set[int], source: set[int], cue: set[int]) -> None:
    """Add a link; a cue that overlaps one already there is left out."""
    links = sentence.links if sentence.links is not None else []
    if cue and not any(link.words & cue for link in links):
        roles = {"source": frozenset(source - cue), "content": frozenset(content - cue - source)}
        links.append(Link("cue", frozenset(cue), roles))
    sentence.links = links


def add_weak(examples: list[Example], gold: list[Example]) -> int:
    """Fill ``links`` of a treebank without discourse units, by cue verbs that GUM's units confirm.

    A lemma is a cue when at least four of its verbs with a complement clause and 60 % of them are marked in the gold
    data. Sentences in which a doubtful lemma has a complement clause stay unlabelled (None).
    """
    seen: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for example in gold:
        for verb, _ in _complements(example):
            seen[example.lemmas[verb]] += 1
            hits[example.lemmas[verb]] += any(verb in link.words for link in example.links or ())
    sure = {lemma for lemma, count in seen.items() if hits[lemma] >= 4 and hits[lemma] / count >= 0.6}
    filled = 0
    for example in examples:
        pairs = _complements(example)
        doubtful = {example.lemmas[verb] for verb, _ in pairs} - sure
        if any(hits[lemma] or not seen[lemma] for lemma in doubtful):
            continue
        filled += _fill(example, [pair for pair in pairs if example.lemmas[pair[0]] in sure])
    return filled


def _complements(example: Example) -> list[tuple[int, int]]:
    return [
        (head, i)
        for i, head in enumerate(example.heads)
        if head >= 0 and example.deprels[i] == "ccomp" and example.upos[head] == "VERB"
    ]


def _fill(example: Example, pairs: list[tuple[int, int]]) -> bool:
    example.links = []
    for verb, complement in sorted(pairs, key=lambda pair: -len(subtree(example, pair[1]))):
        everything = set(range(len(example.words)))
        content = subtree(example, complement)
        marks = {i for i in content if example.heads[i] == complement and example.deprels[i] == "mark"}
        source = _source(example, verb, everything - content)
        _write(example, _trimmed(example, content - marks | (content & marks)), source, {verb})
    return True
