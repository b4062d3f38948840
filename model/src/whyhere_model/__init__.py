"""The files of Whyhere's reading model; see the model card for data, figures and limits."""

from __future__ import annotations

from pathlib import Path

__version__ = "0.1.0"


def path() -> Path:
    """The folder that holds model.onnx and its companions."""
    return Path(__file__).parent
