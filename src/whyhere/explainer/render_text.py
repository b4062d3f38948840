"""The explainer as Markdown with footnotes, and as plain text for a terminal."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any

from whyhere.explainer.page import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whyhere.explainer.page import Note, Told
    from whyhere.records import Explainer

_WIDTH = 88
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def to_markdown(explainer: Explainer) -> str:
    """Markdown with a footnote for each sentence; what is special to Markdown or HTML in a text is escaped."""
    shown = page(explainer)
    return (
        "\n".join([*_markdown_head(shown), *_markdown_sections(shown), *_markdown_sources(shown), *_footnotes(shown)])
        + "\n"
    )


def _markdown_head(shown: dict[str, Any]) -> Iterator[str]:
    yield f"# {_md(shown['question'])}"
    yield ""
    if shown["as_of"]:
        yield f"*As of {shown['as_of']} · {_basis(shown)}*"
        yield ""
    for told in shown["lead"]:
        yield _markdown_line("lead", told)
        yield ""


def _markdown_sections(shown: dict[str, Any]) -> Iterator[str]:
    for section in shown["sections"]:
        yield f"## {_md(section['title'])}"
        yield ""
        if section["id"] == "situation":
            yield f"**{shown['verdict']['state']}:** {_md(shown['verdict']['why'])}"
            yield ""
        if section["note"]:
            yield f"*{_md(section['note'])}*"
            yield ""
        for told in section["told"]:
            yield _markdown_line(section["id"], told)
            if section["id"] != "timeline":
                yield ""
        if section["id"] == "timeline":
            yield ""
        yield from _markdown_figures(shown) if section["id"] == "civilians" else ()


def _markdown_line(section: str, told: Told) -> str:
    mark = f" *({told.mark})*" if told.mark else ""
    foot = f"[^{told.note.number}]"
    if section == "timeline":
        return f"- **{_md(told.label)}** {_md(told.text)}{mark}{foot}"
    if told.attribution:
        return f"> “{_md(told.text)}”\n>\n> {_md(told.attribution)}{mark}{foot}"
    computed = " *(computed)*" if told.computed else ""
    return f"{_md(told.text)}{mark}{computed}{foot}"


def _markdown_figures(shown: dict[str, Any]) -> Iterator[str]:
    if not shown["figures"]:
        return
    yield "| Figure | Who says so | In | When |"
    yield "|---|---|---|---|"
    for group in shown["figures"]:
        for row in group["rows"]:
            mark = f" ({row['mark']})" if row["mark"] else ""
            unit = "" if group["named"] else f" {row['unit']}"
            first = f"{row['number']}{unit}, {group['what']}{mark}"
            yield "| " + " | ".join(_md(text) for text in (first, row["who"], row["outlet"], row["date"])) + " |"
    yield ""


def _markdown_sources(shown: dict[str, Any]) -> Iterator[str]:
    if shown["media"]:
        yield from ("## Pictures and video", "")
        for m in shown["media"]:
            credit = _md(m["credit"] or "no credit given")
            yield f"- {m['kind']}: {_link(m['caption'] or 'without a caption', m['url'])} ({credit})"
        yield ""
    if shown["related"]:
        yield from ("## Related stories", "")
        yield from (f"- {_link(r['title'], r['url'])}" for r in shown["related"])
        yield ""
    yield from ("## Sources", "", f"{_basis(shown).capitalize()}.", "")
    for s in shown["sources"]:
        yield f"- {_link(s['headline'] or s['id'], s['url'])} ({_md(_outlet(s))})"
    yield ""
    remarks = [*_remarks(shown)]
    yield from ("## How this was made", "", *(f"- {_md(remark)}" for remark in remarks), "")


def _footnotes(shown: dict[str, Any]) -> Iterator[str]:
    for note in shown["notes"]:
        yield f"[^{note.number}]: {_md(_note(note))}"


def to_text(explainer: Explainer) -> str:
    """Plain text, 88 columns, numbered notes at the end; control characters of the sources are taken out."""
    shown = page(explainer)
    lines = [shown["question"], "=" * min(_WIDTH, len(shown["question"])), ""]
    lines += (
        [f"As of {shown['as_of']}. {_basis(shown).capitalize()}."]
        if shown["as_of"]
        else [f"{_basis(shown).capitalize()}."]
    )
    lines += ["", *(line for told in shown["lead"] for line in _wrapped(_text_line(told)))] if shown["lead"] else []
    for section in shown["sections"]:
        lines += ["", section["title"].upper(), *_wrapped(section["note"] or "")]
        if section["id"] == "situation":
            lines += _wrapped(f"{shown['verdict']['state']}: {shown['verdict']['why']}")
        for told in section["told"]:
            lines += _wrapped(_text_line(told), indent="  " if told.label else "")
    lines += ["", "SOURCES"]
    lines += [
        line for s in shown["sources"] for line in _wrapped(f"{s['headline'] or s['id']} ({_outlet(s)})", indent="  ")
    ]
    lines += ["", "HOW THIS WAS MADE", *(line for remark in _remarks(shown) for line in _wrapped(remark, indent="  "))]
    lines += ["", "NOTES"]
    lines += [line for note in shown["notes"] for line in _wrapped(f"[{note.number}] {_note(note)}", indent="  ")]
    return "\n".join(_CONTROL.sub("", line.rstrip()) for line in lines) + "\n"


def _text_line(told: Told) -> str:
    mark = f" ({told.mark})" if told.mark else ""
    computed = " (computed)" if told.computed else ""
    comma = "" if told.text[-1] in ".?!" else ","
    text = f"“{told.text}{comma}” {told.attribution}" if told.attribution else told.text
    return f"{told.label + ': ' if told.label else ''}{text}{mark}{computed} [{told.note.number}]"


def _wrapped(text: str, *, indent: str = "") -> list[str]:
    return textwrap.wrap(
        _CONTROL.sub("", text), _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )


def _note(note: Note) -> str:
    spans = [f"“{s['text']}” {s['chain']}{', ' + s['date'] if s['date'] else ''} ({s['at']})" for s in note.spans]
    facts = [f"Computed: {f['text'] or f['key']} ({f['terrain']})" for f in note.facts]
    return "; ".join([*spans, *facts])


def _basis(shown: dict[str, Any]) -> str:
    reports, origins = shown["reports"], shown["origins"]
    return f"{reports} report{'' if reports == 1 else 's'}, {origins} independent origin{'' if origins == 1 else 's'}"


def _outlet(source: dict[str, Any]) -> str:
    agency = f", text by {source['agency']}" if source["agency"] and source["agency"] != source["outlet"] else ""
    when = source["published"]["label"] if source["published"] else ""
    return f"{source['outlet'] or 'outlet not given'}{agency}, {when or 'undated'}"


def _remarks(shown: dict[str, Any]) -> Iterator[str]:
    yield from (gap[:1].upper() + gap[1:] for gap in shown["gaps"])
    if shown["stakes"]:
        yield f"Roads: {shown['stakes'].terrain}, travel times by {shown['stakes'].profile}."
        yield from shown["stakes"].assumptions
    if shown["dropped"]:
        yield f"{shown['dropped']} sentences were left out because their sources did not carry them."
    yield "Every sentence rests on the words or computed facts in its note; whyhere verify re-checks a saved page."


def _md(text: str) -> str:
    """Text that Markdown prints as it is, on one line."""
    return _MARKDOWN.sub(r"\\\1", _CONTROL.sub("", re.sub(r"\s+", " ", text)))


def _link(text: str, url: str | None) -> str:
    safe = re.sub(r"[()<>\s\"]", lambda m: f"%{ord(m.group()):02X}", url) if url else None
    return f"[{_md(text)}]({safe})" if safe else _md(text)
