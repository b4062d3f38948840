"""The source of a reporting verb: whose words they are, as a head and its phrase, mended where commas were lost.

The parser's subject comes first. Where it is missing, or is a thing that cannot speak ("the scene the monitor said"),
the phrases that touch the verb are asked. A source that is taken from beside the verb must be able to speak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere import vocabulary
from whyhere.statements import phrases
from whyhere.statements.lexicon import reporting, stances

if TYPE_CHECKING:
    from collections.abc import Collection

    from whyhere.statements.syntax import Sentence, Token

_IN_RUN = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "PART"})
_ARTICLES = frozenset({"a", "an", "the", "one", "another", "some", "its", "his", "her", "their"})
_PERSONS = frozenset({"he", "she", "they", "it", "who", "i", "we", "one", "them", "another"})
_ABBREVIATION = 4  # letters of a title cut short: Col., Capt.
_WIDEST = 8  # words a run beside the verb may have
_NEAR = 14  # words between a verb and a subject hung on it
_LONGEST = 40  # words of a source
_SURE = 0.5  # the score from which the model's mark counts


def find_source(sentence: Sentence, verb: Token, *, tag: bool) -> Token | None:
    """The head of the verb's source; ``tag`` for one that stands behind or amid what it reports."""
    before = _speaker_before(sentence, verb)
    if before is not None:
        return before
    own = _spoken(sentence, phrases.subject(sentence, verb))
    if tag and verb.relation != "parataxis":
        direct = [t for t in sentence.children(verb, "nsubj") if abs(t.index - verb.index) < _NEAR]
        own = _spoken(sentence, direct[0]) if direct else None
    beside = _marked_beside(sentence, verb)
    if beside is not None and (own is None or not _holds(sentence, beside, own)):
        return beside
    last = _last(sentence, verb) if own is not None else None
    if last is not None and own is not None and not _is_someone(sentence, own):
        return last
    if own is not None and (can_speak(sentence, own) or marked(sentence, own) or not _better(sentence, verb)):
        return own
    if own is None and not (tag or _is_main(verb)):
        return None
    beside = _beside(sentence, verb, tag=tag)
    return beside or own


def _last(sentence: Sentence, verb: Token) -> Token | None:
    """Who ends the sentence behind the verb: "… in the morning said the commander"."""
    if verb.lemma not in reporting("tags", "plainest") or not _inverted_form(verb):
        return None
    right = phrases.right_of(sentence, verb)
    rest = sentence.tokens[verb.index + 1 :]
    closed = all(t.upos in _IN_RUN | {"DET", "PUNCT", "ADP", "PRON", "ADV"} for t in rest)
    return right if right is not None and closed and _is_someone(sentence, right) else None


def _inverted_form(verb: Token) -> bool:
    return verb.xpos in phrases.FINITE and verb.lemma not in reporting("addressed", "verbs")


def _is_someone(sentence: Sentence, token: Token) -> bool:
    """Whether a word is for a person or body: a pronoun, a name other than a place's, or a noun for one."""
    if token.text.lower() in _PERSONS:
        return True
    if any(e.first <= token.index < e.last and e.label != "LOC" for e in sentence.entities):
        return True
    plain = token.lemma.lower().rpartition("-")[2]
    return plain in reporting("kinds", "person") | reporting("kinds", "body") or token.text.lower() in _quantified()


def _speaker_before(sentence: Sentence, verb: Token) -> Token | None:
    """Who reports before a participle, whatever noun it stands behind: "X said that …, adding that …"."""
    if (
        verb.xpos != "VBG"
        or verb.relation not in {"acl", "advcl"}
        or verb.lemma not in {*reporting("continuing", "verbs"), *reporting("charges", "verbs"), "say"}
    ):
        return None
    noun = sentence.parent(verb)
    if verb.relation == "acl" and noun is not None and noun.lemma.lower() in reporting("documents", "nouns"):
        return None
    if sentence.children(verb, "nsubj"):
        return None  # "…, with the minister stressing that …"
    for token in reversed(sentence.tokens[: verb.index]):
        finite = token.xpos in phrases.FINITE or any(c.lemma == "have" for c in sentence.children(token, "aux"))
        if finite and token.lemma in stances() and token.upos == "VERB":
            speaker = phrases.subject(sentence, token)
            if speaker is not None and can_speak(sentence, speaker):
                return speaker
    return None


