"""The index's file: named columns one after the other, read in place through one memory map.

A header of ``MAGIC``, a byte-order mark, ``FORMAT``, the file's size and the number of columns; then name, offset and
size of each; then the columns, each begun at a multiple of eight bytes. Numbers are in the machine's own order, for the
file is made where it is read.
"""

from __future__ import annotations

import mmap
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FORMAT = 6  # counts up with every change of the columns' meaning or of the folding
FILE = "places.bin"
MAGIC = b"whyplace"
_ORDER_MARK = 0x01020304
_HEAD = struct.Struct("=8sIIQI4x")
_ENTRY = struct.Struct("=16scQQ7x")  # name, the type of its numbers as struct writes it, offset, bytes
_ALIGNED = 8


def write_columns(path: Path, columns: Mapping[str, tuple[str, bytes]]) -> None:
    """Write the columns, each as the type of its numbers ("B" for bytes) and its content."""
    at = _aligned(_HEAD.size + _ENTRY.size * len(columns))
    table = b""
    for name, (kind, content) in columns.items():
        table += _ENTRY.pack(name.encode(), kind.encode(), at, len(content))
        at = _aligned(at + len(content))
    with path.open("wb") as file:
        file.write(_padded(_HEAD.pack(MAGIC, _ORDER_MARK, FORMAT, at, len(columns)) + table))
        for _, content in columns.values():
            file.write(_padded(content))


def read_columns(path: Path) -> dict[str, memoryview]:
    """Every column as a view of the mapped file; nothing of it is read yet.

    Raises:
        OSError: the file cannot be opened.
        ValueError: it is no such file, of another version or machine, or cut short.
    """
    with path.open("rb") as file:
        whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    try:
        magic, mark, made, size, count = _HEAD.unpack_from(whole)
        if (magic, mark, made, size) != (MAGIC, _ORDER_MARK, FORMAT, len(whole)):
            message = "it is no index of this version, or was cut short"
            raise ValueError(message)
        rows = (_ENTRY.unpack_from(whole, _HEAD.size + _ENTRY.size * row) for row in range(count))
        return {name.rstrip(b"\0").decode(): whole[at : at + size].cast(kind.decode()) for name, kind, at, size in rows}
    except (struct.error, TypeError, UnicodeDecodeError) as error:
        message = f"its header is damaged ({error})"
        raise ValueError(message) from error


def _aligned(at: int) -> int:
    return -(-at // _ALIGNED) * _ALIGNED


def _padded(content: bytes) -> bytes:
    return content + bytes(_aligned(len(content)) - len(content))
