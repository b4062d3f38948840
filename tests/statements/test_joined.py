"""Two parties in one subject: who fought beside whom, and when that is not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = [
    ("The army and the Hill Guard captured Belmar on Monday.", ["Hill Guard"]),  # both took it
    ("The army captured Belmar and the Hill Guard withdrew.", []),  # two clauses
    ("The army or the Hill Guard captured Belmar.", []),  # one of them
    ("Belmar is held by the army, an alliance of rebels and militants.", []),  # they are part of it
    ("The army and the Hill Guard have not captured Belmar.", []),  # denied
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_who_fought_beside_whom(told: Callable[..., list[dict[str, str]]], text: str, expected: list[str]) -> None:
    found = told(text, "involvement")
    assert [row["actor"] for row in found] == expected
    assert all(row["role"] == "fights beside" and row["beside"].lower() in {"army", "the army"} for row in found)
