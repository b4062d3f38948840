from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyhere.statements.sentences import LONGEST_SENTENCE, split, tokenize


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in split(text)]


def words(text: str) -> list[str]:
    return [text[a:b] for a, b in tokenize(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # plain
        ("Marran fell. The road is cut.", ["Marran fell.", "The road is cut."]),
        # titles and ranks never end a sentence
        ("Brig.-Gen. Tarek Sule spoke. Mr. Dell left.", ["Brig.-Gen. Tarek Sule spoke.", "Mr. Dell left."]),
        # letters with stops end one only before a word that opens sentences
        ("The U.N. Council met.", ["The U.N. Council met."]),
        ("It was sent to the U.N. The council met.", ["It was sent to the U.N.", "The council met."]),
        # initials
        ("A. B. Corran spoke.", ["A. B. Corran spoke."]),
        # hours
        ("It began at 5 a.m. on Friday.", ["It began at 5 a.m. on Friday."]),
        ("It began at 5 a.m. The town slept.", ["It began at 5 a.m.", "The town slept."]),
        # a number follows, or the sentence ends
        ("See No. 5 in Velta.", ["See No. 5 in Velta."]),
        ("They said no. Five stayed.", ["They said no.", "Five stayed."]),
        # decimals
        ("About 1.5 million fled.", ["About 1.5 million fled."]),
        # the closing quote stays with its sentence, straight or curly
        ('"We hold Marran." He left.', ['"We hold Marran."', "He left."]),
        ("“We hold Marran.” He left.", ["“We hold Marran.”", "He left."]),
        # speech goes on behind a question
        ('"Who holds it?" he asked.', ['"Who holds it?" he asked.']),
        # a bracket
        ("It fell (again.) The road is cut.", ["It fell (again.)", "The road is cut."]),
        # three dots inside a sentence
        ("It fell ... and rose.", ["It fell ... and rose."]),
        # blank lines and line ends
        ("Velta falls\n\nThe army took Velta", ["Velta falls", "The army took Velta"]),
        ("Velta falls\nThe army took Velta", ["Velta falls", "The army took Velta"]),
        # a line that goes on in lower case
        ("The army took\nthe town of Velta.", ["The army took\nthe town of Velta."]),
        # nothing
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_wrapped_paragraph_is_one_text() -> None:
    text = (
        "The army of the north took the town of Velta on Monday after\n"
        "Marran had been shelled for eleven days by the guns of the\n"
        "Northern Front. It stays closed."
    )
    assert sentences(text) == [text[: text.index(" It stays")], "It stays closed."]


def test_part_of_a_text_keeps_its_offsets() -> None:
    text = "Skip this. Marran fell. The road is cut. Skip this."
    assert [text[a:b] for a, b in split(text, start=11, end=40)] == ["Marran fell.", "The road is cut."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the town's fall", "the town 's fall"),
        ("the town’s fall", "the town ’s fall"),
        ("the rebels' road", "the rebels ' road"),
        ("They didn't go", "They did n't go"),
        ("They didnt go", "They did nt go"),
        ("They can’t go", "They ca n’t go"),
        ("They cannot go", "They can not go"),
        ("We've seen", "We 've seen"),
        ("al-Marran bridge", "al - Marran bridge"),
        ("Brig.-Gen. Sule", "Brig. - Gen. Sule"),
        ("an anti-tank post", "an anti-tank post"),
        ("co-ordinated fire", "co-ordinated fire"),
        ("the U.N. office.", "the U.N. office ."),
        ("in the U.S.", "in the U.S."),
        ("20,000 people, 1.5 million", "20,000 people , 1.5 million"),
        ("the 1980s and the 19th", "the 1980s and the 19th"),
        ("at 5pm and 10 km", "at 5 pm and 10 km"),
        ("$500 and 50%", "$ 500 and 50 %"),
        ("'We won,' he said...", "' We won , ' he said ..."),
        ("“We won”, he said", "“ We won ” , he said"),
        ("Ba'ath and O'Dell", "Ba'ath and O'Dell"),
        ("2013-05-19 and 5-6", "2013-05-19 and 5 - 6"),
        ("see https://example.org/a?b=c now", "see https://example.org/a?b=c now"),
        ("and/or", "and / or"),
        ("It fell.The road", "It fell . The road"),
        ("He is Dr. Dell.", "He is Dr. Dell ."),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@given(st.text(max_size=300))
def test_sentences_are_ordered_and_hold_all_that_is_not_white(text: str) -> None:
    bounds = split(text)
    assert all(a < b for a, b in bounds)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(bounds))
    assert "".join("".join(text[a:b].split()) for a, b in bounds) == "".join(text.split())


@given(st.text(alphabet=st.sampled_from("aB.'’-n t5@/:\"“”!\n,"), max_size=200))
def test_words_are_ordered_and_hold_all_that_is_not_white(text: str) -> None:
    bounds = tokenize(text, 0, len(text))
    assert all(a < b for a, b in bounds)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(bounds))
    assert "".join(text[a:b] for a, b in bounds) == "".join(text.split())


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        ". ",
        "a.",
        "'",
        "-",
        "a-",
        "A.",
        "11.",
        "\n",
        "\n ",
        '"',
        "a.b@",
        "(",
        ".)",
        "n't",
        "aa.Bb",
        "1a",
        "1.",
        "a@a.",
        "http://",
        ". '",
    ],
)
def test_a_long_run_of_anything_is_cut_and_read(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    bounds = split(text)
    assert all(b - a <= LONGEST_SENTENCE for a, b in bounds)
    assert sum(len(tokenize(text, a, b)) for a, b in bounds) >= (1 if text.strip() else 0)
