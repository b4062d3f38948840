"""A BERT-base encoder (12 layers, 768 wide) under the reading model's own heads, exported and quantised as it is.

``python benchmarks/bert_base.py --into FOLDER`` writes a model folder for ``benchmarks/reading.py --against FOLDER``.
Its weights are random: its speed is that of any BERT-base of these heads, its readings mean nothing. It needs torch and
onnx, which reading does not: run it in an environment with ``pip install -r model/training/requirements.txt``.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHIPPED = ROOT / "model" / "src" / "whyhere_model"
BESIDE = ("relations.npz", "labels.json", "lemmas.json", "tokenizer.json", "model.json")
WIDE, DEEP, INNER = 768, 12, 3072  # Devlin et al. 2019, table 1


def main() -> None:
    """Build and say where it is."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--into", type=Path, required=True)
    options.add_argument("--shipped", type=Path, default=SHIPPED, help="the shipped model, whose heads are taken")
    options.add_argument("--recipe", type=Path, default=ROOT / "model", help="the folder with the training package")
    chosen = options.parse_args()
    sys.path[:0] = [str(chosen.recipe), str(ROOT / "src")]
    build(chosen.shipped, chosen.into)
    sys.stdout.write(f"{chosen.into} holds {sum(f.stat().st_size for f in chosen.into.iterdir()) / 1e6:.0f} MB\n")


def build(shipped: Path, into: Path) -> None:
    """The graph of the recipe's net, wider and deeper, with the shipped files beside it."""
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415 - an environment of its own
    from training import export, net  # noqa: PLC0415
    from training.data import Encoder, Labels  # noqa: PLC0415

    net.WIDE, net.DEEP, net.INNER = WIDE, DEEP, INNER
    into.mkdir(parents=True, exist_ok=True)
    made = net.Reader(Labels.load(shipped / "labels.json")).eval()
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "reader.onnx"
        export.graph(made, Encoder(shipped / "tokenizer.json"), whole)
        quantize_dynamic(
            whole, into / "model.onnx", op_types_to_quantize=["MatMul", "Gather"], weight_type=QuantType.QInt8,
            per_channel=True, reduce_range=True,
        )  # fmt: skip
    for name in BESIDE:
        shutil.copyfile(shipped / name, into / name)


if __name__ == "__main__":
    main()
