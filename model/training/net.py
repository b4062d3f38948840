"""The net: a six-layer BERT encoder (MiniLM's weights) and small heads over the first piece of each word.

Arcs are scored by a deep biaffine attention (Dozat and Manning 2017, https://arxiv.org/abs/1611.01734); the relation of
an arc by a second biaffine layer that is applied to the chosen arcs alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from .data import ROLES, SHAPES, Labels

if TYPE_CHECKING:
    from pathlib import Path

WIDE, DEEP, PARTS, INNER = 384, 6, 12, 1536
VOCABULARY, PLACES = 30522, 512
ARC, RELATION, LINK = 160, 96, 64


class SharedDropout(nn.Module):
    """Dropout whose mask is one for all places of a sentence (Gal and Ghahramani 2016): strong, and cheap on a CPU."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """``x`` is [batch, places, features]."""
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= self.rate
        return x * (kept.to(x.dtype) / (1 - self.rate))


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDE, WIDE) for _ in range(4))
        self.up, self.down = nn.Linear(WIDE, INNER), nn.Linear(INNER, WIDE)
        self.norm_attention, self.norm = nn.LayerNorm(WIDE, eps=1e-12), nn.LayerNorm(WIDE, eps=1e-12)
        self.dropout = SharedDropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """``x`` [batch, pieces, wide]; ``bias`` [batch, 1, 1, pieces], very low where there is padding."""
        batch, count = x.shape[0], x.shape[1]
        q, k, v = (
            f(x).view(batch, count, PARTS, WIDE // PARTS).transpose(1, 2) for f in (self.query, self.key, self.value)
        )
        weights = (q @ k.transpose(2, 3) * (WIDE // PARTS) ** -0.5 + bias.to(q.dtype)).softmax(-1)
        mixed = (weights.to(v.dtype) @ v).transpose(1, 2).reshape(batch, count, WIDE)
        x = self.norm_attention(x + self.dropout(self.out(mixed)))
        return self.norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Pointers(nn.Module):
    """For every word as a cue or trigger, and every role, how surely each word belongs to it: biaffine scores."""

    def __init__(self, wide: int, roles: int) -> None:
        super().__init__()
        self.wide, self.roles = wide, roles
        self.holder, self.member = nn.Linear(WIDE, wide), nn.Linear(WIDE, wide)
        self.mixed = nn.Linear(wide, roles * wide)
        self.prior = nn.Linear(wide, roles)
        nn.init.normal_(self.mixed.weight, std=0.02)

    def forward(self, w: Tensor) -> Tensor:
        """``w`` [batch, words, wide] → logits [batch, words (holder), roles, words (member)]."""
        batch, count = w.shape[0], w.shape[1]
        holder, member = functional.gelu(self.holder(w)), functional.gelu(self.member(w))
        mixed = self.mixed(holder).view(batch, count * self.roles, self.wide)
        scores = (mixed @ member.transpose(1, 2)).view(batch, count, self.roles, count)
        return scores + self.prior(member).transpose(1, 2)[:, None]


class Reader(nn.Module):
    """Pieces in, every layer of annotation out."""

    def __init__(self, labels: Labels) -> None:
        super().__init__()
        self.pieces = nn.Embedding(VOCABULARY, WIDE)
        self.places = nn.Embedding(PLACES, WIDE)
        self.kinds = nn.Embedding(2, WIDE)
        self.shapes = nn.Embedding(SHAPES, WIDE)
        self.norm = nn.LayerNorm(WIDE, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(DEEP))
        self.dropout = SharedDropout(0.1)
        self.head_dropout = SharedDropout(0.25)
        self.root = nn.Parameter(torch.zeros(WIDE))
        self.upos = nn.Linear(WIDE, len(labels.upos))
        self.xpos = nn.Linear(WIDE, len(labels.xpos))
        self.ner = nn.Linear(WIDE, len(labels.ner))
        self.cue, self.trigger = nn.Linear(WIDE, 3), nn.Linear(WIDE, len(labels.trigger))
        self.certainty = nn.Linear(WIDE, len(labels.certainty))
        self.links = Pointers(LINK, len(ROLES))
        self.slots = Pointers(LINK, len(labels.slots))
        self.arc_child, self.arc_head = nn.Linear(WIDE, ARC), nn.Linear(WIDE, ARC)
        self.arc = nn.Linear(ARC, ARC, bias=False)
        self.arc_bias = nn.Linear(ARC, 1, bias=False)
        self.rel_child, self.rel_head = nn.Linear(WIDE, RELATION), nn.Linear(WIDE, RELATION)
        self.rel = nn.Parameter(torch.zeros(len(labels.deprel), RELATION + 1, RELATION + 1))
        nn.init.normal_(self.rel, std=0.02)
        nn.init.zeros_(self.shapes.weight)

    def encoder_parameters(self) -> set[str]:
        """Names of the parameters that come pretrained."""
        return {n for n, _ in self.named_parameters() if n.startswith(("pieces", "places", "kinds", "norm", "layers"))}

    def words(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor) -> Tensor:
        """The encoder's vector of each word's first piece [batch, words, wide]."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.pieces(ids) + self.places(places) + self.kinds.weight[0] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x.gather(1, first[:, :, None].expand(-1, -1, WIDE))

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, first: Tensor) -> dict[str, Tensor]:
        """Logits of the tags, arc scores [batch, words, 1 + words] (column 0 is the root), relation vectors."""
        w = self.head_dropout(self.words(ids, mask, shapes, first))
        rooted = torch.cat([self.root.to(w.dtype).expand(w.shape[0], 1, WIDE), w], 1)
        child, head = functional.gelu(self.arc_child(w)), functional.gelu(self.arc_head(rooted))
        child, head = self.dropout(child), self.dropout(head)
        return {
            "upos": self.upos(w),
            "xpos": self.xpos(w),
            "ner": self.ner(w),
            "cue": self.cue(w),
            "trigger": self.trigger(w),
            "certainty": self.certainty(w),
            "links": self.links(w),
            "slots": self.slots(w),
            "arcs": self.arc(child) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2),
            "rel_child": self.dropout(functional.gelu(self.rel_child(w))),
            "rel_head": self.dropout(functional.gelu(self.rel_head(rooted))),
        }

    def relations(self, child: Tensor, head: Tensor) -> Tensor:
        """Scores of the relations of arcs: ``child`` and ``head`` [arcs, RELATION] → [arcs, relations]."""
        child = functional.pad(child, (0, 1), value=1.0)
        head = functional.pad(head, (0, 1), value=1.0)
        count, wide = self.rel.shape[0], RELATION + 1
        mixed = (child @ self.rel.permute(1, 0, 2).reshape(wide, count * wide).to(child.dtype)).view(-1, count, wide)
        return (mixed @ head[:, :, None]).squeeze(-1)


def pretrained(labels: Labels, weights: Path) -> Reader:
    """A reader whose encoder holds the published MiniLM weights."""
    net = Reader(labels)
    found = load_file(str(weights))
    names = {
        "attention.self.query": "query",
        "attention.self.key": "key",
        "attention.self.value": "value",
        "attention.output.dense": "out",
        "attention.output.LayerNorm": "norm_attention",
        "intermediate.dense": "up",
        "output.dense": "down",
        "output.LayerNorm": "norm",
    }
    state = net.state_dict()
    for old, new in (("word", "pieces"), ("position", "places"), ("token_type", "kinds")):
        state[f"{new}.weight"] = found[f"embeddings.{old}_embeddings.weight"]
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = found[f"embeddings.LayerNorm.{part}"]
        for i in range(DEEP):
            for old, new in names.items():
                state[f"layers.{i}.{new}.{part}"] = found[f"encoder.layer.{i}.{old}.{part}"]
    net.load_state_dict(state)
    return net
