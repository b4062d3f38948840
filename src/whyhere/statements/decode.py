"""From the reading model's scores to spans and trees.

Spans are the best BIO sequence (Viterbi over the allowed transitions). Trees are the highest-scoring ones with a single
root: the greedy choice where that is a tree, Chu-Liu and Edmonds' algorithm where it is not (McDonald et al. 2005,
https://aclanthology.org/H05-1066).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Span = tuple[int, int, str, float]

PENALTY = 1e6


def spans_of(probabilities: Floats, labels: list[str]) -> list[Span]:
    """The best BIO sequence's spans (first, end, label, mean probability): no I may follow what is not its own span."""
    spans: list[Span] = []
    path = _best_path(np.log(probabilities + 1e-9), labels)
    begin = 0
    for i, tag in enumerate([*path, 0]):
        inside = i < len(path) and labels[tag].startswith("I-")
        if i > begin and path[begin] and not inside:
            score = float(np.mean([probabilities[j, path[j]] for j in range(begin, i)]))
            spans.append((begin, i, labels[path[begin]][2:], round(score, 3)))
        if not inside:
            begin = i
    return spans


def trimmed(spans: list[Span], tags: list[str], edges: tuple[str, ...]) -> list[Span]:
    """The spans without words of certain tags at their ends; what consists of nothing else is dropped."""
    kept: list[Span] = []
    for first, last, label, score in spans:
        inner = [i for i in range(first, last) if tags[i] not in edges]
        if inner:
            kept.append((inner[0], inner[-1] + 1, label, score))
    return kept


def _best_path(scores: Floats, labels: list[str]) -> list[int]:
    """Viterbi over the allowed transitions."""
    greedy = scores.argmax(1)
    if not greedy.any():
        return [0] * len(scores)
    barred = np.array([[_barred(a, b) for b in labels] for a in labels], np.float32) * -PENALTY
    best = scores[0] + barred[0]
    back = np.zeros((len(scores), len(labels)), np.int64)
    for i in range(1, len(scores)):
        total = best[:, None] + barred
        back[i] = total.argmax(0)
        best = total.max(0) + scores[i]
    path = [int(best.argmax())]
    for i in range(len(scores) - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def _barred(before: str, after: str) -> bool:
    return after.startswith("I-") and before[2:] != after[2:]


def tree(scores: Floats) -> Whole:
    """Heads (1 + word index, 0 the root) of the best tree with one root; ``scores`` is [words, 1 + words]."""
    count = len(scores)
    table = np.full((count + 1, count + 1), -np.inf, np.float64)
    table[:, 1:] = scores.T
    np.fill_diagonal(table, -np.inf)
    heads: Whole = table.argmax(0).astype(np.int64)
    if int((heads[1:] == 0).sum()) != 1 or _cycle(heads) is not None:
        table[0, 1:] -= PENALTY
        heads = _arborescence(table)
    return heads[1:]


def _cycle(heads: Whole) -> list[int] | None:
    """The words of one circle, or None; node 0 is the root."""
    state = np.zeros(len(heads), np.int8)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        state[path] = 2
    return None


def _arborescence(table: Doubles) -> Whole:
    """Chu-Liu/Edmonds over [head, word] scores: break a circle by contracting it, at most once for each word."""
    heads: Whole = table.argmax(0).astype(np.int64)
    heads[0] = 0
    circle = _cycle(heads)
    if circle is None:
        return heads
    inner = np.array(circle)
    rest = np.array([i for i in range(len(heads)) if i not in set(circle)])
    enter = table[np.ix_(rest, inner)] - table[heads[inner], inner]
    leave = table[np.ix_(inner, rest)]
    size = len(rest)
    small = np.full((size + 1, size + 1), -np.inf)
    small[:size, :size] = table[np.ix_(rest, rest)]
    small[:size, size], small[size, :size] = enter.max(1), leave.max(0)
    small[:, 0] = -np.inf
    chosen = _arborescence(small)
    for i in range(1, size):
        heads[rest[i]] = rest[chosen[i]] if chosen[i] < size else inner[leave[:, i].argmax()]
    heads[inner[enter[chosen[size]].argmax()]] = rest[chosen[size]]
    return heads