def _spoken(sentence: Sentence, own: Token | None) -> Token | None:
    """The parser's subject, unless it is a day ("said Monday"); a relative pronoun gives way to its noun."""
    if own is None or own.text.lower() in vocabulary.load("dates")["weekdays"]:
        return None
    if own.xpos in {"WDT", "WP"} and own.index > 0 and sentence.tokens[own.index - 1].upos in phrases.NOMINAL:
        return phrases.left_of(sentence, own)
    return own


def _marked_beside(sentence: Sentence, verb: Token) -> Token | None:
    """The head of the phrase right before the verb that the model marks as its source."""
    for mark in sentence.attributions:
        gap = sentence.tokens[mark.last : verb.index]
        near = mark.last <= verb.index and all(t.upos in {"ADV", "AUX"} for t in gap)
        if mark.role == "source" and near and mark.score >= _SURE:
            tops = [t for t in sentence.tokens[mark.first : mark.last] if not mark.first <= t.head < mark.last]
            top = next((t for t in tops if t.upos in phrases.NOMINAL), None)
            return phrases.described(sentence, top, verb) if top is not None else None
    return None


def _holds(sentence: Sentence, beside: Token, own: Token) -> bool:
    """Whether both words stand in one marked source, or the parser's stands as near."""
    return own is beside or any(
        m.role == "source" and m.first <= own.index < m.last and m.first <= beside.index < m.last
        for m in sentence.attributions
    )


def _is_main(verb: Token) -> bool:
    return verb.relation in {"parataxis", "root", "ccomp", "conj", "dep"} and verb.xpos in phrases.FINITE


def _better(sentence: Sentence, verb: Token) -> bool:
    beside = phrases.right_of(sentence, verb) if _inverted(sentence, verb) else phrases.left_of(sentence, verb)
    return beside is not None and can_speak(sentence, beside)


def _inverted(sentence: Sentence, verb: Token) -> bool:
    """Whether the source may follow: "…," said X; "… in the attack said the statement"."""
    if verb.index == 0 or verb.xpos not in phrases.FINITE or verb.lemma in reporting("addressed", "verbs"):
        return False  # behind "told" stands the one who was told
    before = sentence.tokens[verb.index - 1]
    if before.upos == "PUNCT":
        return True
    left = phrases.left_of(sentence, verb)
    return left is None or not can_speak(sentence, left)


def _beside(sentence: Sentence, verb: Token, *, tag: bool) -> Token | None:
    found = [phrases.left_of(sentence, verb)]
    if _inverted(sentence, verb):
        found.insert(0, phrases.right_of(sentence, verb))
    speaking = [t for t in found if t is not None and can_speak(sentence, t)]
    if speaking:
        return speaking[0]
    left = found[-1]
    if tag and left is not None and any(c.text.lower() in {"a", "an"} for c in sentence.children(left, "det")):
        return left  # "… a shepherd said": whoever is brought in by an article beside the verb
    return None


def can_speak(sentence: Sentence, token: Token) -> bool:
    """Whether a word may be a source: a person, body, country or document, a pronoun, or a name."""
    if token.text.lower() in vocabulary.load("dates")["weekdays"]:
        return False
    if token.text.lower() in _PERSONS or token.upos == "PROPN":
        return True
    if any(e.first <= token.index < e.last for e in sentence.entities):
        return True
    known = reporting("documents", "nouns") | reporting("kinds", "person") | reporting("kinds", "body")
    plain = token.lemma.lower()
    return plain in known or plain.rpartition("-")[2] in known or token.text.lower() in _quantified()


