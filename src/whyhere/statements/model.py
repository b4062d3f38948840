"""The one file that knows the reading model: text and sentence bounds in, parsed sentences out.

The model is a small encoder with a head per layer (the model card in ``model/README.md`` has its data and figures). It
runs on onnxruntime alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import onnxruntime
import simplemma
from tokenizers import Tokenizer

from whyhere.errors import ModelError
from whyhere.statements.decode import COARSE, held, log_odds, named, spans_of, tree, trimmed
from whyhere.statements.sentences import tokenize
from whyhere.statements.syntax import Attribution, Entity, Sentence, Tied, Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]
Bounds = tuple[int, int]

FILES = ("model.onnx", "relations.npz", "labels.json", "lemmas.json", "tokenizer.json", "model.json")
CHUNK_SENTENCES = 1024
LONGEST_WORD = 48
FIRST_PIECE, LAST_PIECE, UNKNOWN_PIECE, SPECIAL_SHAPE = 101, 102, 100, 7
OUTPUTS = (
    "upos", "xpos", "ner", "cue", "trigger", "certainty", "links", "slots", "arcs", "rel_child", "rel_head",
)  # fmt: skip
FLAT_OUTPUTS = ("upos", "xpos", "ner", "attribution", "arcs", "rel_child", "rel_head")  # of version 0.1
ROLES = ("source", "content")
BOLD = {"content": 1.5}  # log odds, chosen on GUM's development set
FORM_TAGS = frozenset({"PROPN", "PUNCT", "NUM", "X", "SYM"})


@dataclass(frozen=True, slots=True)
class Window:
    """A sentence, or a piece of one too long for the model: its words' bounds in the text and its subword pieces."""

    sentence: int
    bounds: tuple[Bounds, ...]
    pieces: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model says of one window; heads count from 0 inside it, -1 is the root."""

    upos: list[str]
    xpos: list[str]
    heads: list[int]
    deprels: list[str]
    names: list[tuple[int, int, str, float]] = field(default_factory=list)
    cues: list[Tied] = field(default_factory=list)
    triggers: list[Tied] = field(default_factory=list)
    flat: list[tuple[int, int, str, float]] = field(default_factory=list)


class ReadingModel:
    """Tags, dependencies, names and attribution of English sentences. ``name`` and ``version`` are for provenance."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        """Open the model in ``folder``; raises ModelError when a file is missing or does not fit."""
        if missing := [name for name in FILES if not (folder / name).is_file()]:
            message = f"{folder}: no reading model here, {missing[0]} is missing (reinstall the package whyhere-model)"
            raise ModelError(message)
        facts = _json(folder / "model.json")
        self.name: str = facts["name"]
        self.version: str = facts["sha256"][:12]
        self._most_words, self._most_pieces = int(facts["words"]), int(facts["pieces"])
        self._word_pieces = int(facts["pieces_per_word"])
        self._labels: dict[str, list[str]] = _json(folder / "labels.json")
        self._lemmas: dict[str, dict[str, str]] = _json(folder / "lemmas.json")
        with np.load(folder / "relations.npz", allow_pickle=False) as stored:
            weights: Floats = stored["weights"].astype(np.float32)
        self._relations = np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(weights.shape[1], -1))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._session = _session(folder / "model.onnx", threads)

    @classmethod
    def load(cls, path: Path | None = None, *, threads: int = 1) -> ReadingModel:
        """Open the model in ``path``, or the one that the package whyhere-model brings."""
        return cls(path if path is not None else _installed(), threads=threads)

    def parse(self, text: str, spans: Sequence[Bounds]) -> list[Sentence]:
        """Parse the sentences at ``spans`` of ``text``, in their order; a span without a word gives no sentence.

        Memory is bounded by one window whatever the input: long sentences are read in pieces, whose roots then hang on
        the first piece's root (parataxis). A sentence's reading depends on nothing but the sentence.
        """
        sentences: list[Sentence] = []
        for start in range(0, len(spans), CHUNK_SENTENCES):
            chunk = spans[start : start + CHUNK_SENTENCES]
            sentences += self.parse_words(text, chunk, [tokenize(text, first, end) for first, end in chunk])
        return sentences

    def parse_words(self, text: str, spans: Sequence[Bounds], words: Sequence[Sequence[Bounds]]) -> list[Sentence]:
        """Parse sentences whose words are given, as bounds in ``text``: one list of words for each span."""
        parts: dict[int, list[tuple[Window, Reading]]] = {}
        for window in self._windows(text, words):
            parts.setdefault(window.sentence, []).append((window, self._read(text, window)))
        return [self._sentence(text, spans[number], members) for number, members in parts.items()]

    def _windows(self, text: str, sentences: Sequence[Sequence[Bounds]]) -> list[Window]:
        words = sorted({text[a:b][:LONGEST_WORD] for bounds in sentences for a, b in bounds})
        sound = [word.encode("utf-8", "replace").decode("utf-8") for word in words]
        encoded = self._tokenizer.encode_batch(sound, add_special_tokens=False)
        pieces = {w: tuple(e.ids[: self._word_pieces]) or (UNKNOWN_PIECE,) for w, e in zip(words, encoded, strict=True)}
        windows = []
        for number, bounds in enumerate(sentences):
            cut = [pieces[text[a:b][:LONGEST_WORD]] for a, b in bounds]
            for first, last in self._cuts(text, bounds, cut):
                windows.append(Window(number, tuple(bounds[first:last]), tuple(cut[first:last])))
        return windows

    def _cuts(self, text: str, bounds: Sequence[Bounds], pieces: list[tuple[int, ...]]) -> Iterator[Bounds]:
        """Stretches of words that fit the model, cut behind the last punctuation of their second half."""
        first = 0
        while first < len(bounds):
            last, width = first, 2
            while (
                last < len(bounds)
                and last - first < self._most_words
                and width + len(pieces[last]) <= self._most_pieces
            ):
                width += len(pieces[last])
                last += 1
            if last < len(bounds):
                marks = (i for i in range(last, (first + last) // 2, -1) if text[bounds[i - 1][0]] in ",;:.!?)")
                last = next(marks, last)
            yield first, last
            first = last

    def _read(self, text: str, window: Window) -> Reading:
        """Read one window alone: an int8 graph scales its whole batch together, and no neighbour may sway a reading."""
        outputs = FLAT_OUTPUTS if "attribution" in self._labels else OUTPUTS
        found = self._session.run(outputs, _inputs(text, window))
        out: dict[str, Any] = {name: value[0] for name, value in zip(outputs, found, strict=True)}
        heads = tree(out["arcs"])
        relations = self._relation_ids(out["rel_child"], out["rel_head"][heads])
        labels = self._labels
        upos = [labels["upos"][i] for i in out["upos"]]
        reading = Reading(
            upos=upos,
            xpos=[labels["xpos"][i] for i in out["xpos"]],
            heads=[int(head) - 1 for head in heads],
            deprels=["root" if h == 0 else labels["deprel"][r] for h, r in zip(heads, relations, strict=True)],
        )
        if "attribution" in labels:
            flat = trimmed(spans_of(out["attribution"], labels["attribution"]), upos, ("PUNCT",))
            names = trimmed(spans_of(out["ner"], labels["ner"]), upos, ("PUNCT", "ADP", "CCONJ"))
            return replace(reading, names=names, flat=flat)
        words = [text[a:b].lower() for a, b in window.bounds]
        return replace(
            reading,
            names=named(out["ner"], labels["ner"], upos),
            cues=self._tied(out, "cue", "links", upos, words),
            triggers=self._tied(out, "trigger", "slots", upos, words),
        )

    def _tied(self, out: dict[str, Any], groups: str, roles: str, upos: list[str], words: list[str]) -> list[Tied]:
        """Cues or triggers, each with the words that belong to it: read at its last word, at the first of "… to"."""
        tags = ["O", "B-cue", "I-cue"] if groups == "cue" else self._labels["trigger"]
        names = ROLES if groups == "cue" else tuple(self._labels["slots"])
        found = []
        bold = np.array([BOLD.get(name, 0.0) for name in names], np.float32)
        for first, last, label, score in spans_of(out[groups], tags):
            at = first if words[last - 1] == "to" else last - 1
            members = []
            table = out[roles][at]
            for name, odds in zip(names, log_odds(table, upos, range(first, last), bold), strict=True):
                if odds and (runs := held(odds, upos)):
                    members.append((name, tuple(runs)))
            certainty = self._labels["certainty"][int(out["certainty"][at].argmax())]
            found.append(Tied(first, last, label, score, tuple(members), certainty))
        return found

    def _relation_ids(self, child: Floats, head: Floats) -> Whole:
        """The best relation of each arc, by the biaffine layer; ``root`` is kept for the root."""
        ones = np.ones((len(child), 1), np.float32)
        child, head = np.hstack([child, ones]), np.hstack([head, ones])
        wide = child.shape[1]
        scores = ((child @ self._relations).reshape(len(child), -1, wide) @ head[:, :, None])[:, :, 0]
        scores[:, self._labels["deprel"].index("root")] = -np.inf
        best: Whole = scores.argmax(1)
        return best

    def _sentence(self, text: str, span: Bounds, parts: list[tuple[Window, Reading]]) -> Sentence:
        tokens: list[Token] = []
        entities: list[Entity] = []
        names: list[Entity] = []
        cues: list[Tied] = []
        triggers: list[Tied] = []
        flat: list[Attribution] = []
        top = -1
        for window, reading in parts:
            base = len(tokens)
            for i, (start, end) in enumerate(window.bounds):
                head, deprel = reading.heads[i] + base, reading.deprels[i]
                if reading.heads[i] < 0:
                    head, deprel = (-1, "root") if top < 0 else (top, "parataxis")
                    top = base + i if top < 0 else top
                word, upos = text[start:end], reading.upos[i]
                lemma = self.lemma(word, upos)
                tokens.append(Token(base + i, word, start, end, lemma, upos, reading.xpos[i], head, deprel))
            for a, b, kind, score in reading.names:
                if kind in COARSE.values():
                    entities.append(Entity(a + base, b + base, kind, score))
                    continue
                name = Entity(a + base, b + base, COARSE.get(kind, ""), score, kind)
                names.append(name)
                if name.label and _has_name(tokens[name.first : name.last]):
                    entities.append(name)
            flat += [Attribution(a + base, b + base, role, score) for a, b, role, score in reading.flat]
            cues += [_shifted(tied, base) for tied in reading.cues]
            triggers += [_shifted(tied, base) for tied in reading.triggers]
        return Sentence(
            span[0],
            span[1],
            tuple(tokens),
            tuple(entities),
            tuple(flat or _flat(cues)),
            tuple(cues),
            tuple(triggers),
            tuple(names),
        )

    def lemma(self, word: str, upos: str) -> str:
        """The dictionary form: from the treebanks' own table, for other words by simplemma; a name is its own."""
        if upos in FORM_TAGS:
            return word
        lower = word.lower().replace("’", "'")
        known = self._lemmas.get(upos, {}).get(lower)
        if known is not None:
            return known
        if upos in {"NOUN", "VERB", "AUX"}:
            return str(simplemma.lemmatize(lower[:LONGEST_WORD], lang="en"))
        return lower


