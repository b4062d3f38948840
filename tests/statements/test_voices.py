"""Voices: a sentence in; name, role, party and medium of its speaker out. Places, people and parties are invented."""

from __future__ import annotations

import pytest

from whyhere.records import PartyRef, Voice
from whyhere.statements import voices
from whyhere.statements.attribution import find_claims
from whyhere.statements.document import Mentions


def speaker(document, mentions: Mentions = Mentions()) -> Voice:  # noqa: ANN001, B008
    context = voices.Context(document, mentions)
    claim = next(c for c in find_claims(document) if c.cue is not None)
    found = voices.describe(context, claim.at, claim.cue)
    assert found is not None
    return found.voice


ROWS = [
    # text, name, role, named
    ("Captain Orlo Vant said the bridge was held.", "Orlo Vant", "Captain", True),
    ("Marran's deputy mayor, Ilse Torn, said the road was open.", "Ilse Torn", "Marran's deputy mayor", True),
    (
        "Ilse Torn, a spokeswoman for the rescue service, said the road was open.",
        "Ilse Torn",
        "spokeswoman for the rescue service",
        True,
    ),
    ("The Hill Monitor said two bridges had been cut.", "Hill Monitor", None, True),
    (
        "A rebel commander in contact with the fighters said they had left.",
        "A rebel commander in contact with the fighters",
        None,
        False,
    ),
    ("Aid agencies warned that hundreds were hungry.", "Aid agencies", None, False),
    ("Residents of the valley said the road was shelled.", "Residents of the valley", None, False),
    # a document hands its owner on
    ("Reports from state media indicate that the army left.", "state media", None, False),
]


@pytest.mark.parametrize(("text", "name", "role", "named"), ROWS)
def test_names_and_roles(parse, text: str, name: str, role: str | None, named: bool) -> None:  # noqa: ANN001, FBT001
    voice = speaker(parse(text))
    assert (voice.name, voice.role, voice.named) == (name, role, named)


MEDIA = [
    ("Captain Orlo Vant told the Hill Post that the bridge was held.", "told the Hill Post"),
    ("The ministry said in a statement that the bridge was held.", "in a statement"),
    ("The ministry said the bridge was held.", None),
]


@pytest.mark.parametrize(("text", "medium"), MEDIA)
def test_medium(parse, text: str, medium: str | None) -> None:  # noqa: ANN001
    assert speaker(parse(text)).medium == medium


LINKS = [
    ("Captain Orlo Vant told Osk-based Valley TV that the bridge was held.", ["Valley TV"]),
    ('A trader told the Hill Post\'s Mara Quill, "We have no road left."', ["Mara Quill", "Hill Post"]),
    ("The envoy told the Security Council that the road was open.", []),
    ("State television, citing a military source, said that the army had entered Osk.", ["State television"]),
]


@pytest.mark.parametrize(("text", "names"), LINKS)
def test_links_between_speaker_and_print(parse, text: str, names: list[str]) -> None:  # noqa: ANN001
    document = parse(text)
    claim = next(c for c in find_claims(document) if c.cue is not None)
    links = voices.relays(voices.Context(document, Mentions()), claim.at, claim.cue)
    assert [link.name for link in links] == names
    assert all(link.kind == "medium" for link in links)


def test_the_printers_come_last(parse) -> None:  # noqa: ANN001
    report = parse("It rained.", agency="Hill Press", outlet="Valley Times").report
    assert [(v.name, v.kind) for v in voices.printers(report)] == [("Hill Press", "agency"), ("Valley Times", "outlet")]


PARTIES = [
    # the party the phrase names, and what merely stands near it
    ("A rebel commander said they had left.", "rebel", "rebel"),
    ("A spokesman for the Northern Front said they had left.", "Northern Front", "Northern Front"),
    ("A doctor near the Northern Front said they had left.", "Northern Front", None),
    ("Ilse Torn, whose country has backed the Northern Front, said they had left.", "Northern Front", None),
]


@pytest.mark.parametrize(("text", "mention", "party"), PARTIES)
def test_party(parse, text: str, mention: str, party: str | None) -> None:  # noqa: ANN001
    document = parse(text)
    start = text.index(mention)
    span = document.report.span(start, start + len(mention))
    assert speaker(document, Mentions(parties=(PartyRef(mention, span, mention),))).party == party


def test_an_office_of_a_state_speaks_for_its_government(parse) -> None:  # noqa: ANN001
    assert speaker(parse("A Norwegian general said the border was open.")).party == "Norwegian government"
    assert speaker(parse("A Norwegian trader said the border was open.")).party is None


NAMES = [
    # a title behind the name without a comma
    ("The army fled said Ilse Torn head of the valley council.", "Ilse Torn"),
    # a name goes on past what the model marks
    ("The Osk Network for Human Rights said two bridges had been cut.", "Osk Network for Human Rights"),
    # a dateline run into its sentence
    ("Paris A military source said the army had entered Osk.", "A military source"),
    # a kind of body is no name
    ("State television said the army had entered Osk.", "State television"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_the_whole_name_and_nothing_else(parse, text: str, name: str) -> None:  # noqa: ANN001
    assert speaker(parse(text)).name == name


SEAMS = [
    # commas are lost: where the source's phrase begins and ends
    ("At least 23 civilians were killed on Thursday activists said.", "activists"),
    ('"The bridge has fallen" said the statement adding that the road was shut.', "the statement"),
    ("A shell injured nine others some critically The Hill Monitor said.", "Hill Monitor"),
    ('"The road is shut" Captain Orlo Vant the top commander for forces in the Lower Dale warned.', "Orlo Vant"),
    (
        "The Norland-linked Daily Echo news agency said the bridge was held.",
        "The Norland-linked Daily Echo news agency",
    ),
    ("State television said the bridge was held.", "State television"),
]


@pytest.mark.parametrize(("text", "name"), SEAMS)
def test_a_source_where_commas_are_lost(parse, text: str, name: str) -> None:  # noqa: ANN001
    assert speaker(parse(text)).name == name
