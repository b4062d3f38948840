"""A sentence with its mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whyhere.statements.document import Mentions
from whyhere.statements.scenes import Scene

if TYPE_CHECKING:
    from .conftest import Parse


def test_words_in_any_order_are_one_stretch_of_the_text(parse: Parse) -> None:
    scene = Scene(parse("Rain fell. The army left Ardun."), 1, Mentions())
    tokens = scene.sentence.tokens
    assert scene.span((tokens[3], tokens[1])).text == "army left Ardun"
