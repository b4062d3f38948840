"""English trees in the CLEAR style of spaCy's own pipelines as Universal Dependencies, which the rules read.

The differences that matter: a preposition heads its noun (``prep`` + ``pobj``) where UD hangs it on the noun as
``case``; a copula heads its complement (``attr``, ``acomp``) where UD makes the complement the head; relations have
other names. Source of the label sets: ClearNLP guidelines (Choi 2012) and https://universaldependencies.org/en/dep/.
Trees that are UD already come back as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

CLEAR_ONLY = frozenset({"pobj", "prep", "dobj", "nsubjpass", "auxpass", "attr", "acomp", "poss", "relcl", "npadvmod"})
RENAMED = {
    "ROOT": "root", "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass",
    "agent": "obl:agent", "poss": "nmod:poss", "relcl": "acl:relcl", "neg": "advmod", "prt": "compound:prt",
    "dative": "iobj", "quantmod": "advmod", "npadvmod": "obl:npmod", "pcomp": "acl", "oprd": "xcomp",
    "intj": "discourse",
    "meta": "dep", "predet": "det:predet", "preconj": "cc:preconj", "acomp": "xcomp", "attr": "xcomp", "pobj": "obl",
    "prep": "case", "subtok": "goeswith",
}  # fmt: skip
_MOVED = frozenset(
    {"nsubj", "csubj", "aux", "advmod", "mark", "punct", "ccomp", "advcl", "neg", "prep", "npadvmod", "expl", "cc"}
    | {"conj"}
)


@dataclass(slots=True)
class Node:
    """A word on its way from one style to the other: head is -1 at the root."""

    lemma: str
    upos: str
    head: int
    deprel: str


def universal(nodes: list[Node]) -> list[Node]:
    """The tree in UD v2; the list is changed in place and returned."""
    if not any(n.deprel in CLEAR_ONLY for n in nodes):
        for node in nodes:
            node.deprel = RENAMED.get(node.deprel, node.deprel) if node.deprel == "ROOT" else node.deprel
        return nodes
    for node in nodes:  # CLEAR's nmod is a compound; the one that is made below is not
        node.deprel = "compound" if node.deprel == "nmod" else node.deprel
    _turn_copulas(nodes)
    _turn_prepositions(nodes)
    for node in nodes:
        node.deprel = RENAMED.get(node.deprel, node.deprel)
    return nodes


def _turn_copulas(nodes: list[Node]) -> None:
    """``is``(attr town) becomes town(cop is): the complement takes the copula's place and its other dependents."""
    for at, node in enumerate(nodes):
        if node.deprel not in {"attr", "acomp"} or node.head < 0:
            continue
        verb = nodes[node.head]
        if verb.lemma != "be":
            continue
        old = node.head
        node.head, node.deprel = verb.head, verb.deprel
        verb.head, verb.deprel, verb.upos = at, "cop", "AUX"
        for other in nodes:
            if other.head == old and other is not node and other.deprel in _MOVED:
                other.head = at


def _turn_prepositions(nodes: list[Node]) -> None:
    """``prep``(pobj noun) becomes noun(case prep), hung as ``obl`` on a predicate and as ``nmod`` on a noun."""
    for at in range(len(nodes)):
        inner = next((i for i, n in enumerate(nodes) if n.head == at and n.deprel in {"pobj", "pcomp"}), None)
        prep = nodes[at]
        if inner is None or prep.deprel not in {"prep", "agent", "dative", "conj"}:
            continue
        held, above = prep.deprel, prep.head
        clause = nodes[inner].deprel == "pcomp"
        onto = nodes[above].upos if above >= 0 else "VERB"
        verbal = onto in {"VERB", "AUX", "ADJ", "ADV"}
        if clause:
            relation = "advcl" if verbal else "acl"
        else:
            relation = "obl:agent" if held == "agent" else "obl" if verbal else "nmod"
        nodes[inner].head, nodes[inner].deprel = above, relation
        prep.head, prep.deprel = inner, "mark" if clause else "case"
        for other in nodes:
            if other.head == at and other is not nodes[inner] and other.deprel in {"conj", "cc", "punct"}:
                other.head = inner
