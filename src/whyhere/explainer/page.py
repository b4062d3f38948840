"""What the page shows, in the order it shows it: plain data for the template, all from the explainer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from whyhere.explainer import rows
from whyhere.explainer.evidence import all_evidence
from whyhere.explainer.sentences.counts import bounded
from whyhere.explainer.sentences.grammar import listed
from whyhere.explainer.sentences.scene import names_of, printed_day
from whyhere.explainer.spoken import counted, day, label, minutes
from whyhere.records import FactCitation, Figure, SpanCitation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from whyhere.records import Evidence, Explainer, Fact, FigureGroup, ReportCard, Section, Sentence, Span

_MARKS = {
    "estimated": "estimate",
    "expected": "expected",
    "speculated": "speculation",
    "conditional": "conditional",
    "denied": "denied",
}
_STATES = {"agreed": "Agreed", "disputed": "Disputed", "single-source": "Unconfirmed", "unknown": "Not known"}
_QUOTE = re.compile(r"^“(.+?),?” (.+)$")
_TABLE_ROWS = 12  # of one kind of figure, the newest
_PARAGRAPH = 3  # sentences
_STANDFIRST_WORDS = 60
_SIDE_LINES, _SIDE_DAYS = 5, 2  # what stands beside a section may not be longer than the section
_STALE, _MONTHS = 14, 70  # days after which a page says how old its news of the holder is, and says it in months


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence's numbered note: what carries it, in the sources' own words."""

    number: int
    origins: int
    spans: tuple[dict[str, Any], ...]
    facts: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence as the page sets it. ``mark`` is the word for what is less than asserted."""

    text: str
    note: Note
    mark: str | None
    computed: bool
    label: str = ""
    attribution: str = ""
    chain: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs of one kind: as reported, or as computed."""

    computed: bool
    paragraphs: tuple[tuple[Told, ...], ...]


@dataclass(slots=True)
class Setting:
    """The page's state while it is set: numbers of notes, and what each report is."""

    explainer: Explainer
    cards: dict[str, ReportCard]
    chains: dict[str, str]
    stored: str | None = None
    count: int = 0
    notes: list[Note] = field(default_factory=list)


def page(explainer: Explainer, *, stored: str | None = None) -> dict[str, Any]:
    """All that the template needs; ``stored`` is the address under which reports are kept, where they are."""
    dossier = explainer.dossier
    evidence = all_evidence(dossier)
    cards = {card.id: card for card in (*dossier.sources, *(e.report for e in evidence))}
    setting = Setting(explainer, cards, {e.statement.id: _chain(e) for e in evidence}, stored)
    opening = _opening(explainer.sections)
    lead = [_told(sentence, key, setting) for key, sentence in opening]
    rest = {id(sentence) for _, sentence in opening}
    sections = [_section(section, setting, rest) for section in explainer.sections]
    return {
        "place": names_of(dossier)[0],
        "where": explainer.place.admin,
        "question": explainer.question,
        "as_of": day(explainer.as_of) if explainer.as_of else None,
        "verdict": {
            "state": _STATES[dossier.control.state],
            "kind": dossier.control.state,
            "why": dossier.control.why + _age(explainer),
        },
        "sections": sections,
        "lead": lead,
        "figures": [_figures(group) for group in dossier.figures],
        "stances": _stances(explainer),
        "media": [rows.media_row(media, card) for media, card in dossier.media],
        "related": [rows.related_row(related, card) for related, card in dossier.related],
        "sources": rows.source_rows(dossier),
        "reports": len(cards),
        "origins": len({card.family for card in cards.values()}),
        "sample": any(card.sample for card in cards.values()),
        "notes": setting.notes,
        "stakes": explainer.stakes,
        "gaps": dossier.gaps,
        "dropped": explainer.dropped,
    }


