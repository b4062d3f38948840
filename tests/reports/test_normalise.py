from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whyhere.errors import ReportError
from whyhere.reports.normalise import MAX_CHARS, MAX_LINE, normalise


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("a\r\nb\rc", "a\nb\nc"),  # line ends of all systems
        ("a\u2028b\x0cc\x85d", "a\nb\nc\nd"),  # Unicode's own line ends, page ends
        ("a\u00a0b\tc\u2009d", "a b c d"),  # no-break, tab, thin space
        ("a   b \n c", "a b\nc"),  # runs of spaces, spaces at line edges
        ("a\n\n\n\nb", "a\n\nb"),  # one empty line parts paragraphs
        ("  \n a \n ", "a"),
        ("soft\u00adhy\u200bphen\ufeff", "softhyphen"),  # what nobody sees
        ("\u202eabc\u202c", "abc"),  # text turned round to deceive
        ("a\x00b\x1b[0m", "ab[0m"),
        ("cafe\u0301", "caf\u00e9"),  # one code a letter
        ("\ud800x", "\ufffdx"),  # cannot be stored
        ("“Said” — ‘so’ …", "“Said” — ‘so’ …"),  # signs stay
        ("می\u200cخواهم", "می\u200cخواهم"),  # the joiner is part of the word
        ("", ""),
    ],
)
def test_rules(given_text: str, expected: str) -> None:
    assert normalise(given_text) == expected


@given(st.text())
def test_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(alphabet=st.characters(categories=["Zs", "Cc", "Cf", "Mn", "Lu", "Po", "Zl", "Cs", "Co", "Cn"])))
def test_what_comes_out_is_clean(text: str) -> None:
    clean = normalise(text)
    assert clean == unicodedata.normalize("NFC", clean)
    assert clean.encode().decode() == clean  # can be stored
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in clean if char != "\n")
    assert not any(line != line.strip(" ") or "  " in line for line in clean.split("\n"))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("word " * (MAX_LINE // 5 + 1), "one line is"),
        ("word\n" * (MAX_CHARS // 5 + 1), "characters long|lines"),
        ("x" * 50_000_000, "characters long"),
    ],
)
def test_too_long_is_an_error_that_names_the_file(text: str, reason: str) -> None:
    with pytest.raises(ReportError, match=reason) as caught:
        normalise(text, where="desk/long.txt")
    assert caught.value.where == "desk/long.txt"
    assert caught.value.mend
