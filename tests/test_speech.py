"""What stands beside a person's name."""

from __future__ import annotations

import pytest

from kg.knowledge.speech import speech


@pytest.mark.parametrize(
    ("behind", "says"),
    [
        ("说", "说"),
        ("激动地告诉记者", "激动地告诉"),
        ("接着又介绍", "接着又介绍"),
        ("的孩子", None),
        ("激动地跑来", None),
    ],
)
def test_a_verb_of_saying_with_its_manner(behind: str, says: str | None) -> None:
    match = speech().says.match(behind)
    assert (match and match.group()) == says


@pytest.mark.parametrize(
    ("behind", "acts"), [("家住柳河社区", True), ("带领大家", True), ("社区很大", False)]
)
def test_what_a_person_does(behind: str, acts: bool) -> None:
    assert (speech().acts.match(behind) is not None) is acts


def test_the_longest_word_wins() -> None:
    match = speech().says.match("介绍说，")
    assert match is not None and match.group() == "介绍说"


@pytest.mark.parametrize("before", ["由", "妻子", "名叫"])
def test_words_that_introduce_a_name(before: str) -> None:
    assert speech().introduces.fullmatch(before)
