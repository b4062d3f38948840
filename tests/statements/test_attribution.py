"""Attribution: sentences in; each claim's kind, words, source and cue out. Places and people are invented."""

from __future__ import annotations

import pytest

from whyhere.statements.attribution import find_claims
from whyhere.statements.claims import enclosing, innermost


def told(document):  # noqa: ANN001, ANN201
    """(kind, words, source, cue) of every claim that is not narration."""
    text = document.report.text
    return [
        (
            claim.kind,
            " … ".join(text[a:b] for a, b in claim.pieces),
            document.text(claim.cue.source) if claim.cue and claim.cue.source else None,
            claim.cue.token.text if claim.cue else None,
        )
        for claim in find_claims(document)
        if claim.kind != "narration"
    ]


QUOTES = [
    # the cue after, before, inverted, between
    ('"We hold the bridge," Captain Orlo Vant said.', "Captain Orlo Vant", "said"),
    ('Captain Orlo Vant said: "We hold the bridge."', "Captain Orlo Vant", "said"),
    ('"We hold the bridge," said Captain Orlo Vant.', "Captain Orlo Vant", "said"),
    # told, with the medium
    ('A resident of Marran told the Hill Post, "We have no water."', "A resident of Marran", "told"),
    # according to, before and after
    (
        'According to mayor Ilse Torn, "the road to Marran is closed and nobody can leave."',
        "mayor Ilse Torn",
        "According",
    ),
    ('"The road to Marran is closed," according to mayor Ilse Torn.', "mayor Ilse Torn", "according"),
    # as … put it
    ('As the Hill Post put it, "Nobody can cross the river without a pass."', "the Hill Post", "put"),
    # a description keeps its relative clause's noun
    ('"They shelled the market twice," a trader who fled to Osk said.', "a trader who fled to Osk", "said"),
]


@pytest.mark.parametrize(("text", "source", "cue"), QUOTES)
def test_quotes_have_their_source(parse, text: str, source: str, cue: str) -> None:  # noqa: ANN001
    quotes = [row for row in told(parse(text)) if row[0] == "quote"]
    assert len(quotes) == 1
    assert (quotes[0][2], quotes[0][3]) == (source, cue)


def test_an_interrupted_quote_is_two_stretches_of_one_speaker(parse) -> None:  # noqa: ANN001
    rows = told(parse('"We hold the bridge," said Captain Orlo Vant, "and we will not leave it."'))
    assert [row[1] for row in rows if row[0] == "quote"] == ["We hold the bridge,", "and we will not leave it."]
    assert {row[2] for row in rows} == {"Captain Orlo Vant"}


def test_a_second_sentence_alone_goes_on_with_the_speaker(parse) -> None:  # noqa: ANN001
    document = parse('The commander said the village was lost. "The last family left at dawn."')
    quote = next(c for c in find_claims(document) if c.kind == "quote")
    assert quote.carried
    assert document.text(quote.cue.source) == "The commander"


def test_a_quote_in_a_new_paragraph_takes_no_speaker_over(parse) -> None:  # noqa: ANN001
    document = parse('The commander said the village was lost.\n\n"The last family left at dawn."')
    quote = next(c for c in find_claims(document) if c.kind == "quote")
    assert quote.cue is None


INDIRECT = [
    ("The army said it had taken the village of Osk.", "it had taken the village of Osk", "The army"),
    ("Activists said that the road was cut on Monday.", "that the road was cut on Monday", "Activists"),
    ("Shells hit the market of Osk, the governor said.", "Shells hit the market of Osk", "the governor"),
    # commas lost in print
    (
        "Rebel fighters entered the town on Monday a war monitor said.",
        "Rebel fighters entered the town on Monday",
        "a war monitor",
    ),
    ("Two bridges were destroyed according to the Hill Monitor.", "Two bridges were destroyed", "the Hill Monitor"),
    (
        "The latest reports from state media indicate that the army has left Osk.",
        "that the army has left Osk",
        "The latest reports from state media",
    ),
    ("The ministry denied that its planes had struck the camp.", "that its planes had struck the camp", "The ministry"),
    ("The governor confirmed the capture of Osk.", "the capture of Osk", "The governor"),
]


