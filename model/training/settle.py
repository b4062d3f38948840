"""Stage 3: tags and arcs settle on the encoder that stage 2 left.

Stage 2 bends the encoder towards reports whose trees nobody annotated. Here the encoder and every other head stay as
they are; the heads of tags, arcs and relations alone learn on, from the treebanks and from stage 1's own reading of the
reports (distillation), so that short news sentences are parsed as before.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import torch

from whyhere.statements.model import ReadingModel

from .annotated import annotated
from .data import Encoder, Labels, batches, targets, training
from .names import Names
from .net import Reader
from .train import Clock, Settings, epoch, losses, optimizer, word_mask

if TYPE_CHECKING:
    from pathlib import Path

    from .conllu import Example

SYNTAX = ("upos", "xpos", "arc", "rel", "root")
LEARNED = ("upos", "xpos", "arcs", "deprel")


def parsed(examples: list[Example], model: ReadingModel) -> list[Example]:
    """The examples with the model's tags and trees as theirs."""
    for example in examples:
        text, bounds, place = " ".join(example.words), [], 0
        for word in example.words:
            bounds.append((place, place + len(word)))
            place += len(word) + 1
        tokens = model.parse_words(text, [(0, len(text))], [bounds])[0].tokens
        example.upos, example.xpos = [t.upos for t in tokens], [t.xpos for t in tokens]
        example.heads, example.deprels = [t.head for t in tokens], [t.deprel for t in tokens]
        example.parsed = True
    return examples


def settle(
    source: tuple[Path, Path], trained: Path, out: Path, read_by: tuple[list[Path], Path], settings: Settings
) -> None:
    """Train the syntax heads of ``trained`` on.

    ``source`` are the folders of data and base model; ``read_by`` the stand-off files of reports and the package whose
    reading of them is taken.
    """
    data, base = source
    reports, first = read_by
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    chance = random.Random(settings.seed)  # noqa: S311 - chance, not secrets
    out.mkdir(parents=True, exist_ok=True)
    labels = Labels.load(trained / "labels.json")
    labels.save(out / "labels.json")
    net = Reader(labels)
    net.load_state_dict(torch.load(trained / "reader.pt", weights_only=True))
    for name, parameter in net.named_parameters():
        parameter.requires_grad = name.startswith(SYNTAX)
    examples = training(data)
    names = Names(examples, chance)
    read = parsed([e for path in reports for e in annotated(data, path)], ReadingModel.load(first))
    encoder = Encoder(base / "tokenizer.json")
    adam = optimizer(net, settings.encoder_rate, settings.head_rate)
    clock = Clock(10**9, settings)
    schedule = torch.optim.lr_scheduler.LambdaLR(adam, clock.rate)
    step = 0
    while clock.rate(step) > 0:
        seen = chance.sample(epoch(examples, names, chance), len(read)) + read
        for batch in batches(seen, encoder, settings.size, chance):
            if clock.rate(step) <= 0:
                break
            value = learn(net, encoder, labels, batch)
            adam.step()
            schedule.step()
            adam.zero_grad()
            step += 1
            if step % 50 == 0:
                print(f"{step} {clock.seconds():.0f}s {value:.3f}", flush=True)
    torch.save(net.state_dict(), out / "reader.pt")


def learn(net: Reader, encoder: Encoder, labels: Labels, batch: list[Example]) -> float:
    """One step's gradients of the syntax heads."""
    gold = targets(batch, labels)
    with torch.autocast("cpu", torch.bfloat16):
        parts = losses(net, net(**encoder.inputs([e.words for e in batch])), gold, word_mask(gold))
    loss = torch.stack([parts[name] for name in LEARNED]).sum()
    loss.backward()
    return float(loss.detach())