def marked(sentence: Sentence, token: Token) -> bool:
    """Whether the model's own attribution marks the word as part of a source."""
    return any(
        a.role == "source" and a.first <= token.index < a.last and a.score >= _SURE for a in sentence.attributions
    )


def _marked_phrase(sentence: Sentence, verb: Token, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The phrase as far as the model marks it, when that holds the parser's and ends at the verb."""
    for mark in sentence.attributions:
        holds = mark.role == "source" and mark.first <= tokens[0].index and mark.last > tokens[-1].index + 1
        if holds and mark.score >= _SURE and mark.last <= verb.index and mark.last - mark.first <= _LONGEST:
            between = sentence.tokens[mark.last : verb.index]
            if all(t.upos in {"ADV", "AUX", "PUNCT"} for t in between):
                return sentence.tokens[tokens[0].index : mark.last]
    return tokens


def _quantified() -> frozenset[str]:
    return reporting("kinds", "plural") | reporting("kinds", "quantifiers")


def source_phrase(
    sentence: Sentence, verb: Token, head: Token, barred: Collection[int], *, tag: bool = False
) -> tuple[Token, ...]:
    """The source's phrase: the parser's, widened to the run of names and nouns it is part of beside the verb.

    For a ``tag`` whose comma was lost it begins with its own article: what stands before belongs to what is reported.
    """
    tokens = _whole_name(sentence, verb, phrases.phrase(sentence, head, without=barred), head)
    if head.index < verb.index:
        tokens = _marked_phrase(sentence, verb, tokens)
        tokens = _named_beside(sentence, verb, head, tokens)
        tokens = _wider_left(sentence, tokens, barred)
        tokens = _from_article(sentence, tokens) if tag else _from_dateline(sentence, tokens)
        tokens = _over_brackets(sentence, tokens)
        openers = {*reporting("kinds", "openers"), *vocabulary.load("dates")["weekdays"]}
        while len(tokens) > 1 and tokens[0].text.lower() in openers:
            tokens = tokens[1:]
        return tokens
    return _wider_right(sentence, tokens, barred)


def _over_brackets(sentence: Sentence, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Of "the Hill Union (HU) group said", where only "group" is left, the whole."""
    place = tokens[0].index - 1
    if place < 1 or sentence.tokens[place].text not in {")", "]"} or tokens[0].text.lower() in _ARTICLES:
        return tokens
    while place and sentence.tokens[place].text not in {"(", "["}:
        place -= 1
    first = place
    while first and (
        sentence.tokens[first - 1].upos in _IN_RUN or sentence.tokens[first - 1].text.lower() in _ARTICLES
    ):
        first -= 1
    return sentence.tokens[first : tokens[-1].index + 1] if first < place else tokens


def _whole_name(sentence: Sentence, verb: Token, tokens: tuple[Token, ...], head: Token) -> tuple[Token, ...]:
    """The phrase with all of the name that its head is part of."""
    for entity in sentence.entities:
        if entity.first <= head.index < entity.last and not entity.first <= verb.index < entity.last:
            first, last = min(tokens[0].index, entity.first), max(tokens[-1].index + 1, entity.last)
            return sentence.tokens[first:last]
    return tokens


def _named_beside(sentence: Sentence, verb: Token, head: Token, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The body named right before the verb, where the head cannot speak: "a rebel bastion the Norland Monitor said"."""
    if can_speak(sentence, head) or marked(sentence, head):
        return tokens
    for entity in sentence.entities:
        if (
            entity.label != "LOC"
            and tokens[0].index < entity.first
            and entity.last == tokens[-1].index + 1 <= verb.index
        ):
            return sentence.tokens[entity.first : entity.last]
    return tokens


def _from_article(sentence: Sentence, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Of "Northern Front a war monitor" the second phrase; a mark, a preposition or "and" before it keeps both.

    So does a person's name that nothing stands before ("…" Orlo Vant a war monitor said).
    """
    for place in range(len(tokens) - 1, 0, -1):
        before = tokens[place - 1]
        if tokens[place].text.lower() in {"a", "an", "the"} and before.upos in phrases.NOMINAL:
            return tokens if _opens_with_person(sentence, tokens, place) else tokens[place:]
        if tokens[place].upos in phrases.VERBAL:
            break
    return tokens


def _opens_with_person(sentence: Sentence, tokens: tuple[Token, ...], place: int) -> bool:
    """Whether a person's name, titles before it, is all that stands between the article and the mark before it."""
    name = next((e for e in sentence.entities if e.label == "PER" and e.last == tokens[place].index), None)
    if name is None:
        return False
    first = name.first
    while first and sentence.tokens[first - 1].text.lower() in reporting("titles", "names"):
        first -= 1
    return first == 0 or sentence.tokens[first - 1].upos == "PUNCT"


def _from_dateline(sentence: Sentence, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Of "Osk A military source", a dateline run into its sentence, the source."""
    for entity in sentence.entities:
        place = entity.last - tokens[0].index
        opens = entity.label == "LOC" and entity.first == tokens[0].index and 0 < place < len(tokens)
        if opens and tokens[place].text in {"A", "An", "The"}:
            return tokens[place:]
    return tokens


def _wider_left(sentence: Sentence, tokens: tuple[Token, ...], barred: Collection[int]) -> tuple[Token, ...]:
    """To the article before it, or to the mark that sets it off; a run that neither closes is left as parsed."""
    if not tokens or tokens[0].upos in {"PRON", "DET"} or tokens[0].text.lower() in _ARTICLES:
        return tokens
    place = tokens[0].index - 1
    participle = False
    while place >= 0 and tokens[0].index - place <= _WIDEST and place not in barred:
        token = sentence.tokens[place]
        if token.text.lower() in _ARTICLES:
            bare = tokens[-1].upos == "NOUN" and tokens[-1].xpos == "NN"
            return sentence.tokens[place : tokens[-1].index + 1] if bare else tokens
        hyphen = token.text == "-" and token.end == sentence.tokens[place + 1].start
        if token.upos not in _IN_RUN and token.xpos not in {"VBG", "VBN"} and not hyphen:
            break
        participle = participle or token.upos == "VERB"
        place -= 1
    barrier = sentence.tokens[place] if place >= 0 else None
    titled = all(t.text.lower() in reporting("titles", "names") for t in sentence.tokens[place + 1 : tokens[0].index])
    if titled:
        return sentence.tokens[place + 1 : tokens[-1].index + 1]
    clean = barrier is not None and not participle and barrier.upos == "PUNCT" and place + 1 < tokens[0].index
    return sentence.tokens[place + 1 : tokens[-1].index + 1] if clean else tokens


def _wider_right(sentence: Sentence, tokens: tuple[Token, ...], barred: Collection[int]) -> tuple[Token, ...]:
    """The whole run of title and name behind the verb: said coalition spokesman Lt. Col. X."""
    if not tokens:
        return tokens
    place = tokens[-1].index + 1
    while place < len(sentence.tokens) and place not in barred and place - tokens[-1].index <= _WIDEST:
        token = sentence.tokens[place]
        before = sentence.tokens[place - 1].text
        abbreviated = token.text == "." and before.istitle() and len(before) <= _ABBREVIATION
        glued = token.text == "-" and token.end == sentence.tokens[min(place + 1, len(sentence.tokens) - 1)].start
        if token.xpos == "VBG" or token.text.lower().removesuffix("ing") in reporting("continuing", "verbs"):
            break  # "said the statement adding"
        if token.upos not in {"NOUN", "PROPN"} and not (abbreviated and place + 1 < len(sentence.tokens)) and not glued:
            break
        place += 1
    while sentence.tokens[place - 1].upos == "PUNCT":
        place -= 1
    return sentence.tokens[tokens[0].index : max(place, tokens[-1].index + 1)]
