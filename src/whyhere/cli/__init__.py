"""The command line: parse, call, show. ``whyhere --help`` teaches the rest."""

from whyhere.cli.app import main

__all__ = ["main"]
