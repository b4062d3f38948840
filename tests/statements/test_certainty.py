"""Certainty at a word: a sentence and its word in, the level out. Places are invented."""

from __future__ import annotations

import pytest

from whyhere.statements.attribution import find_claims
from whyhere.statements.certainty import certainty_at, denies
from whyhere.statements.claims import innermost

ROWS = [
    ("The army took Osk on Monday.", "took", "asserted"),
    # numbers
    ("As many as 300 families fled Osk.", "300", "estimated"),
    ("About 300 families fled Osk.", "300", "asserted"),
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
    ("The rebels tried to take the dam.", "take", "expected"),
    ("The envoy could not confirm that the dam was taken.", "taken", "speculated"),
    # implicatives say that it happened, or that it did not: neither softens
    ("The shelling helped the rebels to take the dam.", "take", "asserted"),
    ("The army failed to retake the dam.", "retake", "asserted"),
    # conditions, on both sides of them
    ("If the dam falls, the rebels will leave Osk.", "leave", "conditional"),
    ("If the dam falls, the rebels will leave Osk.", "falls", "conditional"),
    ("The army will open the road after the end of the operation.", "open", "conditional"),
    ("The army opened the road after the end of the operation.", "opened", "asserted"),
    ("The rebels rejected the demand that they withdraw.", "withdraw", "expected"),
    ("The rebels rejected the demand they withdraw.", "withdraw", "expected"),
    ("The deal would see the rebels leave and the army enter Osk.", "enter", "conditional"),
    ("The rebels made the decision to pull out of Osk.", "pull", "asserted"),
    ("The rebels have a plan to pull out of Osk.", "pull", "expected"),
    ("The rebels must leave Osk.", "leave", "expected"),
    ("The toll was expected to rise.", "expected", "expected"),
    ("The mayor said the toll was likely to rise because several are badly hurt.", "likely", "speculated"),
    ("The mayor said the toll was likely to rise because several are badly hurt.", "hurt", "asserted"),
    ("The strike was suspected to have been carried out by the League.", "strike", "speculated"),
    ("The raid killed ten in an apparent attempt to enter the rebel-held village.", "held", "asserted"),
    ("The League kills two men plotting an attack.", "attack", "expected"),
    ("The talks were scheduled to start on Monday.", "talks", "expected"),
    ("They called on the army to save families caught in the fighting.", "fighting", "asserted"),
    ("They called on the army to explain the alleged strike.", "strike", "estimated"),
    ("The League holds the dam regardless of whether it is paid.", "holds", "asserted"),
    ("The mayor said the rebels cut the road in addition to killing ten people.", "killing", "asserted"),
    ("The mayor said the challenge is to keep the road open.", "keep", "asserted"),
    ("The mayor said the plan is to open the road.", "open", "expected"),
    ('"I believe that the losses are small," the mayor said.', "believe", "estimated"),
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


DENIED = [
    ("The ministry said the army had not shelled the market.", "shelled", True),
    ("The ministry said the army conducted no strikes.", "conducted", True),
    ("The ministry said neither the army nor the League used the road.", "used", True),
    # what is not known, an opinion, a future and what is new are no denials
    ("The ministry said it had not confirmed the report.", "confirmed", False),
    ("The ministry said the League is not honest.", "honest", False),
    ("The ministry said the army will not leave.", "leave", False),
    ("The ministry said the gas had never been used before.", "used", False),
]


@pytest.mark.parametrize(("text", "word", "denied"), DENIED)
def test_a_deed_is_said_not_to_be_done(parse, text: str, word: str, denied: bool) -> None:  # noqa: ANN001, FBT001
    sentence = parse(text).sentences[0]
    assert denies(sentence, next(t for t in sentence.tokens if t.text == word)) is denied
