"""The index's file is refused, and never misread, when it is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whyhere.gazetteer.layout import read_columns, write_columns

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = {"numbers": ("I", bytes(range(8))), "words": ("B", b"abc"), "none": ("Q", b"")}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write_columns(tmp_path / "x.bin", COLUMNS)
    return tmp_path / "x.bin"


def test_columns_come_back(file: Path) -> None:
    found = read_columns(file)
    assert {name: bytes(column) for name, column in found.items()} == {n: c for n, (_, c) in COLUMNS.items()}
    assert len(found["numbers"]) == 2


@pytest.mark.parametrize("cut", [1, 40, 150])
def test_a_file_cut_short_is_refused(file: Path, cut: int) -> None:
    file.write_bytes(file.read_bytes()[:-cut])
    with pytest.raises(ValueError, match=r"cut short|damaged"):
        read_columns(file)


@pytest.mark.parametrize("at", [0, 8, 12])
def test_another_file_version_or_machine_is_refused(file: Path, at: int) -> None:
    content = bytearray(file.read_bytes())
    content[at] ^= 0xFF
    file.write_bytes(content)
    with pytest.raises(ValueError, match="this version"):
        read_columns(file)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.bin").touch()
    with pytest.raises(ValueError):  # noqa: PT011 - mmap's own words
        read_columns(tmp_path / "x.bin")
