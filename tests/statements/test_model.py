from __future__ import annotations

import itertools
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whyhere.errors import ModelError
from whyhere.statements.decode import named, spans_of, stretches, tree, trimmed
from whyhere.statements.model import FILES, ReadingModel
from whyhere.statements.sentences import split

if TYPE_CHECKING:
    from pathlib import Path

    from whyhere.statements.syntax import Sentence


@pytest.fixture(scope="module")
def model() -> ReadingModel:
    return ReadingModel.load()


def read(model: ReadingModel, text: str) -> list[Sentence]:
    return model.parse(text, split(text))


def one(model: ReadingModel, text: str) -> Sentence:
    return model.parse(text, [(0, len(text))])[0]


def assert_sound(text: str, sentence: Sentence) -> None:
    assert [token.index for token in sentence.tokens] == list(range(len(sentence.tokens)))
    assert all(text[token.start : token.end] == token.text for token in sentence.tokens)
    assert sum(token.head == -1 for token in sentence.tokens) == 1
    assert all((token.deprel == "root") == (token.head == -1) for token in sentence.tokens)
    assert all(token.head == -1 or sentence.root in sentence.ancestors(token) for token in sentence.tokens), (
        "every word leads to the root"
    )


class TestReading:
    def test_a_plain_sentence(self, model: ReadingModel) -> None:
        sentence = one(model, "The army seized the bridge near Marran on Monday.")
        by_text = {token.text: token for token in sentence.tokens}
        assert sentence.root.text == "seized"
        assert by_text["seized"].lemma == "seize"
        assert by_text["seized"].upos == "VERB"
        assert [token.text for token in sentence.children(sentence.root, "nsubj")] == ["army"]
        assert [token.text for token in sentence.children(sentence.root, "obj")] == ["bridge"]
        assert by_text["Marran"].upos == "PROPN"

    def test_a_passive(self, model: ReadingModel) -> None:
        sentence = one(model, "The town was shelled by the rebels.")
        assert [token.text for token in sentence.children(sentence.root, "nsubj:pass")] == ["town"]
        assert [token.text for token in sentence.children(sentence.root, "obl:agent")] == ["rebels"]

    def test_a_negation(self, model: ReadingModel) -> None:
        sentence = one(model, "They didn't take the town.")
        assert "not" in {token.lemma for token in sentence.children(sentence.root, "advmod")}

    @pytest.mark.parametrize(
        "text",
        [
            "The road is closed, the mayor said.",
            "The road is closed the mayor said.",
            "The mayor said the road is closed.",
            '"The road is closed," the mayor said.',
            "“The road is closed,” said the mayor.",
        ],
    )
    def test_source_and_cue(self, model: ReadingModel, text: str) -> None:
        sentence = one(model, text)
        said = next(token for token in sentence.tokens if token.text == "said")
        mayor = next(token for token in sentence.tokens if token.text == "mayor")
        assert mayor.head == said.index
        assert mayor.relation == "nsubj"
        roles = {(a.role, i) for a in sentence.attributions for i in range(a.first, a.last)}
        assert ("cue", said.index) in roles

    def test_no_words_no_sentence(self, model: ReadingModel) -> None:
        assert model.parse(" \n ", [(0, 3)]) == []
        assert model.parse("", []) == []

    def test_a_reading_does_not_depend_on_its_neighbours(self, model: ReadingModel) -> None:
        first, second = "Rebels took Velta.", "The governor of the province denied that the crossing was closed."
        text = f"{first} {second}"
        together = read(model, text)[1]
        alone = one(model, second)
        assert [(t.head, t.deprel, t.upos) for t in together.tokens] == [
            (t.head, t.deprel, t.upos) for t in alone.tokens
        ]

    def test_a_sentence_longer_than_the_window_is_read_whole(self, model: ReadingModel) -> None:
        text = "The army took the town of Velta, and the rebels left it, " * 40
        sentence = one(model, text)
        assert len(sentence.tokens) == 40 * 14
        assert_sound(text, sentence)
        assert "parataxis" in {token.deprel for token in sentence.children(sentence.root)}

    @pytest.mark.parametrize(
        "text", ["x" * 5000, "؟" * 300, "\ud800 fell.", "a-" * 900, "漢字 " * 400, "\x00 \u200b ."]
    )
    def test_strange_text_is_read(self, model: ReadingModel, text: str) -> None:
        for sentence in read(model, text):
            assert_sound(text, sentence)

    @settings(max_examples=25, deadline=None)
    @given(text=st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
    def test_any_text_gives_sound_sentences(self, model: ReadingModel, text: str) -> None:
        for sentence in read(model, text):
            assert_sound(text, sentence)

    @pytest.mark.parametrize(
        ("word", "upos", "lemma"),
        [
            ("told", "VERB", "tell"),
            ("said", "VERB", "say"),
            ("Fled", "VERB", "flee"),
            ("held", "VERB", "hold"),
            ("overran", "VERB", "overrun"),
            ("besieged", "VERB", "besiege"),
            ("villages", "NOUN", "village"),
            ("n't", "PART", "not"),
            ("Velta", "PROPN", "Velta"),
        ],
    )
    def test_lemmas(self, model: ReadingModel, word: str, upos: str, lemma: str) -> None:
        assert model.lemma(word, upos) == lemma


class TestPackage:
    def test_the_version_names_the_weights(self, model: ReadingModel) -> None:
        assert model.name == "whyhere-reader"
        assert len(model.version) == 12

    def test_a_folder_without_a_model_says_what_is_missing(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match=r"model\.onnx is missing \(reinstall"):
            ReadingModel.load(tmp_path)

    @pytest.mark.parametrize(("name", "text"), [("labels.json", "{"), ("model.onnx", "no graph")])
    def test_a_damaged_file_is_named(self, tmp_path: Path, name: str, text: str) -> None:
        import whyhere_model  # noqa: PLC0415 - only where it is copied

        for file in FILES:
            shutil.copyfile(whyhere_model.path() / file, tmp_path / file)
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(ModelError, match=name):
            ReadingModel.load(tmp_path)


FINE = ["O", *(f"{p}-{k}" for k in ("person", "place", "facility", "quantity") for p in "BI")]
LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]


