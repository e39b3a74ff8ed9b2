"""Every pattern in the seeds says what its examples say, and nothing in its counter-examples."""

from __future__ import annotations

import pytest
from marked_articles import marked_article

from kg.extract.awards import awards
from kg.extract.relations import relate
from kg.extract.subjects import Scene
from kg.knowledge.patterns import (
    Example,
    Relation,
    agent_words,
    award_words,
    relations,
    status_words,
    work_words,
)

_EXAMPLES = [(relation, example) for relation in relations() for example in relation.examples]
_COUNTERS = [(relation, counter) for relation in relations() for counter in relation.counters]


def _facts(marked: str, predicate: str) -> set[tuple[str, str]]:
    article, mentions = marked_article(marked)
    facts = [f for f in relate(Scene(article, mentions, ()), {}) if f.predicate == predicate]
    return {(mentions[f.subject].text, mentions[f.object].text) for f in facts if f.object is not None}


@pytest.mark.parametrize(("relation", "example"), _EXAMPLES, ids=lambda v: getattr(v, "rule", ""))
def test_example_of_a_relation(relation: Relation, example: Example) -> None:
    assert (example.subject, example.object) in _facts(example.sentence, relation.predicate)


@pytest.mark.parametrize(("relation", "counter"), _COUNTERS, ids=lambda v: getattr(v, "rule", ""))
def test_counter_example_of_a_relation(relation: Relation, counter: str) -> None:
    assert _facts(counter, relation.predicate) == set()


def _received(sentence: str) -> list[str | None]:
    article, mentions = marked_article(_marked(sentence))
    facts = awards(Scene(article, mentions, ()), {})
    return [fact.value for fact in facts if fact.predicate == "receives"]


def _marked(sentence: str) -> str:
    names = {
        "赵国栋": "Person",
        "青石村": "Community",
        "“山乡新声”歌唱大赛": "Event",
        "柳河县住建局": "Agency",
    }
    for name, kind in names.items():
        sentence = sentence.replace(name, f"[{name}/{kind}]")
    return sentence


@pytest.mark.parametrize(("sentence", "value"), award_words().examples)
def test_example_of_an_award(sentence: str, value: str) -> None:
    assert _received(sentence) == [value]


@pytest.mark.parametrize("sentence", award_words().counters)
def test_counter_example_of_an_award(sentence: str) -> None:
    assert _received(sentence) == []


def test_every_word_list_compiles() -> None:
    assert agent_words().adjunct.search("按照")
    assert work_words().session.match("十届二次全会")


@pytest.mark.parametrize(("sentence", "status"), status_words().examples)
def test_example_of_a_status(sentence: str, status: str) -> None:
    article, mentions = marked_article(sentence)
    facts = list(relate(Scene(article, mentions, ()), {}))
    assert {f.status for f in facts if f.predicate in ("implements", "cooperatesWith")} == {status}