def _has_name(tokens: Sequence[Token]) -> bool:
    """Whether a mention has a name in it: "rebels" is a mention of a party, and no named entity."""
    return any(t.upos == "PROPN" or (t.index and t.text[:1].isupper()) for t in tokens)


def _shifted(tied: Tied, base: int) -> Tied:
    if not base:
        return tied
    roles = tuple((role, tuple((a + base, b + base) for a, b in runs)) for role, runs in tied.roles)
    return replace(tied, first=tied.first + base, last=tied.last + base, roles=roles)


def _flat(cues: Sequence[Tied]) -> list[Attribution]:
    """Cues with their sources and contents as plain held, log_odds, in text order."""
    marks = [Attribution(c.first, c.last, "cue", c.score) for c in cues]
    marks += [Attribution(a, b, role, c.score) for c in cues for role, runs in c.roles for a, b in runs]
    return sorted(marks, key=lambda m: (m.first, m.last))


def _json(path: Path) -> Any:  # noqa: ANN401 - the shape is the package's own
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        message = f"{path}: the reading model is damaged, {error} (reinstall the package whyhere-model)"
        raise ModelError(message) from error


def _installed() -> Path:
    try:
        import whyhere_model  # noqa: PLC0415 - its absence is told only when it is needed
    except ImportError as error:
        message = "the reading model is not installed (pip install whyhere-model)"
        raise ModelError(message) from error
    return Path(whyhere_model.path())


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises several unrelated types
        message = f"{path}: the reading model cannot be opened, {error} (reinstall the package whyhere-model)"
        raise ModelError(message) from error


def _inputs(text: str, window: Window) -> dict[str, Whole]:
    ids, shapes, first = [FIRST_PIECE], [SPECIAL_SHAPE], []
    for pieces, (start, end) in zip(window.pieces, window.bounds, strict=True):
        first.append(len(ids))
        ids += pieces
        shapes += [shape(text[start:end])] * len(pieces)
    ids.append(LAST_PIECE)
    shapes.append(SPECIAL_SHAPE)
    rows = {"ids": ids, "mask": [1] * len(ids), "shapes": shapes, "first": first}
    return {name: np.array([row], np.int64) for name, row in rows.items()}


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