class TestDecoding:
    @pytest.mark.parametrize(
        ("tags", "expected"),
        [
            ([0, 1, 2, 0], [(1, 3, "PER")]),  # a name of two words
            ([1, 1, 2], [(0, 1, "PER"), (1, 3, "PER")]),  # two names side by side
            ([3, 4, 1], [(0, 2, "LOC"), (2, 3, "PER")]),
            ([0, 0], []),
        ],
    )
    def test_spans(self, tags: list[int], expected: list[tuple[int, int, str]]) -> None:
        scores = np.full((len(tags), len(LABELS)), 0.02, np.float32)
        scores[range(len(tags)), tags] = 0.92
        found = spans_of(scores, LABELS)
        assert [span[:3] for span in found] == expected
        assert all(span[3] == pytest.approx(0.92) for span in found)

    def test_an_inside_without_its_begin_is_mended(self) -> None:
        scores = np.array([[0.5, 0.4, 0.02, 0.06, 0.02], [0.1, 0.02, 0.84, 0.02, 0.02]], np.float32)
        assert [span[:3] for span in spans_of(scores, LABELS)] == [(0, 2, "PER")]

    def test_edges_that_no_name_has_are_cut_off(self) -> None:
        tags = ["PROPN", "ADP", "PUNCT", "NOUN"]
        assert trimmed([(0, 2, "LOC", 0.9), (2, 3, "LOC", 0.9)], tags, ("PUNCT", "ADP")) == [(0, 1, "LOC", 0.9)]

    def test_a_name_whose_kind_wavers_is_one_name(self) -> None:
        scores = np.full((3, len(FINE)), 0.01, np.float32)
        scores[0, FINE.index("B-place")] = scores[1, FINE.index("I-facility")] = 0.5
        scores[0, FINE.index("B-facility")], scores[1, FINE.index("I-place")] = 0.4, 0.3
        scores[2, 0] = 0.9
        assert [span[:3] for span in named(scores, FINE, ["PROPN", "PROPN", "VERB"])] == [(0, 2, "facility")]

    def test_words_that_bound_a_quantity_stay_in_it(self) -> None:
        scores = np.full((4, len(FINE)), 0.01, np.float32)
        scores[range(4), [FINE.index(t) for t in ("B-quantity", "I-quantity", "I-quantity", "O")]] = 0.9
        assert [span[:3] for span in named(scores, FINE, ["ADP", "ADJ", "NUM", "NOUN"])] == [(0, 3, "quantity")]

    @pytest.mark.parametrize(
        ("surely", "own", "expected"),
        [
            ([0.9, 0.9, 0.1, 0.1], 3, [(0, 2)]),
            ([0.9, 0.3, 0.9, 0.1], 3, [(0, 3)]),  # a doubted word inside is kept
            ([0.9, 0.9, 0.99, 0.9, 0.9], 2, [(0, 2), (3, 5)]),  # the cue stands between two pieces
            ([0.9, 0.9, 0.1, 0.1, 0.6], 3, [(0, 2)]),  # a lone word far off is none
            ([0.2, 0.2, 0.1, 0.1], 3, []),
        ],
    )
    def test_stretches_of_a_role(self, surely: list[float], own: int, expected: list[tuple[int, int]]) -> None:
        tags = ["NOUN"] * len(surely)
        found = stretches(np.array(surely, np.float32), tags, range(own, own + 1))
        assert [(a, b) for a, b, _, _ in found] == expected

    def test_marks_neither_part_nor_edge_a_stretch(self) -> None:
        surely, tags = (
            np.array([0.1, 0.9, 0.1, 0.9, 0.6, 0.1], np.float32),
            ["PUNCT", "NOUN", "PUNCT", "NOUN", "PUNCT", "VERB"],
        )
        assert [span[:2] for span in stretches(surely, tags, range(5, 6))] == [(1, 4)]

    def test_bold_takes_in_doubted_edges(self) -> None:
        surely, tags = np.array([0.3, 0.9, 0.1, 0.1], np.float32), ["NOUN"] * 4
        assert [span[:2] for span in stretches(surely, tags, range(3, 4))] == [(1, 2)]
        assert [span[:2] for span in stretches(surely, tags, range(3, 4), bold=1.5)] == [(0, 2)]

    @settings(max_examples=60, deadline=None)
    @given(count=st.integers(1, 12), seed=st.integers(0, 10_000))
    def test_stretches_are_in_order_and_leave_the_cue_out(self, count: int, seed: int) -> None:
        chance = np.random.default_rng(seed)
        own = int(chance.integers(count))
        found = stretches(chance.random(count).astype(np.float32), ["NOUN"] * count, range(own, own + 1), bold=1.0)
        bounds = [edge for a, b, _, _ in found for edge in (a, b)]
        assert bounds == sorted(bounds)
        assert all(a < b and not a <= own < b for a, b, _, _ in found)

    @settings(max_examples=60, deadline=None)
    @given(count=st.integers(1, 4), seed=st.integers(0, 10_000))
    def test_the_tree_is_the_best_of_all(self, count: int, seed: int) -> None:
        scores = np.random.default_rng(seed).normal(size=(count, count + 1)).astype(np.float32)
        best = max(
            (sum(scores[i, h] for i, h in enumerate(heads)), heads)
            for heads in itertools.product(range(count + 1), repeat=count)
            if is_tree(heads)
        )
        found = [int(head) for head in tree(scores)]
        assert is_tree(tuple(found))
        assert sum(scores[i, h] for i, h in enumerate(found)) == pytest.approx(best[0], abs=1e-4)


def is_tree(heads: tuple[int, ...]) -> bool:
    if heads.count(0) != 1:
        return False
    for start in range(1, len(heads) + 1):
        node = start
        for _ in heads:
            node = heads[node - 1] if node else 0
        if node:
            return False
    return True
