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

from .annotated import annotated, silvered
from .augment import damaged
from .data import IGNORED, MOST_WORDS, Encoder, Labels, batches, corpus, label_sets, targets, training
from .names import Names
from .net import Reader, pretrained

if TYPE_CHECKING:
    from .conllu import Example

WEIGHTS = {"upos": 0.5, "xpos": 0.5, "cue": 1.0, "trigger": 1.0, "certainty": 0.3}
POINTED = {"links": 2.0, "slots": 4.0}
UNSAID = 0.5  # the weight of "asserted", which nine of ten claims are
NEWS = ("GUM_news", "weblog-", "newsgroup-")


def losses(net: Reader, out: dict[str, Tensor], gold: dict[str, Tensor], mask: Tensor) -> dict[str, Tensor]:
    """Cross entropy of each head; a head without a label in the batch counts 0."""
    found = {}
    for name, weight in WEIGHTS.items():
        found[name] = cross_entropy(out[name], gold[name], rare=name == "certainty") * weight
    found["ner"] = marginal(out["ner"], gold["ner"])
    for name, weight in POINTED.items():
        found[name] = pointed(out[name], gold[name], gold[f"{name}_at"], gold["mask"]) * weight
    known = gold["heads"] != IGNORED
    if not bool(known.any()):
        return found
    arcs = out["arcs"].float().masked_fill(~mask[:, None, :], -1e4)
    found["arcs"] = cross_entropy(arcs, gold["heads"])
    rows, places = known.nonzero(as_tuple=True)
    scores = net.relations(out["rel_child"][rows, places], out["rel_head"][rows, gold["heads"][known]])
    found["deprel"] = cross_entropy(scores, gold["deprel"][known])
    return found


def marginal(scores: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log of the probability of all allowed tags together, over the words of which something is known."""
    known = allowed.any(-1)
    if not bool(known.any()):
        return scores.new_zeros(())
    logs = scores.float().log_softmax(-1)[known].masked_fill(~allowed[known], -1e4)
    return -logs.logsumexp(-1).mean()


def pointed(scores: Tensor, gold: Tensor, at: Tensor, mask: Tensor) -> Tensor:
    """Binary cross entropy of the words of each role, over the words of the sentences of known cues or triggers."""
    if not len(at):
        return scores.new_zeros(())
    rows = scores[at[:, 0], at[:, 1]].float()
    real = mask[at[:, 0]][:, None, :].expand_as(rows)
    return functional.binary_cross_entropy_with_logits(rows[real], gold[real])


def cross_entropy(scores: Tensor, gold: Tensor, *, rare: bool = False) -> Tensor:
    """Mean over the known labels; with ``rare`` the first class, the usual one, counts less."""
    if bool((gold == IGNORED).all()):
        return scores.new_zeros(())
    weight = torch.ones(scores.shape[-1], device=scores.device)
    if rare:
        weight[0] = UNSAID
    return functional.cross_entropy(scores.float().flatten(0, -2), gold.flatten(), weight, ignore_index=IGNORED)


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
            device = net.root.device
            gold = moved(targets(batch, labels), device)
            out = net(**moved(encoder.inputs([e.words for e in batch]), device))
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
    start: str = ""
    gold: str = ""
    silver: str = ""
    repeat: int = 3
    harm: float = 0.5
    share: float = 1.0
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


class Average:
    """A running average of the weights (Polyak and Juditsky 1992): what is kept, measured and shipped."""

    def __init__(self, net: Reader, decay: float = 0.996, every: int = 4) -> None:
        self.decay, self.every = decay, every
        self.kept = {name: value.detach().clone() for name, value in net.state_dict().items()}

    def update(self, net: Reader, step: int) -> None:
        """Take in the weights of a step."""
        if step % self.every:
            return
        decay = min(self.decay, (1 + step / self.every) / (10 + step / self.every))
        with torch.no_grad():
            for name, value in net.state_dict().items():
                self.kept[name].lerp_(value, 1 - decay)


def train(data: Path, base: Path, out: Path, settings: Settings) -> None:
    """Train for the epochs or the minutes set, whichever end first; ``out`` keeps the weights after each pass.

    With ``settings.start`` the weights of another run are taken up, heads that it lacks begin anew; with
    ``settings.gold`` the annotated reports are seen too, ``settings.repeat`` times a pass.
    """
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)  # noqa: S311 - chance, not secrets
    out.mkdir(parents=True, exist_ok=True)
    examples = training(data)
    labels = label_sets(examples)
    labels.save(out / "labels.json")
    encoder = Encoder(base / "tokenizer.json")
    net = pretrained(labels, base / "model.safetensors")
    if settings.start:
        take_up(net, Path(settings.start))
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    net.to(device)
    average = Average(net)
    adam = optimizer(net, settings.encoder_rate, settings.head_rate)
    names = Names(examples, chance)
    reports = annotated(data, Path(settings.gold)) if settings.gold else []
    silver = silvered(data, Path(settings.silver)) if settings.silver else []

    def one_pass() -> list[Example]:
        own = [damaged(e, chance) if chance.random() < settings.harm else e for e in reports * settings.repeat + silver]
        open_sets = epoch(examples, names, chance)
        if settings.share < 1:
            open_sets = chance.sample(open_sets, int(settings.share * len(open_sets)))
        return open_sets + own

    steps = sum(1 for _ in batches(one_pass(), encoder, settings.size, chance))
    clock = Clock(int(settings.epochs * steps), settings)
    schedule = torch.optim.lr_scheduler.LambdaLR(adam, clock.rate)
    checks = corpus(data, "gum-open", "dev")
    step = 0
    while clock.rate(step) > 0:
        for batch in batches(one_pass(), encoder, settings.size, chance):
            if clock.rate(step) <= 0:
                break
            parts = learn(net, encoder, moved(targets(batch, labels), device), [e.words for e in batch])
            adam.step()
            schedule.step()
            adam.zero_grad()
            average.update(net, step)
            step += 1
            if step % 50 == 0:
                words = " ".join(f"{name} {value:.3f}" for name, value in parts.items())
                print(f"{step}/{clock.steps} {clock.seconds():.0f}s {words}", flush=True)
        torch.save({name: value.cpu() for name, value in average.kept.items()}, out / "reader.part")
        (out / "reader.part").replace(out / "reader.pt")
        held = {name: value.clone() for name, value in net.state_dict().items()}
        net.load_state_dict(average.kept)
        print("dev", score(net, encoder, labels, checks), f"{step} steps, {clock.seconds():.0f}s", flush=True)
        net.load_state_dict(held)


def take_up(net: Reader, path: Path) -> None:
    """Load what fits of another run's weights."""
    own = net.state_dict()
    found = torch.load(path, weights_only=True, map_location="cpu")
    own.update({name: value for name, value in found.items() if name in own and own[name].shape == value.shape})
    net.load_state_dict(own)


def moved(gold: dict[str, Tensor], device: torch.device) -> dict[str, Tensor]:
    """Targets on the device."""
    return {name: value.to(device) for name, value in gold.items()}


def learn(net: Reader, encoder: Encoder, gold: dict[str, Tensor], words: list[list[str]]) -> dict[str, float]:
    """One step's gradients, in bfloat16 where that is safe; returns the loss of each head."""
    device = gold["heads"].device
    with torch.autocast(device.type, torch.bfloat16):
        parts = losses(net, net(**moved(encoder.inputs(words), device)), gold, word_mask(gold))
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
