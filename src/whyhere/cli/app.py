"""The application: one command a question, errors as one line, exit codes that scripts can read.

Exit codes: 0 all went well; 1 something asked for could not be done; 2 the command was misused; 3 some reports could
not be read (the rest was done); 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from whyhere.cli import (
    add,
    ask,
    demo,
    evaluate,
    explain,
    export,
    init,
    read,
    review,
    serve,
    stakes,
    terrain,
    verify,
    watch,
)
from whyhere.cli.show import complain
from whyhere.errors import WhyhereError

app = typer.Typer(
    name="whyhere",
    help="Why does this place matter? Cited, mapped explainers from the reporting and the roads.\n\n"
    "Start with: whyhere demo. Then: whyhere init DIR --countries XX, whyhere add REPORTS, whyhere explain PLACE.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


STOPPED = 130


def _version(asked: bool) -> None:  # noqa: FBT001 - Typer's callback signature
    if asked:
        from importlib.metadata import version

        typer.echo(version("whyhere"))
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """Hold the options of the program itself."""


for _module in (demo, init, read, add, watch, explain, ask, stakes, terrain, review, verify, export, serve, evaluate):
    _module.register(app)


def main() -> None:
    """Run the command line; what Whyhere raises on purpose becomes one line and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a word that the terminal's encoding lacks is shown by its number
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except WhyhereError as error:
        complain(str(error))
        sys.exit(1)
    except SystemExit as done:  # Ctrl-C arrives so: Typer has made it an exit code
        if done.code == STOPPED:
            complain("stopped; what was committed is kept, the same command goes on from there")
        raise
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
