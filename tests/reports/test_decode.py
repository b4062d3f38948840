from __future__ import annotations

import logging

import pytest

from whyhere.errors import ReportError
from whyhere.reports.decode import decode

TEXT = "Das Dorf Öbernau fiel – „endlich“ – gestern."


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        (TEXT.encode(), None),
        (TEXT.encode("utf-8-sig"), None),
        (TEXT.encode("utf-16"), None),  # by its mark
        (TEXT.encode(), "latin-1"),  # UTF-8 that holds is UTF-8, whatever the header says
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.encode(), "no-such-encoding"),
        (TEXT.encode(), "zlib_codec"),  # a codec, but not of text
    ],
)
def test_encodings(data: bytes, declared: str | None) -> None:
    assert decode(data, where="x", declared=declared) == TEXT


def test_the_page_names_its_own_encoding() -> None:
    data = '<meta charset="windows-1256"><p>قرية</p>'.encode("windows-1256")
    assert "قرية" in decode(data, where="x")


def test_the_last_resort_is_said(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="whyhere.reports"):
        assert decode(TEXT.encode("cp1252"), where="old.txt") == TEXT
    assert "old.txt" in caplog.text
    assert "Windows-1252" in caplog.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04rest", "zip"),
        (b"\x89PNG\r\n", "image"),
        (b"text\x00with zero", "binary"),
        (bytes(range(32)) * 40, "binary"),
    ],
)
def test_refused(data: bytes, reason: str) -> None:
    with pytest.raises(ReportError, match=reason):
        decode(data, where="x")
