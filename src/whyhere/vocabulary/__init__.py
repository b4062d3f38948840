"""Vocabulary as data: one TOML file a subject, each naming its source; read once, frozen."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The vocabulary file ``name`` (without its ending) as plain data; treat it as read-only.

    Raises:
        FileNotFoundError: no such vocabulary.
    """
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
