"""Trained weights → the files of the package: an ONNX graph, its int8 form, relation weights, lemmas, labels."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from .data import MOST_PIECES, MOST_WORDS, PIECES_PER_WORD, Encoder, Labels, corpus
from .net import Reader

if TYPE_CHECKING:
    from .conllu import Example

INPUTS = ("ids", "mask", "shapes", "first")
TAGS, SPANS = ("upos", "xpos"), ("ner", "cue", "trigger", "certainty")
OUTPUTS = (*TAGS, *SPANS, "links", "slots", "arcs", "rel_child", "rel_head")


class Decided(nn.Module):
    """The reader with its tags chosen and its spans as probabilities: little leaves the graph."""

    def __init__(self, net: Reader) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """The outputs in the order of ``OUTPUTS``."""
        out = self.net(ids, mask, shapes, first)
        tags = (out[name].argmax(-1) for name in TAGS)
        spans = (out[name].softmax(-1) for name in SPANS)
        return (*tags, *spans, out["links"].sigmoid(), out["slots"].sigmoid(), *(out[n] for n in OUTPUTS[-3:]))


def graph(net: Reader, encoder: Encoder, path: Path) -> None:
    """Write the fp32 graph with free batch, piece and word counts."""
    sample = encoder.inputs([["A", "town", "of", "Marran", "."], ["It", "fell", "quickly", "."]])
    sample["mask"] = sample["mask"].long()
    axes = {name: {0: "batch", 1: "pieces"} for name in INPUTS[:3]} | {"first": {0: "batch", 1: "words"}}
    axes |= {name: {0: "batch", 1: "words"} for name in (*TAGS, *SPANS)}
    axes |= {name: {0: "batch", 1: "words", 3: "words"} for name in ("links", "slots")}
    axes |= {"arcs": {0: "batch", 1: "words", 2: "heads"}}
    axes |= {"rel_child": {0: "batch", 1: "words"}, "rel_head": {0: "batch", 1: "heads"}}
    torch.onnx.export(
        Decided(net).eval(),
        tuple(sample[name] for name in INPUTS),
        str(path),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def irregular() -> dict[str, str]:
    """Forms of irregular verbs → base, from ``irregular.txt``; a form that is itself a base stays with it."""
    text = Path(__file__).with_name("irregular.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    bases = {row[0] for row in rows}
    return {form: row[0] for row in rows for cell in row[1:] for form in cell.split("/") if form not in bases}


def lemmas(examples: list[Example]) -> dict[str, dict[str, str]]:
    """Tag → word → lemma as the treebanks have it most often; names are left out.

    Irregular verbs go before the treebanks, which hold slips ("fled" under "flead"), unless a form stands there as its
    own lemma ("wound").
    """
    seen: dict[tuple[str, str], Counter[str]] = {}
    for example in examples:
        for word, tag, lemma in zip(example.words, example.upos, example.lemmas, strict=True):
            if tag not in {"PROPN", "PUNCT", "NUM", "X", "SYM"} and word.isascii() and lemma != "_":
                seen.setdefault((word.lower(), tag), Counter())[lemma] += 1
    table: dict[str, dict[str, str]] = {}
    for (word, tag), counts in sorted(seen.items()):
        table.setdefault(tag, {})[word] = counts.most_common(1)[0][0]
    verbs = table["VERB"]
    verbs.update({form: base for form, base in irregular().items() if verbs.get(form) != form})
    return table


def export(trained: Path, base: Path, data: Path, package: Path) -> None:
    """Write model.onnx (int8), relations.npz, labels.json, lemmas.json, tokenizer.json and model.json."""
    package.mkdir(parents=True, exist_ok=True)
    labels = Labels.load(trained / "labels.json")
    net = Reader(labels)
    net.load_state_dict(torch.load(trained / "reader.pt", weights_only=True))
    net.eval()
    graph(net, Encoder(base / "tokenizer.json"), trained / "reader.onnx")
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "model.onnx"
        quantize_dynamic(
            trained / "reader.onnx",
            small,
            op_types_to_quantize=["MatMul", "Gather"],
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
        shutil.copyfile(small, package / "model.onnx")
    np.savez_compressed(package / "relations.npz", weights=net.rel.detach().numpy().astype(np.float16))
    labels.save(package / "labels.json")
    examples = corpus(data, "gum-open", "train") + corpus(data, "ewt", "train")
    table = json.dumps(lemmas(examples), indent=0, sort_keys=True)
    (package / "lemmas.json").write_text(table + "\n", encoding="utf-8")
    shutil.copyfile(base / "tokenizer.json", package / "tokenizer.json")
    facts = {
        "name": "whyhere-reader",
        "words": MOST_WORDS,
        "pieces": MOST_PIECES,
        "pieces_per_word": PIECES_PER_WORD,
        "sha256": hashlib.sha256((package / "model.onnx").read_bytes()).hexdigest(),
    }
    (package / "model.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trained", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--package", type=Path, default=Path(__file__).parents[1] / "src" / "whyhere_model")
    args = parser.parse_args()
    export(args.trained, args.base, args.data, args.package)


if __name__ == "__main__":
    main()
