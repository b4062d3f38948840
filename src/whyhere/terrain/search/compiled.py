"""Loops that are compiled to machine code when first called, and kept on disk for the next process (numba)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar, cast

from numba import njit

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

Function = TypeVar("Function", bound="Callable[..., Any]")

FAR: Final = (1 << 30) - 1  # seconds of a way that is not there; the sum of two still fits 32 bits


def compiled(function: Function) -> Function:
    """The function, compiled; arrays go in as NumPy holds them, checks of bounds are the caller's."""
    return cast("Function", njit(cache=True, nogil=True)(function))


def inlined(function: Function) -> Function:
    """The same for a small step of an inner loop: it is written out where it is called."""
    return cast("Function", njit(cache=True, nogil=True, inline="always")(function))
