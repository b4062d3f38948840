"""The exported surface: what is promised is there, documented, and importing it is cheap."""

from __future__ import annotations

import subprocess
import sys

import pytest

import whyhere


@pytest.mark.parametrize("name", whyhere.__all__)
def test_every_promised_name_is_there_and_documented(name: str) -> None:
    assert getattr(whyhere, name).__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'guess'"):
        _ = whyhere.guess


def test_importing_the_package_imports_none_of_the_rooms() -> None:
    code = "import sys, whyhere; print(sorted(m for m in sys.modules if m.startswith('whyhere')))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "['whyhere']"