def _age(explainer: Explainer) -> str:
    """How old the newest account of the holder is on the explainer's day, where that is over two weeks."""
    days = [day for item in explainer.dossier.control.supporting if (day := printed_day(item)) is not None]
    if explainer.as_of is None or not days:
        return ""
    old = (explainer.as_of - max(days)).days
    if old <= _STALE:
        return ""
    number, unit = (old // 30, "month") if old >= _MONTHS else (old // 7, "week")
    return f"; the newest is {counted(number)} {unit}s old"


def _opening(sections: Sequence[Section]) -> list[tuple[str, Sentence]]:
    """The standfirst: who holds the place, and the first thing that is said of why it matters.

    What stands there is not said again below, so the second is taken only where more is left to say.
    """
    first = {section.id: section.sentences for section in sections}
    held, why = first.get("situation", ()), first.get("why", ())
    found = [("situation", held[0])] if held else []
    if len(why) > 1 and len(why[0].text.split()) <= _STANDFIRST_WORDS:
        found.append(("why", why[0]))
    return found


def _section(section: Section, setting: Setting, opened: set[int]) -> dict[str, Any]:
    told = [_told(sentence, section.id, setting) for sentence in section.sentences if id(sentence) not in opened]
    return {
        "id": section.id,
        "title": section.title,
        "note": section.note,
        "told": told,
        "blocks": list(_blocks(told)),
        "side": _side(section, setting),
    }


def _side(section: Section, setting: Setting) -> list[str]:
    """Whose reports the section rests on, each once, and whether on the road network."""
    cited = [c for sentence in section.sentences for c in sentence.citations]
    ids = dict.fromkeys(c.span.report for c in cited if isinstance(c, SpanCitation))
    dates: dict[str, list[ReportCard]] = {}
    for card in (setting.cards[key] for key in ids if key in setting.cards):
        dates.setdefault(_card_line(card), []).append(card)
    found = [f"{outlet}{_dates(cards)}" for outlet, cards in dates.items()]
    if len(found) > _SIDE_LINES:
        found = [*found[: _SIDE_LINES - 1], f"and {counted(len(found) - _SIDE_LINES + 1)} more"]
    return [*found, *(["the road network"] if any(isinstance(c, FactCitation) for c in cited) else [])]


def _card_line(card: ReportCard) -> str:
    outlet = card.outlet or card.agency or "an unnamed outlet"
    return f"{outlet} (text by {card.agency})" if card.agency and card.agency != outlet else outlet


def _dates(cards: Sequence[ReportCard]) -> str:
    """The days of an outlet's reports: ", 5 June 2031 and 7 June 2031", or of many the first and the last."""
    published = [card.published for card in cards if card.published is not None and label(card.published)]
    days = [label(when) for when in sorted(published, key=lambda when: when.sort_key)]
    days = list(dict.fromkeys(days))
    if len(days) > _SIDE_DAYS:
        return f", {counted(len(cards))} reports from {days[0]} to {days[-1]}"
    return f", {listed(days)}" if days else ""


def _blocks(told: Sequence[Told]) -> Iterator[Block]:
    """Reported first, then computed; a quotation stands alone, other sentences run together by threes."""
    for computed in (False, True):
        chosen = [t for t in told if t.computed is computed]
        paragraphs: list[tuple[Told, ...]] = []
        for quoted, run in groupby(chosen, key=lambda t: t.text.startswith("“")):
            sentences = tuple(run)
            step = 1 if quoted or computed else _PARAGRAPH
            paragraphs += [sentences[i : i + step] for i in range(0, len(sentences), step)]
        if paragraphs:
            yield Block(computed, tuple(paragraphs))


def _told(sentence: Sentence, section: str, setting: Setting) -> Told:
    note = _note(sentence, setting)
    computed = all(isinstance(c, FactCitation) for c in sentence.citations)
    mark = _mark(sentence)
    if section == "timeline" and ": " in sentence.text:
        head, text = sentence.text.split(": ", 1)
        return Told(text, note, mark, computed, label=head)
    quote = _QUOTE.match(sentence.text) if section == "voices" else None
    if quote:
        spans = [c for c in sentence.citations if isinstance(c, SpanCitation)]
        chain = setting.chains.get(spans[0].statement, "") if spans else ""
        return Told(quote[1], note, mark, computed, attribution=quote[2], chain=chain)
    return Told(sentence.text, note, mark, computed)


def _mark(sentence: Sentence) -> str | None:
    kinds = {c.certainty for c in sentence.citations if isinstance(c, SpanCitation)}
    if "denied" in kinds and len(kinds) > 1:
        return "disputed"
    return _MARKS.get(sentence.certainty)


def _note(sentence: Sentence, setting: Setting) -> Note:
    setting.count += 1
    spans = tuple(_span(c, setting) for c in sentence.citations if isinstance(c, SpanCitation))
    facts = tuple(_fact(c.fact) for c in sentence.citations if isinstance(c, FactCitation))
    note = Note(setting.count, sentence.origins, spans, facts)
    setting.notes.append(note)
    return note


def _span(citation: SpanCitation, setting: Setting) -> dict[str, Any]:
    card = setting.cards.get(citation.span.report)
    return {
        "text": re.sub(r"\s+", " ", citation.span.text).strip(' "“”'),
        "chain": setting.chains.get(citation.statement, ""),
        "outlet": (card.outlet or card.agency) if card else None,
        "date": label(card.published) if card else "",
        "url": rows.safe_url(card.url) if card else None,
        "at": f"{citation.span.report}, {citation.span.start}–{citation.span.end}",
        "stored": _stored(citation.span, setting),
    }


def _stored(span: Span, setting: Setting) -> str | None:
    if setting.stored is None:
        return None
    return f"{setting.stored}{span.report}?span={span.start}-{span.end}#cited"


def _fact(fact: Fact) -> dict[str, Any]:
    hidden = ("_rounded", "_text", "_names")
    said = {k: v for k, v in fact.values.items() if v not in ((), None, "") and not k.endswith(hidden)}
    values = "; ".join(f"{k.replace('_', ' ')} {_value(k, v)}" for k, v in said.items() if k not in ("text", "why"))
    text = fact.values.get("text") or fact.values.get("why")
    return {"key": fact.key, "text": str(text) if text else "", "said": values, "terrain": fact.terrain}


def _value(key: str, value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and "minutes" in key:
        return minutes(value)
    return str(value)


def _chain(item: Evidence) -> str:
    """The voices from origin to print: "Dara Vint, Colonel → Channel Six → Karsia Wire"."""
    links = [link["name"] + (f" ({link['role']})" if link["role"] else "") for link in rows.chain(item)]
    card = item.report
    ends = [name for name in (card.agency, card.outlet) if name]
    return " → ".join(dict.fromkeys([*links, *ends]))


def _figures(group: FigureGroup) -> dict[str, Any]:
    """A kind's rows, newest first; one number of one speaker is one row, however many print it."""
    merged: dict[tuple[str, str], dict[str, Any]] = {}
    for item in reversed(group.rows):
        if isinstance(item.finding, Figure):
            row = _figure(item, item.finding)
            known = merged.setdefault((row["number"], row["who"]), row)
            known["outlets"] = list(dict.fromkeys([*known["outlets"], *row["outlets"]]))
    shown = [{**row, "outlet": "; ".join(row["outlets"])} for row in merged.values()][:_TABLE_ROWS]
    named = " " in group.what  # "civilians trapped" names what is counted
    return {
        "what": group.what,
        "origins": group.origins,
        "rows": shown,
        "more": len(merged) - len(shown),
        "named": named,
    }


def _figure(item: Evidence, figure: Figure) -> dict[str, Any]:
    chain = rows.chain(item)
    return {
        "number": bounded(figure),
        "unit": figure.unit,
        "who": chain[0]["name"] if chain else "",
        "outlets": [name for name in (item.report.outlet or item.report.agency,) if name],
        "date": label(figure.when.when if figure.when else None) or label(item.report.published),
        "mark": _MARKS.get(item.statement.certainty),
    }


def _stances(explainer: Explainer) -> list[dict[str, str]]:
    names = {party.id: party.name for party in explainer.parties}
    return [
        {
            "a": names.get(s.parties[0], s.parties[0]),
            "b": names.get(s.parties[1], s.parties[1]),
            "relation": s.relation,
            "per": s.per,
        }
        for s in explainer.stances
    ]
