"""What people see in the terminal: colour where there is one, plain lines where there is none, errors on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from whyhere.errors import WhyhereError

# No emoji codes: ":x:" in a cited text or an address is those three characters.
out = Console(highlight=False, emoji=False)
err = Console(stderr=True, highlight=False, emoji=False)


def complain(message: str) -> None:
    """One line on stderr."""
    err.print(f"[red]error[/red] {escape(message)}", soft_wrap=True)


def note(message: str) -> None:
    """A remark on stderr that is no error."""
    err.print(f"[dim]{escape(message)}[/dim]", soft_wrap=True)


def save(path: Path, text: str) -> None:
    """Write a file in UTF-8, line ends as they are.

    Raises:
        WhyhereError: it cannot be written there; the message says why.
    """
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        message = f"{path}: cannot be written: {error.strerror} (choose another file with -o)"
        raise WhyhereError(message) from None


def print_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    """One JSON value a line, unstyled; letters that the terminal's encoding may lack are escaped as JSON has it."""
    whole = (sys.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8"
    sys.stdout.write(json.dumps(value, ensure_ascii=not whole) + "\n")


def print_rows(rows: Iterable[Any], *, as_json: bool) -> None:
    """Rows for machines (a JSON list) or for people (one line each)."""
    if as_json:
        print_json(list(rows))
        return
    for row in rows:
        out.print(escape(str(row)), soft_wrap=True)


def progress() -> Progress:
    """A progress bar on stderr that leaves nothing behind and stays silent where there is no terminal."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
