"""Train the reader: one pass over both treebanks an epoch, damaged anew each time, all heads at once."""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from .augment import damaged
from .data import IGNORED, MOST_WORDS, Encoder, Labels, batches, corpus, label_sets, targets, training
from .names import Names
from .net import Reader, pretrained

if TYPE_CHECKING:
    from .conllu import Example

WEIGHTS = {"upos": 0.5, "xpos": 0.5, "ner": 1.0, "attribution": 1.0}
NEWS = ("GUM_news", "weblog-", "newsgroup-")


def losses(net: Reader, out: dict[str, Tensor], gold: dict[str, Tensor], mask: Tensor) -> dict[str, Tensor]:
    """Cross entropy of each head; a head without a label in the batch counts 0."""
    found = {}
    for name, weight in WEIGHTS.items():
        found[name] = cross_entropy(out[name], gold[name]) * weight
    known = gold["heads"] != IGNORED
    arcs = out["arcs"].float().masked_fill(~mask[:, None, :], -1e4)
    found["arcs"] = cross_entropy(arcs, gold["heads"])
    rows, places = known.nonzero(as_tuple=True)
    scores = net.relations(out["rel_child"][rows, places], out["rel_head"][rows, gold["heads"][known]])
    found["deprel"] = cross_entropy(scores, gold["deprel"][known])
    return found


def cross_entropy(scores: Tensor, gold: Tensor) -> Tensor:
    """Mean over the known labels."""
    if bool((gold == IGNORED).all()):
        return scores.new_zeros(())
    return functional.cross_entropy(scores.float().flatten(0, -2), gold.flatten(), ignore_index=IGNORED)


def word_mask(gold: dict[str, Tensor]) -> Tensor:
    """Which columns of the arc scores are words (or the root) [batch, 1 + words]."""
    return functional.pad(gold["heads"] != IGNORED, (1, 0), value=True)


def optimizer(net: Reader, encoder_rate: float, head_rate: float) -> torch.optim.AdamW:
    """AdamW with a slower rate for what is pretrained and no decay of biases and norms."""
    slow = net.encoder_parameters()
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in net.named_parameters():
        key = (encoder_rate if name in slow else head_rate, 0.01 if parameter.dim() > 1 else 0.0)
        groups.setdefault(key, []).append(parameter)
    return torch.optim.AdamW(
        [{"params": p, "lr": lr, "weight_decay": decay} for (lr, decay), p in groups.items()],
        fused=True,
    )


def score(net: Reader, encoder: Encoder, labels: Labels, examples: list[Example]) -> dict[str, float]:
    """Quick figures while training: tag accuracies and attachment without the tree constraint."""
    net.eval()
    right = dict.fromkeys(("upos", "xpos", "arcs", "deprel"), 0)
    total = 0
    with torch.no_grad():
        for batch in batches(examples, encoder, 3000, random.Random(0)):  # noqa: S311 - chance, not secrets
            gold = targets(batch, labels)
            out = net(**encoder.inputs([e.words for e in batch]))
            known = gold["heads"] != IGNORED
            rows, places = known.nonzero(as_tuple=True)
            heads = out["arcs"].masked_fill(~word_mask(gold)[:, None, :], -1e4).argmax(-1)[known]
            relations = net.relations(out["rel_child"][rows, places], out["rel_head"][rows, heads]).argmax(-1)
            attached = heads == gold["heads"][known]
            right["arcs"] += int(attached.sum())
            right["deprel"] += int((attached & (relations == gold["deprel"][known])).sum())
            for name in ("upos", "xpos"):
                right[name] += int((out[name].argmax(-1)[known] == gold[name][known]).sum())
            total += int(known.sum())
    net.train()
    return {name: round(100 * count / total, 2) for name, count in right.items()}


def epoch(examples: list[Example], names: Names, chance: random.Random) -> list[Example]:
    """The examples as one pass sees them: news-like sentences twice, a third of all with other names, some damaged."""
    seen = [*examples, *(e for e in examples if e.sent_id.startswith(NEWS))]
    renamed = [names.renamed(e) if chance.random() < 0.35 else e for e in seen]
    return [damaged(e, chance) for e in renamed if len(e.words) <= MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how fast to train; ``size`` is the pieces of a batch, ``minutes`` the wall clock allowed."""

    epochs: float = 14
    minutes: float = 1e6
    threads: int = 2
    size: int = 1500
    seed: int = 7
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: int = 200


class Clock:
    """How much of the training is left: the rate warms up, then falls to 0 at the last step or minute."""

    def __init__(self, steps: int, settings: Settings) -> None:
        self.steps = steps
        self.settings = settings
        self.started = time.time()

    def seconds(self) -> float:
        """Seconds since the start."""
        return time.time() - self.started

    def rate(self, step: int) -> float:
        """The factor of the learning rate at a step; 0 means that time is up."""
        done = max(step / self.steps, self.seconds() / (60 * self.settings.minutes))
        return min(1.0, (step + 1) / self.settings.warmup) * max(0.0, 1 - done)


def train(data: Path, base: Path, out: Path, settings: Settings) -> None:
    """Train for the epochs or the minutes set, whichever end first; ``out`` keeps the weights after each pass."""
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)  # noqa: S311 - chance, not secrets
    out.mkdir(parents=True, exist_ok=True)
    examples = training(data)
    labels = label_sets(examples)
    labels.save(out / "labels.json")
    encoder = Encoder(base / "tokenizer.json")
    net = pretrained(labels, base / "model.safetensors")
    adam = optimizer(net, settings.encoder_rate, settings.head_rate)
    names = Names(examples, chance)
    steps = sum(1 for _ in batches(epoch(examples, names, chance), encoder, settings.size, chance))
    clock = Clock(int(settings.epochs * steps), settings)
    schedule = torch.optim.lr_scheduler.LambdaLR(adam, clock.rate)
    checks = corpus(data, "gum-open", "dev")
    step = 0
    while clock.rate(step) > 0:
        for batch in batches(epoch(examples, names, chance), encoder, settings.size, chance):
            if clock.rate(step) <= 0:
                break
            parts = learn(net, encoder, targets(batch, labels), [e.words for e in batch])
            adam.step()
            schedule.step()
            adam.zero_grad()
            step += 1
            if step % 50 == 0:
                words = " ".join(f"{name} {value:.3f}" for name, value in parts.items())
                print(f"{step}/{clock.steps} {clock.seconds():.0f}s {words}", flush=True)
        torch.save(net.state_dict(), out / "reader.part")
        (out / "reader.part").replace(out / "reader.pt")
        print("dev", score(net, encoder, labels, checks), f"{step} steps, {clock.seconds():.0f}s", flush=True)


def learn(net: Reader, encoder: Encoder, gold: dict[str, Tensor], words: list[list[str]]) -> dict[str, float]:
    """One step's gradients, in bfloat16 where that is safe; returns the loss of each head."""
    with torch.autocast("cpu", torch.bfloat16):
        parts = losses(net, net(**encoder.inputs(words)), gold, word_mask(gold))
    torch.stack(list(parts.values())).sum().backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    return {name: float(value.detach()) for name, value in parts.items()}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    for field in fields(Settings):
        kind = type(field.default)
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=kind, default=field.default)
    args = vars(parser.parse_args())
    train(args.pop("data"), args.pop("base"), args.pop("out"), Settings(**args))


if __name__ == "__main__":
    main()
