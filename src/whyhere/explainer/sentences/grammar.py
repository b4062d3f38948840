"""The English that every sentence needs: articles, number, lists, capitals, full stops."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.explainer.spoken import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

_ARTICLES = ("the ", "a ", "an ", "some ", "two ", "three ", "several ", "many ", "its ", "their ")
_LONGEST_PHRASE = 9  # words of a noun phrase that may stand in a sentence of ours


def listed(items: Sequence[str], *, last: str = "and") -> str:
    """Items as a list in words: "a, b and c"; with commas inside the items, "a; b; and c"."""
    if len(items) < 2:  # noqa: PLR2004 - one item is no list
        return "".join(items)
    if any(re.search(r",(?!\d)", item) for item in items):
        return "; ".join(items[:-1]) + f"; {last} {items[-1]}"
    return ", ".join(items[:-1]) + f" {last} {items[-1]}"


def counted_others(number: int) -> str:
    """Such as "another source", "two other sources"."""
    return "another source" if number == 1 else f"{counted(number)} other sources"


def capitalised(text: str) -> str:
    """The first letter large."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """A sentence: capital, one space between words, a full stop unless it has its end."""
    text = capitalised(re.sub(r"\s+", " ", text).strip())
    return text if re.search(r"[.!?][”’)]?$", text) else f"{text}."


def head(phrase: str) -> str:
    """The last word before a preposition or comma: the noun that governs the verb ("fighters from X": fighters)."""
    core = re.split(r"\s(?:of|from|in|at|for|with|to|on|near|who|which|that|and)\s|,", f"{phrase} ")[0].strip()
    return core.rsplit(" ", 1)[-1] if core else ""


def is_plural(phrase: str) -> bool:
    """Whether a verb after it is plural: "the rebels are", "Hezbollah is"."""
    nouns = vocabulary.load("wording")["nouns"]
    if re.search(r"\band\b", phrase) and not phrase[:1].isupper():
        return True
    noun = head(phrase)
    if noun.lower() in nouns["plural"]:
        return True
    if noun.lower() in nouns["singular"] or noun[:1].isupper():
        return False
    return noun.endswith("s") and not noun.endswith("ss")


def be(phrase: str, *, past: bool = True) -> str:
    """The form of "to be" for the phrase."""
    if past:
        return "were" if is_plural(phrase) else "was"
    return "are" if is_plural(phrase) else "is"


def definite(name: str) -> str:
    """A party's or body's name as it stands in a sentence: "the Syrian government", "Hezbollah", "the rebels"."""
    nouns = vocabulary.load("wording")["nouns"]
    if name.lower().startswith(_ARTICLES):
        return name[0].lower() + name[1:] if name.lower().startswith(("the ", "a ", "an ", "its ", "their ")) else name
    if name.lower() in nouns["bare"]:
        return name
    if name in nouns["acronyms"]:
        return f"the {name}"
    noun = head(name).lower()
    single_name = " " not in name and name[:1].isupper()
    if " " not in name and noun in (*nouns["singular"], *nouns["plural"]):
        return f"the {name.lower()}"  # "Army", "Rebels": a headline's capital
    takes_article = noun in nouns["singular"] or noun in nouns["plural"]
    return f"the {name}" if takes_article and not single_name else name


def small(description: str) -> str:
    """A description without its sentence's capital: "A rebel commander" → "a rebel commander", "Syrian media" stays."""
    first = re.match(r"[^\W\d_]+(?:-[^\W\d_]+)*", description)
    if first is None or (len(first.group()) > 1 and first.group().isupper()):
        return description
    common = vocabulary.load("wording")["nouns"]["common"]
    return description[0].lower() + description[1:] if first.group().lower() in common else description


def printable(phrase: str) -> bool:
    """Whether a phrase as said may stand in our sentence: short, without pronouns, brackets, quotes or breaks."""
    words = re.findall(r"[\w’'\-]+", phrase.lower())
    if not words or len(words) > _LONGEST_PHRASE or re.search(r"[\n“”\"()\[\]<>{};:…|]", phrase):
        return False
    return not set(words) & set(vocabulary.load("wording")["nouns"]["pronouns"])
