"""What the reading model says of one sentence, as plain records.

Every rule of this room stands on these records and on nothing else of the model, so the model may be replaced by
anything that fills them. Offsets are code points of the report's normalised text, ends exclusive. Token indices count
from 0 inside the sentence. Relations are Universal Dependencies v2 (https://universaldependencies.org/u/dep/).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_P = ParamSpec("_P")
_T = TypeVar("_T")

_NONE: frozenset[str] = frozenset()


@cache
def universal(deprel: str) -> str:
    """The universal part of a relation: ``nsubj`` of ``nsubj:pass``."""
    return deprel.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Token:
    """One word: where it stands, what it is, and the word it hangs on (``head`` is -1 for the root)."""

    index: int
    text: str
    start: int
    end: int
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str
    relation: str = field(init=False, repr=False, compare=False)
    """The universal part of the relation: ``nsubj`` of ``nsubj:pass``."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "relation", universal(self.deprel))

    def __hash__(self) -> int:
        """By where it stands: rules put tokens in sets more often than anything else."""
        return hash((self.index, self.start, self.end))


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: tokens ``first`` up to ``last`` (exclusive), PER, ORG or LOC, with the model's score (0 to 1).

    ``kind`` is the finer type: person, organisation, armed_party, place, facility; "" where a model has none.
    """

    first: int
    last: int
    label: str
    score: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A stretch the model marks as source, cue or content of a report of speech or belief (tokens, end exclusive)."""

    first: int
    last: int
    role: str
    score: float


@dataclass(frozen=True, slots=True)
class Tied:
    """A word group that the model marks, a reporting cue or a finding's trigger, and the words tied to it.

    Tokens ``first`` up to ``last`` (exclusive); ``label`` is "cue" or the finding's type; ``roles`` are (role,
    stretches of tokens): source and content of a cue, slots of a trigger. ``certainty`` is what the model reads there.
    """

    first: int
    last: int
    label: str
    score: float
    roles: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = ()
    certainty: str = "asserted"

    def role(self, name: str) -> tuple[tuple[int, int], ...]:
        """The stretches in a role, none where it is empty."""
        return next((runs for role, runs in self.roles if role == name), ())


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence of a report.

    ``names`` are mentions of all the types that the model knows, dates and quantities included; ``cues`` are reports
    of speech with source and content, ``triggers`` findings with their slots. A model may leave all three empty.

    Walks on its tree are remembered, for the rules ask for the same ones again; ``answers`` is what
    :func:`remembered` keeps.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    cues: tuple[Tied, ...] = ()
    triggers: tuple[Tied, ...] = ()
    names: tuple[Entity, ...] = ()
    _below: dict[int, list[Token]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _children: dict[tuple[int, tuple[str, ...]], tuple[Token, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _subtrees: dict[tuple[int, frozenset[str]], tuple[Token, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    answers: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def root(self) -> Token:
        """The token that hangs on nothing; the first one where a model names none."""
        return next((token for token in self.tokens if token.head < 0), self.tokens[0])

    def children(self, token: Token, *relations: str) -> tuple[Token, ...]:
        """Direct dependents: all, or those whose relation (``nsubj`` or the exact ``nsubj:pass``) is asked for."""
        below = (self._below or self._by_head()).get(token.index)
        if below is None:
            return ()
        key = (token.index, relations)
        found = self._children.get(key)
        if found is None:
            asked = (c for c in below if not relations or c.relation in relations or c.deprel in relations)
            found = self._children[key] = tuple(asked)
        return found

    def _by_head(self) -> dict[int, list[Token]]:
        """The dependents of every word, in text order; sorted into place once."""
        if not self._below:
            for token in self.tokens:
                self._below.setdefault(token.head, []).append(token)
        return self._below

    def parent(self, token: Token) -> Token | None:
        """The token this one hangs on, or None at the root."""
        return self.tokens[token.head] if token.head >= 0 else None

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The chain of heads from the token's own up to the root; stops at a circle, which a model may produce."""
        seen = {token.index}
        step = self.parent(token)
        while step is not None and step.index not in seen:
            seen.add(step.index)
            yield step
            step = self.parent(step)

    def subtree(self, token: Token, *, without: frozenset[str] = _NONE) -> tuple[Token, ...]:
        """The token and all that hangs on it, in text order, leaving out branches under the given relations."""
        key = (token.index, without)
        found = self._subtrees.get(key)
        if found is None:
            found = self._subtrees[key] = self._gathered(token.index, without)
        return found

    def _gathered(self, top: int, without: frozenset[str]) -> tuple[Token, ...]:
        below, kept, frontier = self._by_head(), {top}, [top]
        while frontier:
            for child in below.get(frontier.pop(), ()):
                if child.index not in kept and child.relation not in without:
                    kept.add(child.index)
                    frontier.append(child.index)
        return tuple(self.tokens[index] for index in sorted(kept))


def unlooped(sentence: Sentence) -> Sentence:
    """The sentence with every circle of heads cut open, so that each walk upwards ends.

    A circle's first word hangs on the root instead; where all words circle, it is made the root.
    """
    tokens = list(sentence.tokens)
    ends: set[int] = set()  # words whose chain is known to reach the root
    for token in sentence.tokens:
        path: list[int] = []
        at = token.index
        while at >= 0 and at not in ends and at not in path:
            path.append(at)
            at = tokens[at].head
        if at in path:
            first = min(path[path.index(at) :])
            root = next((t.index for t in tokens if t.head < 0), -1)
            tokens[first] = replace(tokens[first], head=root, deprel="dep" if root >= 0 else "root")
        ends.update(path)
    return sentence if tuple(tokens) == sentence.tokens else replace(sentence, tokens=tuple(tokens))


def remembered(rule: Callable[Concatenate[Sentence, _P], _T]) -> Callable[Concatenate[Sentence, _P], _T]:
    """A rule on a sentence, or on a word of it, whose answer rests on its arguments alone: worked out once for each."""

    @wraps(rule)
    def asked(sentence: Sentence, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        if kwargs:
            return rule(sentence, *args, **kwargs)
        question: object = rule
        if args:
            word: Any = args[0]
            question = (rule, word.index, *args[1:])
        if question not in sentence.answers:
            sentence.answers[question] = rule(sentence, *args, **kwargs)
        answer: _T = sentence.answers[question]
        return answer

    return asked
