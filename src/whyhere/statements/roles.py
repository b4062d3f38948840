"""The roles that frames name, as walks on the parse: from a word to the words that fill its slots."""

from __future__ import annotations

from collections.abc import Callable

from whyhere.statements import arguments as args
from whyhere.statements.grammar import listed
from whyhere.statements.syntax import Sentence, Token, remembered

Step = Callable[[Sentence, Token], tuple[Token, ...]]
# prepositions under which a noun tells the state of what it hangs on: "areas under rebel control"
_STATES = frozenset({"in", "under", "on", "along", "within", "astride", "at"})
_MOST_STEPS = 6  # a model may produce circles
_CLAUSAL = frozenset({"acl", "advcl", "ccomp", "parataxis", "conj"})


@remembered
def follow(sentence: Sentence, token: Token, path: tuple[str, ...]) -> tuple[Token, ...]:
    """The tokens a path of roles leads to from a token; relative pronouns are replaced by what they stand for."""
    here: tuple[Token, ...] = (token,)
    for role in path:
        here = tuple(_resolved(sentence, t) for h in here for t in step(sentence, h, role))
    return tuple(dict.fromkeys(here))


def _resolved(sentence: Sentence, token: Token) -> Token:
    if args.is_relative(token):
        return args.antecedent(sentence, token) or token
    return token


@remembered
def step(sentence: Sentence, token: Token, role: str) -> tuple[Token, ...]:
    """One role of a token.

    ``subject``, ``object``, ``recipient`` (deep roles of verbs); ``poss``, ``mod`` (words before), ``appos``,
    ``bearer`` (of what a noun phrase is said), ``light`` (the subject of the light verb over a noun), ``clause`` (the
    verb a noun is an argument of), ``deep`` (any word of the clause), ``xcomp``, ``acl``, ``where`` (any phrase of
    place, its own or its object's); any other word is a preposition, with ``_`` for a space.
    """
    simple = _STEPS.get(role)
    if simple is not None:
        return simple(sentence, token)
    return args.obliques(sentence, token, role.replace("_", " "))


def _bearer(sentence: Sentence, noun: Token, *, steps: int = _MOST_STEPS) -> tuple[Token, ...]:
    own, governor = sentence.children(noun, "nsubj"), sentence.parent(noun)
    if own or governor is None:
        return args.conjuncts(sentence, own[0]) if own else ()
    if noun.relation in {"nmod", "appos", "acl"} and governor.upos not in {"VERB", "AUX"}:
        placed = noun.relation != "nmod" or args.case_words(sentence, noun) in {*_STATES, ""}
        nearest = [c for c in args.conjuncts(sentence, governor) if c.index < noun.index][
            -1:
        ]  # "X and Y, a key ally": Y
        return tuple(nearest) or (governor,) if placed else ()
    if noun.relation == "conj":
        return _bearer(sentence, governor, steps=steps - 1) if steps else ()
    return _bearer_of_verb(sentence, noun, governor)


def _bearer_of_verb(sentence: Sentence, noun: Token, governor: Token) -> tuple[Token, ...]:
    if noun.relation == "xcomp" and (made := sentence.children(governor, "obj")):
        return args.conjuncts(sentence, made[0])
    if noun.relation == "xcomp" and sentence.children(noun, "cop"):  # "is believed to be the last stronghold"
        return args.surface_subject(sentence, noun)
    stative = governor.lemma.lower() in listed("bearers", "verbs")
    if stative and noun.relation in {"obl", "xcomp", "obj", "advmod", "nmod", "ccomp"}:
        return args.surface_subject(sentence, governor)
    return args.surface_subject(sentence, noun) if noun.relation in {"advcl", "acl"} else _set_off(sentence, noun)


def _set_off(sentence: Sentence, noun: Token) -> tuple[Token, ...]:
    """The name before a phrase set off by commas, where a parser hung the apposition elsewhere: "X, a stronghold.

    Was …".
    """
    start = args.phrase_start(sentence, noun)
    if start < 2 or sentence.tokens[start - 1].text != "," or noun.relation not in {"obl", "nmod", "dep", "parataxis"}:  # noqa: PLR2004
        return ()
    name = sentence.tokens[start - 2]
    return (name,) if name.upos == "PROPN" else ()


def _light(sentence: Sentence, noun: Token) -> tuple[Token, ...]:
    governor = args.is_light_for(sentence, noun, listed("light", "verbs"))
    return args.deep_subject(sentence, governor) if governor is not None else ()


def _clause(sentence: Sentence, noun: Token) -> tuple[Token, ...]:
    governor = sentence.parent(noun)
    if governor is None or governor.upos not in {"VERB", "AUX"}:
        return ()
    light = args.is_light_for(sentence, noun, listed("light", "verbs")) is not None
    happens = noun.relation == "nsubj" and governor.lemma.lower() in listed("light", "verbs") | listed(
        "light", "happen"
    )
    return (governor,) if light or happens else ()


def _where(sentence: Sentence, token: Token) -> tuple[Token, ...]:
    return tuple(
        spot
        for child in sentence.children(token, "obl", "nmod", "advmod")
        if child.deprel != "obl:agent"  # "backed by Norland": who, not where
        and (
            args.case_words(sentence, child) in listed("places", "locative")
            or child.lemma in {"where", "there", "here"}
        )
        for spot in args.conjuncts(sentence, child)
    )


def _children(*relations: str) -> Step:
    def found(sentence: Sentence, token: Token) -> tuple[Token, ...]:
        return tuple(c for child in sentence.children(token, *relations) for c in args.conjuncts(sentence, child))

    return found


_STEPS: dict[str, Step] = {
    "subject": args.deep_subject,
    "surface": args.surface_subject,
    "object": args.deep_object,
    "recipient": args.recipient,
    "poss": _children("nmod:poss"),
    "appos": _children("appos"),
    "xcomp": _children("xcomp", "ccomp"),
    "ccomp": _children("ccomp"),
    "deep": lambda sentence, token: sentence.subtree(token, without=_CLAUSAL),
    "acl": lambda sentence, token: sentence.children(token, "acl"),
    "conj": lambda sentence, token: sentence.children(token, "conj"),
    "advmod": lambda sentence, token: sentence.children(token, "advmod"),
    "mod": args.modifiers,
    "bearer": _bearer,
    "light": _light,
    "clause": _clause,
    "where": _where,
    "self": lambda _sentence, token: (token,),
}
NAMES = frozenset(_STEPS)
