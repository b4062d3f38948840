"""Answers are made once, dropped with the ledger's mark, and never more than there is room for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from whyhere.web.shelf import Shelf


def test_an_answer_is_made_once_for_each_mark() -> None:
    mark, made = ["a"], []

    def make() -> str:
        made.append(mark[0])
        return mark[0]

    shelf = Shelf(lambda: mark[0])
    assert [shelf.get("velm", make), shelf.get("velm", make)] == ["a", "a"]
    mark[0] = "b"
    assert shelf.get("velm", make) == "b"
    assert made == ["a", "b"]


def test_what_was_entered_while_an_answer_was_made_drops_it() -> None:
    mark = ["a"]

    def make() -> str:
        found = mark[0]
        mark[0] = "b"
        return found

    shelf = Shelf(lambda: mark[0])
    assert shelf.get("velm", make) == "a"
    assert shelf.get("velm", make) == "b"


def test_the_longest_unasked_goes_first() -> None:
    made: list[int] = []
    shelf = Shelf(lambda: None, room=2)
    for number in (1, 2, 1, 3, 1, 2):
        shelf.get(number, lambda number=number: made.append(number))  # type: ignore[misc]
    assert made == [1, 2, 3, 2]


def test_a_failure_is_not_kept() -> None:
    shelf = Shelf(lambda: None)
    results = []
    for answer in (ValueError("no"), "yes"):

        def make(answer: object = answer) -> object:
            if isinstance(answer, ValueError):
                raise answer
            return answer

        try:
            results.append(shelf.get("velm", make))
        except ValueError:
            results.append("failed")
    assert results == ["failed", "yes"]


def test_many_askers_of_one_place_need_it_once() -> None:
    made: list[int] = []
    shelf = Shelf(lambda: None)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: shelf.get("velm", lambda: made.append(1)), range(64)))
    assert made == [1]
