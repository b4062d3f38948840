"""Coreference: sentences in; the last cue's speaker out, or None where it stays open. People are invented."""

from __future__ import annotations

import pytest

from whyhere.statements import voices
from whyhere.statements.attribution import find_claims
from whyhere.statements.coreference import Speakers
from whyhere.statements.document import Mentions


def last_speaker(document):  # noqa: ANN001, ANN201
    """The last resolved source and its note."""
    context, memory = voices.Context(document, Mentions()), Speakers(document)
    cues = {id(c.cue): c for c in find_claims(document) if c.cue is not None and c.cue.source}
    found = None
    for claim in sorted(cues.values(), key=lambda c: c.cue.token.start):
        source = voices.describe(context, claim.at, claim.cue)
        assert source is not None
        found = memory.resolve(source, claim.cue)
    assert found is not None
    return found


ROWS = [
    # a pronoun and the one person who spoke
    ("Captain Orlo Vant said the bridge was held. He said the road was open.", "Orlo Vant"),
    ("The spokeswoman Ilse Torn said the bridge was held. She added that the road was open.", "Ilse Torn"),
    # unnamed speakers too
    ("A rebel commander said the bridge was lost. He said the road was open.", "A rebel commander"),
    # a gender that does not fit
    ("The spokeswoman Ilse Torn said the bridge was held. He said the road was open.", None),
    # another person between
    (
        "Captain Orlo Vant said the bridge was held. Governor Pell Arden visited the camp. He said the road was open.",
        None,
    ),
    # a continuing verb outweighs nobody between
    ("Captain Orlo Vant said the bridge was held. He added that the road was open.", "Orlo Vant"),
    # a person who has not spoken but is the only subject before
    ("Governor Pell Arden visited the camp. He said the road was open.", "Pell Arden"),
    # bodies
    ("The Hill Monitor said the bridge was held. It said the road was open.", "Hill Monitor"),
    # another body in the pronoun's own sentence
    ("The Hill Monitor said ten died. Many blamed the government though it denied any responsibility.", None),
    # someone else of whom a clause tells
    ("Pell Arden answered a question from Mira Olt who called for talks. She said the road was open.", None),
    # what cannot speak, and who did not
    ("No group claimed the attack.", None),
    # surnames
    ("Captain Orlo Vant said the bridge was held. Vant said the road was open.", "Orlo Vant"),
    # two of one surname
    ("Captain Orlo Vant said so. Judge Mira Vant said no. Vant said the road was open.", "Vant"),
    # descriptions
    (
        "A source at the ministry said the bridge was held. The source added that the road was open.",
        "A source at the ministry",
    ),
    ("Governor Pell Arden said the bridge was held. The governor said the road was open.", "Pell Arden"),
    # nobody before
    ("He said the road was open.", None),
]


@pytest.mark.parametrize(("text", "name"), ROWS)
def test_resolves_or_abstains(parse, text: str, name: str | None) -> None:  # noqa: ANN001
    found = last_speaker(parse(text))
    assert (found.source.voice.name if found.source else None) == name


def test_what_stays_open_says_so(parse) -> None:  # noqa: ANN001
    assert last_speaker(parse("He said the road was open.")).note == "speaker: 'He'"


def test_the_pronoun_is_kept(parse) -> None:  # noqa: ANN001
    document = parse("Captain Orlo Vant said the bridge was held. He said the road was open.")
    voice = last_speaker(document).source.voice
    assert voice.resolved_from == "He"
    assert voice.span.text == "Orlo Vant"
