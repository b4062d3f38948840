"""Arguments on parses written by hand, so that no model stands between the rule and its row."""

from __future__ import annotations

import pytest

from whyhere.statements import arguments
from whyhere.statements.syntax import Sentence, Token


def sentence(*rows: str) -> Sentence:
    """Rows of "word lemma UPOS XPOS head relation", heads counted from 0, the root's head -1."""
    tokens, start = [], 0
    for index, row in enumerate(rows):
        text, lemma, upos, xpos, head, relation = row.split()
        tokens.append(Token(index, text, start, start + len(text), lemma, upos, xpos, int(head), relation))
        start += len(text) + 1
    return Sentence(0, start, tuple(tokens))


PASSIVE = sentence(
    "Ardun Ardun PROPN NNP 2 nsubj:pass", "was be AUX VBD 2 aux:pass", "taken take VERB VBN -1 root",
    "by by ADP IN 5 case", "the the DET DT 5 det", "army army NOUN NN 2 obl:agent",
)  # fmt: skip
RELATIVE = sentence(
    "Ardun Ardun PROPN NNP -1 root", "which which PRON WDT 3 obj", "they they PRON PRP 3 nsubj", "hold hold VERB VBP 0 acl:relcl",
)  # fmt: skip
GAP = sentence(
    "towns town NOUN NNS -1 root", "they they PRON PRP 2 nsubj", "hold hold VERB VBP 0 acl:relcl",
)  # fmt: skip
HYPHEN = sentence(
    "rebel rebel NOUN NN 2 compound", "- - PUNCT HYPH 0 punct", "held hold VERB VBN 3 amod", "Ardun Ardun PROPN NNP -1 root",
)  # fmt: skip
SHARED = sentence(
    "Rebels rebel NOUN NNS 1 nsubj", "attacked attack VERB VBD -1 root", "and and CCONJ CC 3 cc",
    "captured capture VERB VBD 1 conj", "Ardun Ardun PROPN NNP 3 obj",
)  # fmt: skip
RAISED = sentence(
    "army army NOUN NN 1 nsubj", "managed manage VERB VBD -1 root", "to to PART TO 3 mark", "take take VERB VB 1 xcomp",
    "Ardun Ardun PROPN NNP 3 obj",
)  # fmt: skip
ACCUSED = sentence(
    "council council NOUN NN 1 nsubj", "accuses accuse VERB VBZ -1 root", "Norland Norland PROPN NNP 1 obj", "of of SCONJ IN 4 mark",
    "arming arm VERB VBG 1 advcl", "rebels rebel NOUN NNS 4 obj",
)  # fmt: skip
CONTROLLED = sentence(
    "it it PRON PRP 1 nsubj", "allowed allow VERB VBD -1 root", "rebels rebel NOUN NNS 1 obj", "to to PART TO 4 mark",
    "pass pass VERB VB 1 xcomp",
)  # fmt: skip
TWO_OBJECTS = sentence(
    "it it PRON PRP 1 nsubj", "denied deny VERB VBD -1 root", "them they PRON PRP 1 obj", "passage passage NOUN NN 1 obj",
)  # fmt: skip
CIRCLE = sentence("a a NOUN NN 1 conj", "b b VERB VB 0 conj")


def words(tokens: tuple[Token, ...]) -> list[str]:
    return [token.text for token in tokens]


@pytest.mark.parametrize(
    ("parse", "verb", "subject", "object_"),
    [
        (PASSIVE, 2, ["army"], ["Ardun"]),  # the agent does it, the surface subject suffers it
        (RELATIVE, 3, ["they"], ["which"]),  # the pronoun fills the slot
        (GAP, 2, ["they"], ["towns"]),  # without one, the noun itself
        (HYPHEN, 2, ["rebel"], ["Ardun"]),  # the word before the hyphen
        (SHARED, 3, ["Rebels"], ["Ardun"]),  # a conjunct shares the subject
        (SHARED, 1, ["Rebels"], ["Ardun"]),  # and its partner's object
        (RAISED, 3, ["army"], ["Ardun"]),  # through "managed to"
        (CONTROLLED, 4, ["rebels"], []),  # those allowed pass, not what allows
        (ACCUSED, 4, ["Norland"], ["rebels"]),  # the one accused did it
        (CIRCLE, 1, [], []),  # a parser's circle ends
    ],
)
def test_deep_roles(parse: Sentence, verb: int, subject: list[str], object_: list[str]) -> None:
    token = parse.tokens[verb]
    assert words(arguments.deep_subject(parse, token)) == subject
    assert words(arguments.deep_object(parse, token)) == object_


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    assert arguments.antecedent(RELATIVE, RELATIVE.tokens[1]) == RELATIVE.tokens[0]


@pytest.mark.parametrize(
    ("parse", "verb", "expected"), [(TWO_OBJECTS, 1, ["them"]), (CONTROLLED, 1, ["rebels"]), (SHARED, 1, [])]
)
def test_the_one_to_whom(parse: Sentence, verb: int, expected: list[str]) -> None:
    assert words(arguments.recipient(parse, parse.tokens[verb])) == expected


@pytest.mark.parametrize(
    ("parse", "verb", "passive"), [(PASSIVE, 2, True), (HYPHEN, 2, True), (SHARED, 1, False), (RAISED, 3, False)]
)
def test_passives(parse: Sentence, verb: int, passive: bool) -> None:  # noqa: FBT001
    assert arguments.is_passive(parse, parse.tokens[verb]) is passive


OUT_OF = sentence(
    "left leave VERB VBD -1 root", "out out ADP IN 4 case", "of of ADP IN 4 case", "the the DET DT 4 det", "town town NOUN NN 0 obl",
)  # fmt: skip
# a parser that hangs "of" on the next phrase
CROSSED = sentence(
    "capture capture NOUN NN -1 root", "of of ADP IN 5 case", "Ardun Ardun PROPN NNP 0 nmod", "by by ADP IN 5 case",
    "the the DET DT 5 det", "army army NOUN NN 0 nmod",
)  # fmt: skip
JOINED = sentence(
    "sent send VERB VBD -1 root", "across across ADP IN 2 case", "borders border NOUN NNS 0 obl", "and and CCONJ CC 5 cc",
    "to to ADP IN 5 case", "Ardun Ardun PROPN NNP 2 conj",
)  # fmt: skip


@pytest.mark.parametrize(
    ("parse", "preposition", "expected"),
    [
        (OUT_OF, "out of", ["town"]),
        (OUT_OF, "of", []),
        (CROSSED, "of", ["Ardun"]),
        (CROSSED, "by", ["army"]),
        (JOINED, "to", ["Ardun"]),
        (JOINED, "across", ["borders"]),
    ],
)
def test_phrases_under_a_preposition(parse: Sentence, preposition: str, expected: list[str]) -> None:
    assert words(arguments.obliques(parse, parse.tokens[0], preposition)) == expected
