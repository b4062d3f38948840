"""Certainty at a word: a sentence and its word in, the level out. Places are invented."""

from __future__ import annotations

import pytest

from whyhere.statements.attribution import find_claims
from whyhere.statements.certainty import certainty_at
from whyhere.statements.claims import innermost

ROWS = [
    ("The army took Osk on Monday.", "took", "asserted"),
    # numbers
    ("As many as 300 families fled Osk.", "300", "estimated"),
    ("About 300 families fled Osk.", "300", "estimated"),
    ("At least 300 families fled Osk.", "300", "asserted"),
    # belief without a believer
    ("Rebels are thought to hold the dam.", "hold", "estimated"),
    ("The rebels reportedly took the dam.", "took", "estimated"),
    # the future and plans
    ("The army will enter Osk on Friday.", "enter", "expected"),
    ("The army is expected to enter Osk.", "enter", "expected"),
    ("The army plans to retake the dam.", "retake", "expected"),
    ("The army attacked the hill to retake the dam.", "retake", "expected"),
    ("Talks planned for May were held up.", "Talks", "expected"),
    ("The rebels said they would leave the dam.", "leave", "expected"),
    # the possible
    ("The rebels may hold the dam.", "hold", "speculated"),
    ("Some speculate that the rebels took the dam.", "took", "speculated"),
    ("The rebels tried to take the dam.", "take", "speculated"),
    ("The envoy could not confirm that the dam was taken.", "taken", "speculated"),
    # implicatives say that it happened, or that it did not: neither softens
    ("The shelling helped the rebels to take the dam.", "take", "asserted"),
    ("The army failed to retake the dam.", "retake", "asserted"),
    # conditions, on both sides of them
    ("If the dam falls, the rebels will leave Osk.", "leave", "conditional"),
    ("If the dam falls, the rebels will leave Osk.", "falls", "conditional"),
    ("The army will open the road after the end of the operation.", "open", "conditional"),
    ("The army opened the road after the end of the operation.", "opened", "asserted"),
    ("The rebels rejected the demand that they withdraw.", "withdraw", "speculated"),
    ("The rebels rejected the demand they withdraw.", "withdraw", "speculated"),
    ("The deal would see the rebels leave and the army enter Osk.", "enter", "conditional"),
    ("The rebels made the decision to pull out of Osk.", "pull", "asserted"),
    ("The rebels have a plan to pull out of Osk.", "pull", "expected"),
    # denials
    ("The army denied that it had shelled the market.", "shelled", "denied"),
    # what is taken for granted stays asserted
    ("If the army attacks the rebels who hold the dam, it will fail.", "hold", "asserted"),
    ("The army may drive them from their strongholds.", "strongholds", "asserted"),
    ("The army said that it took the dam, but it may leave.", "took", "asserted"),
]


@pytest.mark.parametrize(("text", "word", "level"), ROWS)
def test_level(parse, text: str, word: str, level: str) -> None:  # noqa: ANN001
    document = parse(text)
    claims = find_claims(document)
    sentence = document.sentences[0]
    token = next(t for t in sentence.tokens if t.text == word)
    assert certainty_at(document, sentence, token, innermost(claims, token)) == level
