"""Who says so: the attribution of a claim, from the voice chain and the report's own lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from whyhere import vocabulary
from whyhere.explainer.sentences.grammar import counted_others, definite, is_plural, listed, printable, small
from whyhere.explainer.spoken import day as day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from whyhere.explainer.sentences.scene import Scene
    from whyhere.records import Evidence, ReportCard, Voice

_TOLD = re.compile(r"^(told|tells|in an? (?:[\w-]+ )?interview (?:with|to)) (.+)$")
_HOW = re.compile(r"^(in|on|via|through|during|at|by) (?:an? |the |his |her |its )?(?:[\w’'-]+ ){0,3}[\w’'-]+$")
_WEEKDAY = re.compile(r"\s*\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")  # of a week that the reader does not see
_REPORTS = re.compile(r"\breports?$")  # says no more than that it was reported
_TITLE_WORDS = 5
_NAME_WORDS = 4
_DESCRIPTION_WORDS = 6
_NAMED_AT_MOST = 2


@dataclass(frozen=True, slots=True)
class Source:
    """Someone who says something: ``who`` at first mention, the verb in the past, and how ("in a statement")."""

    key: str
    who: str
    verb: str
    how: str = ""
    aliases: tuple[str, ...] = ()  # how clauses call the party that speaks


def source_of(item: Evidence, scene: Scene) -> Source:
    """The origin of the evidence's words: its speaker, else the agency or outlet that prints them."""
    speakers = [voice for voice in item.statement.voice if voice.kind == "speaker"]
    if speakers and (speaker := _fitting(speakers[0])) is not None:
        return _speaker(speaker, item, scene)
    printers = [voice.name for voice in item.statement.voice if voice.kind in ("agency", "outlet")]
    printed = next((name for name in printers if printable(name.replace(":", ""))), None)
    name = printed or outlet_of(item.report)
    return Source(name.casefold(), scene.outlet(name), "reported")


def outlet_of(card: ReportCard) -> str:
    """The agency whose text it is, else the outlet, else the address's host."""
    host = urlsplit(card.url).hostname if card.url else None
    return card.agency or card.outlet or (host.removeprefix("www.") if host else "a report")


def in_reports(items: Sequence[Evidence], scene: Scene) -> str:
    """When it was printed: "in a report of 5 June 2031", "in reports between 4 June and 6 June 2031"; "" undated.

    "" also where the explainer rests on one fresh report: its date stands at the top.
    """
    if scene.is_of_one_report and scene.is_fresh(items):
        return ""
    published = [item.report.published for item in items if item.report.published is not None]
    days = sorted({day for when in published if (day := when.latest or when.earliest)})
    if not days:
        return ""
    if len(days) == 1:
        return f"{'in a report' if len({item.report.id for item in items}) == 1 else 'in reports'} of {day_of(days[0])}"
    return f"in reports between {day_of(days[0], year=days[0].year != days[-1].year)} and {day_of(days[-1])}"


def _fitting(voice: Voice) -> Voice | None:
    """The voice with a description that fits a sentence: "a smuggler who helped …" is cut to "a smuggler"."""
    if voice.named or len(voice.name.split()) <= _DESCRIPTION_WORDS:
        return voice if _usable(voice) else None
    cut = replace(
        voice, name=re.split(r" (?:who|which|that|whose) |,| with | in | from | [–—-] ", f"{voice.name} ")[0].strip()
    )
    return cut if _usable(cut) else None


def _usable(voice: Voice) -> bool:
    if voice.name.casefold() in vocabulary.load("wording")["nouns"]["nobody"]:
        return False
    return printable(voice.name) or (bool(voice.name) and voice.named and len(voice.name.split()) <= _TITLE_WORDS)


def _speaker(voice: Voice, item: Evidence, scene: Scene) -> Source:
    key = voice.name.casefold()
    party = scene.parties.get(voice.party) if voice.party else None
    if party is not None and key.removeprefix("the ") in {n.casefold() for n in (party.name, *party.aliases)}:
        own = (f"{party.name} forces", f"{party.adjective} forces") if party.adjective else ()
        return replace(_said(party.name.casefold(), definite(party.name), voice, item), aliases=own)
    if not voice.named:
        return _said(key, small(voice.name), voice, item)
    if _is_person(voice):
        return _said(key, _person(voice, scene), voice, item)
    return _said(key, _full(voice, scene), voice, item)


def _said(key: str, who: str, voice: Voice, item: Evidence) -> Source:
    """The verb and manner: "told Channel Six", "said … in a statement", or plain "said"."""
    medium, _, manner = (_WEEKDAY.sub("", part).strip() for part in (voice.medium or "").partition(", "))
    told = _TOLD.match(medium)
    if told and told[1].startswith("t") and printable(told[2]):
        return Source(key, who, f"told {told[2]}", manner if _HOW.match(manner) and printable(manner) else "")
    if _HOW.match(medium) and printable(medium) and not _REPORTS.search(medium):
        return Source(key, who, "said", medium)
    through = next((v.name for v in item.statement.voice if v.kind == "medium" and printable(v.name)), None)
    if through and through.casefold() not in key:
        return Source(key, who, "said", f"according to {definite(through)}")
    return Source(key, who, "said")


