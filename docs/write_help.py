"""Writes docs/commands.md from the commands themselves; a test holds the page to the code.

``python docs/write_help.py``
"""

from __future__ import annotations

from pathlib import Path

import click
import typer

from whyhere.cli.app import app

PAGE = Path(__file__).with_name("commands.md")
HEAD = """# The commands

Written from the program itself by `docs/write_help.py`. `whyhere COMMAND --help` prints the same.

Exit codes: 0 all went well; 1 something asked for could not be done; 2 the command was misused; 3 some reports could
not be read (the rest was done); 130 stopped by Ctrl-C.
"""


def page() -> str:
    """The whole page as Markdown."""
    root = typer.main.get_command(app)
    return HEAD + "".join(sections(root, "whyhere"))


def sections(command: click.Command, path: str) -> list[str]:
    """One section a command, groups opened."""
    if isinstance(command, click.Group) or hasattr(command, "commands"):
        return [part for name, inner in command.commands.items() for part in sections(inner, f"{path} {name}")]
    words = " ".join(f"[{p.metavar or p.name.upper()}]" for p in command.params if p.param_type_name == "argument")
    text = " ".join((command.help or "").split())
    rows = "".join(row(parameter) for parameter in command.params)
    return [
        f"\n## `{f'{path} {words}'.strip()}`",
        f"\n\n{text}\n\n| option | what |\n|---|---|\n{rows}",
    ]


def row(parameter: click.Parameter) -> str:
    """One option or argument as a table row."""
    if parameter.name == "help":
        return ""
    names = ", ".join((*parameter.opts, *parameter.secondary_opts))
    if parameter.param_type_name == "argument":
        names = str(parameter.metavar or parameter.name.upper())
    told = getattr(parameter, "help", "") or ""
    return f"| `{names}` | {' '.join(told.split())} |\n".replace("||", "|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
