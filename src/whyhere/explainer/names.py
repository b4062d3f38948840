"""Rule 5 of citing: every name of a sentence stands in what it cites, and no two names are made into one.

A name is a run of words with capitals. It is carried when it falls into stretches that each stand in a citation, and no
two neighbouring stretches are both torn from longer names there ("Yara" and "Holt" from "Yara Lind" and "Sam Holt" do
not make a "Yara Holt").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whyhere import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.explainer.grounds import Ground

_WORD = re.compile(r"[^\W\d_](?:[\w]|[’'\-.&](?=\w))*")
_SENTENCE_OPENS = re.compile(r"(?:^|[.;:!?“]\s*|[–—]\s*|”\s*)$")
_LONGEST = 12  # words of a name


def name_faults(text: str, ground: Ground) -> list[str]:
    """A fault for each name that nothing cited carries."""
    openers = set(vocabulary.load("wording")["cite"]["openers"]["words"])
    return [
        f"the name {' '.join(run)} stands in no citation"
        for run in _runs(text, openers, ground)
        if not _carried(run, ground.texts)
    ]


def _runs(text: str, openers: set[str], ground: Ground) -> list[list[str]]:
    runs: list[list[str]] = []
    end = -2
    for match in _WORD.finditer(text):
        word = re.sub(r"['’]s?$", "", match.group())
        if not word[0].isupper() or (_SENTENCE_OPENS.search(text[: match.start()]) and _opens(word, openers, ground)):
            continue
        if match.start() == end + 1 and text[end] == " " and len(runs[-1]) < _LONGEST:
            runs[-1].append(word)
        else:
            runs.append([word])
        end = match.end()
    return runs


def _opens(word: str, openers: set[str], ground: Ground) -> bool:
    """A common word with a sentence's capital: a function word, or one that the citations write small."""
    small = word[0].lower() + word[1:]
    return small in openers or any(re.search(rf"(?<!\w){re.escape(small)}(?!\w)", text) for text in ground.texts)


def _carried(run: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether the run splits into stretches that stand in the texts, no two torn ones side by side."""
    states = {(0, False)}  # (words done, the last stretch was torn)
    for start in range(len(run)):
        for torn_before in [torn for done, torn in states if done == start]:
            for end in range(start + 1, len(run) + 1):
                whole, found = _standing(run[start:end], texts)
                if found and (whole or not torn_before):
                    states.add((end, not whole))
    return any(done == len(run) for done, _ in states)


def _standing(words: Sequence[str], texts: Sequence[str]) -> tuple[bool, bool]:
    """Whether the words stand in a text as a whole name, and whether they stand there at all."""
    openers = set(vocabulary.load("wording")["cite"]["openers"]["words"])
    pattern = re.compile(rf"(?<!\w){re.escape(_plain(' '.join(words)))}(?!\w)")
    found = False
    for text in map(_plain, texts):
        for match in pattern.finditer(text):
            found = True
            before = re.search(r"([^\W\d_][\w'\-]*) $", text[: match.start()])
            after = re.match(r" ([^\W\d_])", text[match.end() :])
            grows = before is not None and before[1][0].isupper() and before[1].lower() not in openers
            if not grows and not (after and after[1].isupper()):
                return True, True
    return False, found


def _plain(text: str) -> str:
    return text.replace("’", "'")