@pytest.mark.parametrize(("text", "words", "source"), INDIRECT)
def test_indirect_speech(parse, text: str, words: str, source: str) -> None:  # noqa: ANN001
    rows = [row for row in told(parse(text)) if row[0] == "indirect"]
    assert (words, source) in [(row[1], row[2]) for row in rows]


UNNAMED = ["Hundreds are believed to be trapped in Osk.", "It is feared that the dam will break."]


@pytest.mark.parametrize("text", UNNAMED)
def test_belief_without_a_believer_has_no_source(parse, text: str) -> None:  # noqa: ANN001
    rows = told(parse(text))
    assert rows
    assert all(row[2] is None for row in rows)


NO_SPEECH = [
    # an act, not a report
    "The town denied the army passage to the coast.",
    # a deed that indicates something is no speaker
    "The win indicates that the war will go on.",
    "The army took the hill on Monday.",
]


@pytest.mark.parametrize("text", NO_SPEECH)
def test_no_speech(parse, text: str) -> None:  # noqa: ANN001
    assert told(parse(text)) == []


def test_who_cites_is_no_origin(parse) -> None:  # noqa: ANN001
    document = parse("State television, citing a military source, said that the army had entered Osk.")
    cue = next(c.cue for c in find_claims(document) if c.kind == "indirect")
    assert document.text(cue.source) == "a military source"
    assert document.text(cue.relay) == "State television"


def test_a_report_inside_a_report_is_enclosed(parse) -> None:  # noqa: ANN001
    document = parse("The governor said that rebels claimed that they held the dam.")
    claims = find_claims(document)
    inner = next(c for c in claims if c.cue is not None and c.cue.token.text == "claimed")
    outer = enclosing(claims, inner)
    assert outer is not None
    assert outer.cue.token.text == "said"


def test_a_word_belongs_to_the_smallest_claim(parse) -> None:  # noqa: ANN001
    document = parse("Shells fell on Osk and the mayor said that two people died.")
    claims = find_claims(document)
    words = {t.text: t for t in document.sentences[0].tokens}
    assert innermost(claims, words["died"]).kind == "indirect"
    assert innermost(claims, words["fell"]).kind == "narration"


HEADLINES = [
    ("Monitor: 40 killed in shelling of Osk", "40 killed in shelling of Osk", "Monitor"),
    ("40 killed in shelling of Osk: Hill Monitor", "40 killed in shelling of Osk", "Hill Monitor"),
    ("40 killed in shelling of Osk, says governor", "40 killed in shelling of Osk", "governor"),
]


@pytest.mark.parametrize(("headline", "words", "source"), HEADLINES)
def test_headlines_name_their_source(parse, headline: str, words: str, source: str) -> None:  # noqa: ANN001
    rows = told(parse("The Hill Monitor said that 40 people were killed.", headline=headline))
    assert (words, source) in [(row[1], row[2]) for row in rows]


def test_a_topic_before_a_colon_is_no_source(parse) -> None:  # noqa: ANN001
    rows = told(parse("The army left.", headline="Osk: army leaves the town"))
    assert rows == []


LOST_COMMAS = [
    # what stands before the source's own article belongs to what is reported
    ("Most of those killed were children the group said.", "the group"),
    ("Planes struck the Northern Front a war monitor said on Monday.", "a war monitor"),
    # a day is no speaker
    ("Two bridges were destroyed local media reported Wednesday.", "local media"),
    (
        "The guards fled the Hill Monitor which has sources in the torn country said.",
        "the Hill Monitor which has sources in the torn country",
    ),
    ("The army has denied the attack accusing the rebels of it.", "The army"),
    # the participle goes on with who reports
    ("The army said it took the dam adding that the road was open.", "The army"),
]


@pytest.mark.parametrize(("text", "source"), LOST_COMMAS)
def test_sources_without_commas(parse, text: str, source: str) -> None:  # noqa: ANN001
    assert {row[2] for row in told(parse(text))} == {source}
