"""Mending: a parsed sentence with a slip in, heads out. Written by hand, so that no model is needed."""

from __future__ import annotations

from whyhere.statements.mending import mend
from whyhere.statements.syntax import Sentence, Token

WORDS = ["The", "trader", "told", "us", ",", '"', "They", "have", "cut", "every", "road", ".", '"']
TEXT = 'The trader told us, "They have cut every road."'


def parsed(subject_head: int) -> Sentence:
    """The sentence with "trader" hung on the word of that number."""
    heads = [1, subject_head, -1, 2, 2, 8, 8, 8, 2, 10, 8, 8, 8]
    relations = [
        "det",
        "nsubj",
        "root",
        "iobj",
        "punct",
        "punct",
        "nsubj",
        "aux",
        "ccomp",
        "det",
        "obj",
        "punct",
        "punct",
    ]
    kinds = ["DET", "NOUN", "VERB", "PRON", "PUNCT", "PUNCT", "PRON", "AUX", "VERB", "DET", "NOUN", "PUNCT", "PUNCT"]
    tokens, place = [], 0
    for number, word in enumerate(WORDS):
        start = TEXT.index(word, place)
        place = start + len(word)
        tokens.append(
            Token(number, word, start, place, word.lower(), kinds[number], "", heads[number], relations[number])
        )
    return Sentence(0, len(TEXT), tuple(tokens))


def test_a_speaker_hung_inside_the_quote_moves_to_the_verb_outside() -> None:
    (mended,) = mend(TEXT, [parsed(8)])
    assert mended.tokens[1].head == 2
    assert mended.tokens[6].head == 8


def test_a_sound_parse_stays_as_it_is() -> None:
    sentence = parsed(2)
    assert mend(TEXT, [sentence]) == [sentence]
