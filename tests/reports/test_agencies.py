from __future__ import annotations

import pytest

from whyhere.reports.agencies import agency_line, agency_name
from whyhere.reports.language import guess_language, tidy_language


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Agence France-Presse", "Agence France-Presse"),
        ("AFP", "Agence France-Presse"),
        ("(Reuters)", "Reuters"),
        ("- REUTERS", "Reuters"),
        ("AP, Reuters", "Associated Press"),  # the first of several
        ("ap", None),  # initials count only as printed
        ("Reuters photo", None),
        ("The AP has raw video of the town:", None),
        ("", None),
    ],
)
def test_agency_lines(line: str, agency: str | None) -> None:
    assert agency_line(line) == agency


def test_unknown_form() -> None:
    assert agency_name("Qarat Daily Messenger") is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council of Qarat said that the road to the port was open for the first time in a year.", "en"),
        ("Le conseil de la ville a dit que la route est ouverte pour les habitants et que le pont est intact.", "fr"),
        ("قال المجلس إن الطريق إلى المدينة مفتوح بعد أن كان مغلقا من قبل، في هذا الشهر", "ar"),
        ("Qarat Qarat Qarat Qarat Qarat Qarat Qarat Qarat", None),
        ("Short.", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("value", "code"), [("en-GB", "en"), ("AR", "ar"), ("ckb", "ckb"), ("english", None), (None, None), ("", None)]
)
def test_declared_language(value: str | None, code: str | None) -> None:
    assert tidy_language(value) == code
