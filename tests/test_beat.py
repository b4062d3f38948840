"""Beats: what a beat.toml may say, and how it is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from whyhere import beat as beats
from whyhere.errors import BeatError
from whyhere.pipeline import Desk

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_beat_loads(tmp_path: Path) -> None:
    beats.create(tmp_path / "desk", countries=("sy", " LB"), title='A "title"')
    beat = beats.load(tmp_path / "desk")
    assert beat.countries == ("SY", "LB")
    assert beat.title == "A title"
    assert beat.roads is None


def test_a_beat_is_never_overwritten(tmp_path: Path) -> None:
    beats.create(tmp_path, countries=("SY",))
    with pytest.raises(BeatError, match="is there already"):
        beats.create(tmp_path, countries=("LB",))


def test_the_nearest_beat_above_is_found(tmp_path: Path) -> None:
    beats.create(tmp_path, countries=("SY",))
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert beats.find(inner) == tmp_path


HEAD = '[beat]\ntitle = "t"\ncountries = ["SY"]\n'
PARTIES = HEAD + '[[party]]\nid = "a"\nname = "A"\n[[party]]\nid = "b"\nname = "B"\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = 1", r"\[beat\] the table is missing"),
        ("[beat", "is not TOML"),
        ('[beat]\ncountries = ["Syria"]', "are no ISO codes"),
        (HEAD + '[[party]]\nname = "A"', "party.id is missing"),
        (PARTIES + '[[stance]]\nparties = ["a", "c"]\nrelation = "with"\nper = "x"', "are not two known parties"),
        (PARTIES + '[[stance]]\nparties = ["a", "b"]\nrelation = "likes"\nper = "x"', "'likes' is unknown"),
        (HEAD + '[[site]]\nname = "X"\nplace = 1\nkind = "castle"\nlat = 1\nlon = 1', "'castle' is unknown"),
        (HEAD + '[[site]]\nname = "X"\nplace = "one"\nkind = "city"\nlat = 1\nlon = 1', "give place, lat and lon"),
        (HEAD + '[terrain]\nfolder = "nowhere"', "is no folder"),
    ],
)
def test_what_does_not_hold_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "beat.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BeatError, match=message) as caught:
        beats.load(tmp_path)
    assert "beat.toml" in str(caught.value)


def test_a_missing_beat_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BeatError, match="whyhere init"):
        beats.load(tmp_path)


def test_a_folder_may_be_named_by_a_string(tmp_path: Path) -> None:
    beats.create(tmp_path, countries=("SY",))
    with Desk.open(str(tmp_path)) as desk:
        assert desk.beat.folder == tmp_path
