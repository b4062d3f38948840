"""From the reading model's scores to spans and trees.

Spans are the best BIO sequence (Viterbi over the allowed transitions). Trees are the highest-scoring ones with a single
root: the greedy choice where that is a tree, Chu-Liu and Edmonds' algorithm where it is not (McDonald et al. 2005,
https://aclanthology.org/H05-1066).
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Span = tuple[int, int, str, float]

PENALTY = 1e6
COARSE = {"person": "PER", "organisation": "ORG", "armed_party": "ORG", "place": "LOC", "facility": "LOC"}
MOST_ODDS, BARRIER = 6.0, 1e4


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


def named(probabilities: Floats, labels: list[str], tags: list[str]) -> list[Span]:
    """The best mentions with their kinds: bounds by coarse type first, then the likeliest kind of that type inside.

    Much of what the model learned from tells persons, organisations and places apart and no more, so the split of a
    place into place and facility may waver inside a name where the sum of both does not.
    """
    wide, kinds = _coarse(tuple(labels))
    found = []
    for first, last, label, score in spans_of(probabilities @ wide, ["O", *(f"{p}-{k}" for k in kinds for p in "BI")]):
        inside = probabilities[first:last].sum(0)
        kind = max(kinds[label], key=lambda k: inside[labels.index(f"B-{k}")] + inside[labels.index(f"I-{k}")])
        found.append((first, last, kind, score))
    edges = {True: ("PUNCT", "ADP", "CCONJ"), False: ("PUNCT",)}
    return [kept for span in found for kept in trimmed([span], tags, edges[span[2] in COARSE])]


@cache
def _coarse(labels: tuple[str, ...]) -> tuple[Floats, dict[str, list[str]]]:
    """What adds up the tags of the kinds of one coarse type [tags, coarse tags], and the kinds of each."""
    kinds: dict[str, list[str]] = {}
    for label in labels:
        if label.startswith("B-"):
            kinds.setdefault(COARSE.get(label[2:], label[2:]), []).append(label[2:])
    wide = np.zeros((len(labels), 1 + 2 * len(kinds)), np.float32)
    wide[0, 0] = 1
    for number, members in enumerate(kinds.values()):
        for kind in members:
            wide[labels.index(f"B-{kind}"), 1 + 2 * number] = 1
            wide[labels.index(f"I-{kind}"), 2 + 2 * number] = 1
    return wide, kinds


def trimmed(spans: list[Span], tags: list[str], edges: tuple[str, ...]) -> list[Span]:
    """The spans without words of certain tags at their ends; what consists of nothing else is dropped."""
    kept: list[Span] = []
    for first, last, label, score in spans:
        inner = [i for i in range(first, last) if tags[i] not in edges]
        if inner:
            kept.append((inner[0], inner[-1] + 1, label, score))
    return kept


def stretches(surely: Floats, tags: list[str], own: range, *, bold: float = 0.0, more: float = 0.5) -> list[Span]:
    """The stretches of words that belong to a cue or trigger best: each the run with the highest sum of log odds.

    A word that the model doubts inside a run is kept, one at its edge is not; marks count nothing, and no run crosses
    the group itself (``own``). Beside the best run stand others of two words and more whose sum is ``more`` of its own.
    ``bold`` is added to each word's log odds: contents are long, and their edges doubted more than they should be.
    """
    (odds,) = log_odds(surely[None], tags, own, np.array([bold], np.float32))
    return [(a, b, "", round(float(np.mean(surely[a:b])), 3)) for a, b in held(odds, tags, more=more)]


def log_odds(surely: Floats, tags: list[str], own: range, bold: Floats) -> list[list[float]]:
    """Each role's log odds of each word [roles][words], 0 for marks, the group itself (``own``) barred.

    A role in which no word is likelier in than out is empty: no run of it can count.
    """
    odds = np.clip(np.log(surely + 1e-6) - np.log1p(1e-6 - surely) + bold[:, None], -MOST_ODDS, MOST_ODDS)
    odds[:, [i for i, tag in enumerate(tags) if tag == "PUNCT"]] = 0
    odds[:, list(own)] = -BARRIER
    return [row.tolist() if some else [] for row, some in zip(odds, (odds > 0).any(1), strict=True)]


def held(odds: list[float], tags: list[str], *, more: float = 0.5) -> list[tuple[int, int]]:
    """The bounds of the best stretches of one role by its log odds, as :func:`stretches` tells."""
    likely = [i for i, odd in enumerate(odds) if odd > 0]  # a best run begins and ends with such a word
    if not likely:
        return []
    first, last, best = _best_run(odds, likely[0], likely[-1] + 1)
    found = [(first, last)]
    for rest in ([i for i in likely if i < first], [i for i in likely if i >= last]):
        start, end, total = _best_run(odds, rest[0], rest[-1] + 1) if len(rest) > 1 else (0, 0, 0.0)
        if end - start > 1 and total > more * best:
            found.append((start, end))
    inner = ([i for i in range(a, b) if tags[i] != "PUNCT"] for a, b in sorted(found))
    return [(words[0], words[-1] + 1) for words in inner if words]


def _best_run(odds: list[float], low: int, high: int) -> tuple[int, int, float]:
    """The run with the highest sum (Kadane), empty where all are below 0."""
    best, sum_, start = (low, low, 0.0), 0.0, low
    for i in range(low, high):
        if sum_ <= 0:
            sum_, start = 0.0, i
        sum_ += odds[i]
        if sum_ > best[2]:
            best = (start, i + 1, sum_)
    return best


def _best_path(scores: Floats, labels: list[str]) -> list[int]:
    """Viterbi over the allowed transitions."""
    greedy = scores.argmax(1)
    if not greedy.any():
        return [0] * len(scores)
    barred = _transitions(tuple(labels))
    if not barred[0, greedy[0]] and not barred[greedy[:-1], greedy[1:]].any():
        path: list[int] = greedy.tolist()
        return path  # the best of all paths is an allowed one
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


@cache
def _transitions(labels: tuple[str, ...]) -> Floats:
    return np.array([[_barred(a, b) for b in labels] for a in labels], np.float32) * np.float32(-PENALTY)


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
