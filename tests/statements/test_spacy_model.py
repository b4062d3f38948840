"""A spaCy pipeline may stand in for our model: its tags, tree and names behind the same interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Span

from whyhere.errors import ModelError
from whyhere.statements.parsers import open_model
from whyhere.statements.spacy_model import SpacyModel
from whyhere.statements.universal import Node, universal

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.tokens import Doc

TEXT = "Rebels in Tarnik seized Oda Bridge."
# word → lemma, tag, Penn tag, head, relation in spaCy's own style
READ = {
    "Rebels": ("rebel", "NOUN", "NNS", 3, "nsubj"),
    "in": ("in", "ADP", "IN", 0, "prep"),
    "Tarnik": ("Tarnik", "PROPN", "NNP", 1, "pobj"),
    "seized": ("seize", "VERB", "VBD", 3, "ROOT"),
    "Oda": ("Oda", "PROPN", "NNP", 5, "compound"),
    "Bridge": ("Bridge", "PROPN", "NNP", 3, "dobj"),
    ".": (".", "PUNCT", ".", 3, "punct"),
}


@Language.component("parser_told")
def parser_told(doc: Doc) -> Doc:
    """A parser that was told the answer: the pipeline's wiring is tested, not a model's skill."""
    for word in doc:
        lemma, upos, xpos, head, relation = READ.get(word.text, (word.text, "X", "FW", 0, "dep"))
        word.lemma_, word.pos_, word.tag_ = lemma, upos, xpos
        word.head, word.dep_ = doc[min(head, len(doc) - 1)], relation
    doc.ents = [Span(doc, 2, 3, "GPE"), Span(doc, 4, 6, "FAC"), Span(doc, 0, 1, "NORP")] if len(doc) > 5 else []
    return doc


@pytest.fixture
def pipeline() -> Any:  # noqa: ANN401 - spaCy's Language
    made = spacy.blank("en")
    made.add_pipe("parser_told", name="parser")
    return made


def test_words_tree_and_names_come_from_the_pipeline(pipeline: Any) -> None:  # noqa: ANN401
    (sentence,) = SpacyModel(pipeline).parse("So. " + TEXT, [(4, 4 + len(TEXT))])
    by_text = {t.text: t for t in sentence.tokens}
    assert [("So. " + TEXT)[t.start : t.end] for t in sentence.tokens] == [t.text for t in sentence.tokens]
    assert sentence.root.text == "seized"
    assert by_text["Bridge"].deprel == "obj"
    assert by_text["Tarnik"].deprel == "nmod"
    assert sentence.tokens[by_text["Tarnik"].head].text == "Rebels"
    assert sentence.tokens[by_text["in"].head].text == "Tarnik"
    assert by_text["in"].deprel == "case"
    assert {(e.first, e.last, e.label) for e in sentence.entities} == {(2, 3, "LOC"), (4, 6, "LOC")}


def test_a_span_without_a_word_gives_no_sentence(pipeline: Any) -> None:  # noqa: ANN401
    assert SpacyModel(pipeline).parse("   ", [(0, 3)]) == []


def test_a_very_long_sentence_is_one_tree(pipeline: Any) -> None:  # noqa: ANN401
    text = " ".join([TEXT[:-1]] * 150)
    (sentence,) = SpacyModel(pipeline).parse(text, [(0, len(text))])
    assert len(sentence.tokens) == 900
    assert sum(t.head < 0 for t in sentence.tokens) == 1
    for token in sentence.tokens:
        assert -1 <= token.head < 900


def test_a_pipeline_from_disk_is_found_by_its_path(pipeline: Any, tmp_path: Path) -> None:  # noqa: ANN401
    pipeline.to_disk(tmp_path / "told")
    assert open_model(f"spacy:{tmp_path / 'told'}").name == "spacy:en_pipeline"


def test_what_cannot_parse_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match="no parser"):
        open_model(f"spacy:{tmp_path / 'blank'}")
    with pytest.raises(ModelError, match="cannot load"):
        open_model("spacy:no_such_pipeline_anywhere")


def tree(*nodes: tuple[str, str, int, str]) -> list[tuple[int, str]]:
    return [(n.head, n.deprel) for n in universal([Node(*n) for n in nodes])]


def test_a_copula_hangs_on_its_complement() -> None:
    # The town is a crossroads for traders.
    made = tree(
        ("the", "DET", 1, "det"), ("town", "NOUN", 2, "nsubj"), ("be", "AUX", -1, "root"), ("a", "DET", 4, "det"),
        ("crossroads", "NOUN", 2, "attr"), ("for", "ADP", 4, "prep"), ("trader", "NOUN", 5, "pobj"),
    )  # fmt: skip
    assert made == [(1, "det"), (4, "nsubj"), (4, "cop"), (4, "det"), (-1, "root"), (6, "case"), (4, "nmod")]


def test_a_passive_and_its_agent() -> None:
    # It was taken by rebels after fighting.
    made = tree(
        ("it", "PRON", 2, "nsubjpass"), ("be", "AUX", 2, "auxpass"), ("take", "VERB", -1, "root"),
        ("by", "ADP", 2, "agent"), ("rebel", "NOUN", 3, "pobj"), ("after", "ADP", 2, "prep"), ("fight", "VERB", 5, "pcomp"),
    )  # fmt: skip
    assert made[0] == (2, "nsubj:pass")
    assert made[4] == (2, "obl:agent")
    assert made[3] == (4, "case")
    assert made[5:] == [(6, "mark"), (2, "advcl")]


def test_a_tree_that_is_universal_already_stays() -> None:
    nodes = (("rebel", "NOUN", 1, "nsubj"), ("take", "VERB", -1, "root"), ("town", "NOUN", 1, "obj"))
    assert tree(*nodes) == [(1, "nsubj"), (-1, "root"), (1, "obj")]
