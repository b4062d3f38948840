"""Two parties that did one thing: "the army and the militia captured X" says that they fought side by side.

Only for what is taken, held or besieged together, and only where "and" joins the two in the subject of one verb; what
two sides agree on, or deny, is done by enemies as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.records import Control, Involvement
from whyhere.statements import arguments as args
from whyhere.statements import clauses
from whyhere.statements.grammar import listed
from whyhere.statements.patterns import is_word

if TYPE_CHECKING:
    from whyhere.records import Finding
    from whyhere.statements.scenes import Scene
    from whyhere.statements.syntax import Token

_TOGETHER = frozenset({"captured", "retook", "held", "holds part", "besieged"})


def beside(scene: Scene, finding: Finding, trigger: Token) -> list[tuple[Finding, Token]]:
    """The parties that a change of control names beside its own, each as one who fights beside it."""
    if not isinstance(finding, Control) or finding.negated or finding.change.value not in _TOGETHER:
        return []
    subjects = args.deep_subject(scene.sentence, trigger)
    joined = [t for t in subjects if _by_and(scene, t)]
    parties = [scene.mentions.party_at(t) for t in joined]
    first = finding.party
    if first is None or not any(p == first for p in (scene.mentions.party_at(t) for t in subjects)):
        return []
    others = [p for p in parties if p is not None and p.name != first.name]
    return [
        (
            Involvement(
                span=finding.span,
                actor=other,
                role=clauses.plain_term(scene, trigger, "fights beside"),
                beside=first,
                place=finding.place,
                when=finding.when,
            ),
            trigger,
        )
        for other in others
    ]


def _by_and(scene: Scene, token: Token) -> bool:
    words = {t.text.lower() for t in scene.sentence.children(token, "cc")}
    return token.relation == "conj" and "and" in words and not _is_within(scene, token)


def _is_within(scene: Scene, token: Token) -> bool:
    """As in "the Front, an alliance of rebels and militants": the militants are part of it, wherever they hang."""
    first = scene.sentence.parent(token)
    between = scene.sentence.tokens[first.index if first is not None else 0 : token.index]
    return any(
        is_word(t, listed("parties", "collectives")) and between[i + 1].text.lower() == "of"
        for i, t in enumerate(between[:-1])
    )