def _is_person(voice: Voice) -> bool:
    """Whether the name is a person's: two to four words, none of them a body's, and an office that persons hold."""
    nouns = vocabulary.load("wording")["nouns"]
    words = voice.name.split()
    if not 1 < len(words) <= _NAME_WORDS or {word.lower() for word in words} & {*nouns["bodies"], *nouns["singular"]}:
        return False
    office = re.findall(r"[\w]+", (voice.role or "").lower())
    return bool(set(office) & {*nouns["titles"], *nouns["persons"]})


def _person(voice: Voice, scene: Scene) -> str:
    """Full name with role at first mention, the last name after that."""
    if voice.name in scene.met:
        return _last_name(voice.name)
    scene.met.add(voice.name)
    role = (voice.role or "").strip(" ,")
    if not role or not printable(role) or role.casefold() in voice.name.casefold():
        return voice.name
    if _is_title(role):
        return f"{role} {voice.name}"
    return f"{voice.name}, {role},"


def _full(voice: Voice, scene: Scene) -> str:
    """A name that is no known person's: whole each time, what it is said to be at first mention."""
    role = (voice.role or "").strip(" ,")
    name = definite(small(voice.name))
    if voice.name in scene.met or " " not in role or not printable(role) or role.casefold() in voice.name.casefold():
        return name
    scene.met.add(voice.name)
    return f"{role} {voice.name}" if _is_title(role) else f"{name}, {role},"


def _is_title(role: str) -> bool:
    """Stands before the name: "Colonel", "Foreign Minister"; what has an article or a genitive stands after it."""
    if re.search(r"(^(the|a|an) )|['’]s?\s|,| (of|for|in|at|from) ", role.lower()):
        return False
    last = role.rsplit(maxsplit=1)[-1].lower()
    titles = vocabulary.load("wording")["nouns"]["titles"]
    return (
        last.split("-")[-1] in titles
        and len(role.split()) <= _TITLE_WORDS
        and role.rsplit(maxsplit=1)[-1][:1].isupper()
    )


def _last_name(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]


def distinct(items: Sequence[Evidence], scene: Scene) -> list[Source]:
    """The sources of evidence for one claim, one for each origin and each name, people and bodies before outlets."""
    found: dict[str, Source] = {}
    origins: set[str] = set()
    speakers = [i for i in items if any(v.kind == "speaker" for v in i.statement.voice)]
    for item in (*speakers, *(i for i in items if i not in speakers)):
        if item.origin in origins:
            continue
        origins.add(item.origin)
        source = source_of(item, scene)
        found.setdefault(source.key, source)
    return list(found.values())


def attributed(clause: str, items: Sequence[Evidence], scene: Scene, *, printed: bool = False) -> str:
    """The clause with those who say so; the order of words changes by turns, so that no two sentences run alike.

    ``printed`` says when they were printed saying so.
    """
    sources = distinct(items, scene)
    scene.turn += 1
    when = in_reports(items, scene) if printed else ""
    if len(sources) > 1:
        return f"{clause}, {together(sources)} {when}".rstrip()
    source = sources[0]
    own = _of_itself(clause, source)
    if own is not None:
        return f"{source.who.rstrip(',')} said{_tail(source)} that {own}{f' {when}' if when else ''}"
    reported = source.verb == "reported"
    if when:
        when = f" {when.replace('in a report of', 'on')}" if reported else f"{',' if source.how else ''} {when}"
    if scene.turn % 3 == 2 and reported:  # noqa: PLR2004 - every third
        return f"{source.who} reported{when} that {clause}" if when else f"according to {source.who}, {clause}"
    if scene.turn % 3 == 0 or source.verb.startswith("told"):
        first, last = (when, "") if reported else ("", when)
        return f"{source.who} {source.verb}{first} that {clause}{_tail(source)}{last}"
    return f"{clause}, {source.who} {source.verb}{_tail(source)}{when}"


def _of_itself(clause: str, source: Source) -> str | None:
    """What someone says of themself, with a pronoun ("it held the eastern quarter"); None where it is of others."""
    for name in (source.who.rstrip(","), *source.aliases):
        if name and clause.startswith(f"{name} "):
            return f"{'they' if is_plural(name) else 'it'}{clause.removeprefix(name)}"
    return None


def _tail(source: Source) -> str:
    if not source.how:
        return ""
    return f", {source.how}" if source.how.startswith("according") else f" {source.how}"


def together(sources: Sequence[Source]) -> str:
    """Such as "X and Y said", "X, Y and two other sources said"."""
    named = [source.who.split(",")[0] for source in sources]  # offices would tear the list apart
    verb = "reported" if all(source.verb == "reported" for source in sources) else "said"
    if len(named) <= _NAMED_AT_MOST + 1:
        return f"{listed(named)} {verb}"
    first = ", ".join(named[:_NAMED_AT_MOST])
    return f"{first} and {counted_others(len(named) - _NAMED_AT_MOST)} {verb}"


def agrees(source: Source, singular: str, plural: str) -> str:
    """The verb form that fits the source: "denies" or "deny"."""
    return plural if is_plural(source.who.split(",")[0]) else singular
