from __future__ import annotations

import pytest

from whyhere.reports.ending import read_tails
from whyhere.reports.opening import read_dateline, read_opening, repeated_byline, repeated_lead

TITLE = "Bridge of Qarat falls as river rises"


@pytest.mark.parametrize(
    ("text", "story"),
    [
        (f"Fri 07 Mar 2031 at 0914 {TITLE}. The bridge fell.", "The bridge fell."),  # date, headline, stop
        ("7 March 2031 The bridge fell.", "The bridge fell."),
        (f"{TITLE} AFP Tuesday 4 March 2031 The bridge fell.", "The bridge fell."),
        (f"{TITLE} A. Name World 1730 04.03.2031Get short URL 120 The bridge fell.", "The bridge fell."),
        (f"{TITLE}\nThe bridge fell.", "The bridge fell."),
        ("Bridge of Qarat falls, as river rises! The bridge fell.", "The bridge fell."),  # punctuation differs
        (f"{TITLE} The bridge fell.", "The bridge fell."),  # no stop, but seven words and a capital
        (f"{TITLE} again, the council said.", f"{TITLE} again, the council said."),  # the story's own first words
        (
            "7 March 2031 was a dark day in Qarat.",
            "7 March 2031 was a dark day in Qarat.",
        ),  # a sentence, not a date line
        ("The bridge fell.", "The bridge fell."),
        ("", ""),
    ],
)
def test_opening(text: str, story: str) -> None:
    assert text[read_opening(text, TITLE).end :] == story


def test_a_title_with_the_outlet_s_name_behind_it() -> None:
    text = f"{TITLE}. The bridge fell."
    assert text[read_opening(text, f"{TITLE} - World - The Courier").end :] == "The bridge fell."


def test_opening_tells_date_and_agency() -> None:
    opening = read_opening(f"{TITLE} AFP Tuesday 4 March 2031 The bridge fell.", TITLE)
    assert opening.agency == "Agence France-Presse"
    assert opening.when is not None
    assert str(opening.when.earliest) == "2031-03-04"


def test_a_lead_printed_twice() -> None:
    lead = "The bridge of Qarat fell on Tuesday as the river rose. "
    assert repeated_lead(lead + lead + "More follows.") == len(lead)
    assert repeated_lead(lead + "More follows.") == 0


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Ann Writer Bob Reporter. The bridge fell.", 25),
        ("The bridge fell. Nobody was hurt.", 0),
        ("Ann Writer said so. The end.", 0),
    ],
)
def test_names_as_a_first_sentence(text: str, end: int) -> None:
    assert repeated_byline(text) == end


@pytest.mark.parametrize(
    ("text", "place", "agency", "rest"),
    [
        ("QARAT (Reuters) - The bridge fell.", "QARAT", "Reuters", " The bridge fell."),
        ("QARAT, March 4 (AFP) — The bridge fell.", "QARAT", "Agence France-Presse", " The bridge fell."),
        ("QARAT, Selmia — The bridge fell.", "QARAT, Selmia", None, " The bridge fell."),
        ("Qarat (AP) - The bridge fell.", "Qarat", "Associated Press", " The bridge fell."),
        ("AP — The bridge fell.", None, "Associated Press", " The bridge fell."),
    ],
)
def test_datelines(text: str, place: str | None, agency: str | None, rest: str) -> None:
    found = read_dateline(text)
    assert found is not None
    assert (found.place, found.agency, text[found.end :]) == (place, agency, rest)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge - the only one - fell.",  # a dash inside a sentence
        "UN - and the council - agreed.",
        "NATO said so.",
        "Qarat, a river town, fell.",
        "The Reed Front (RF) said so.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "tails", "agency"),
    [
        ("The bridge fell. - REUTERS", ["- REUTERS"], "Reuters"),
        ("The bridge fell.-AFP", ["-AFP"], "Agence France-Presse"),
        ("The bridge fell. (AP)", ["(AP)"], "Associated Press"),
        ("The bridge fell. AFP, Reuters", ["AFP, Reuters"], "Agence France-Presse"),
        ("The bridge fell. Source SANA", ["Source SANA"], "SANA"),
        ("The bridge fell. (Source: The Council) Twitter", ["(Source: The Council)", "Twitter"], None),
        (
            "The bridge fell. (Reporting by A. Name; Editing by B. Name)",
            ["(Reporting by A. Name; Editing by B. Name)"],
            None,
        ),
        ("The bridge fell. Read Also", ["Read Also"], None),
        ("The bridge fell. Ali/ Mona", ["Ali/ Mona"], None),
        (
            "The bridge fell. Last Update: Tuesday 4 March 2031 GMT 13:06",
            ["Last Update: Tuesday 4 March 2031 GMT 13:06"],
            None,
        ),
        ("The bridge fell, he told the AP", [], None),  # the sentence's own word
        ("They met on Twitter", [], None),
        ("The bridge fell.", [], None),
        ("(AFP)", [], None),  # nothing would be left
    ],
)
def test_tails(text: str, tails: list[str], agency: str | None) -> None:
    found = read_tails(text)
    ends = [*(tail.start for tail in found[1:]), len(text)]
    assert [text[tail.start : end].strip() for tail, end in zip(found, ends, strict=False)] == tails
    assert next((tail.agency for tail in found if tail.agency), None) == agency
