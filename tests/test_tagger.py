"""The tagger: what it finds, written as the text with brackets, and what it must never do."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KnowledgeError
from kg.knowledge.words import words
from kg.tagger import Tagged, tagger
from kg.tagger.features import TEMPLATES, Seen, features
from kg.tagger.labels import (
    BODY,
    COUNT,
    FIRST,
    INSIDE,
    LAST,
    NAMES,
    ONLY,
    PERSON,
    WORKS,
    follows,
    label,
)
from kg.tagger.store import load, save

_LINE = re.compile(r"[^\n]+")


def tag(text: str) -> list[Tagged]:
    return tagger().tag(text, list(words(text)), [m.span() for m in _LINE.finditer(text)])


def brackets(text: str) -> str:
    parts, at = [], 0
    for found in tag(text):
        parts += [text[at : found.start], f"[{text[found.start : found.end]}/{found.name}]"]
        at = found.end
    return "".join([*parts, text[at:]])


@pytest.mark.parametrize(
    "marked",
    [
        "[李国强/Person]和[王秀兰/Person]昨天一起去了[杭州/Place]。",
        "[腾讯/Body]和[新华社/Body]都派人到场。",
        "[清华大学/Body]教授[陈立新/Person]在[北京/Place]作报告。",
        "[国家统计局/Body]公布了上半年的数据。",
        "今天天气很好，大家都出门散步。",
        "老旧小区改造以后，居民很满意。",
    ],
)
def test_names_are_found_where_the_brackets_are(marked: str) -> None:
    assert brackets(re.sub(r"\[([^/\]]+)/\w+\]", r"\1", marked)) == marked


SENTENCES = st.lists(
    st.text(
        alphabet="李王国强说到杭州市北京大学有限公司局长·“”，、（）12ab的了在𠮷", min_size=1, max_size=30
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(SENTENCES)
def test_a_sentence_is_decoded_the_same_alone_and_among_others(sentences: list[str]) -> None:
    text = "\n".join(sentences)
    tokens, stretches = list(words(text)), [m.span() for m in _LINE.finditer(text)]
    together = tagger().tag(text, tokens, stretches)
    alone = [found for stretch in stretches for found in tagger().tag(text, tokens, [stretch])]
    assert [(t.start, t.end, t.name) for t in together] == [(t.start, t.end, t.name) for t in alone]
    assert [t.probability for t in together] == pytest.approx([t.probability for t in alone], abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    found = tag(text)
    assert all(0 < t.probability <= 1 + 1e-9 and t.name in NAMES for t in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(text[t.start : t.end] and "\n" not in text[t.start : t.end] for t in found)


@pytest.mark.parametrize("text", ["", "\n\n", "的" * 5000, "李" * 3000, "1" * 2000])
def test_odd_texts_are_read(text: str) -> None:
    assert all(t.end <= len(text) for t in tag(text))


def test_a_row_of_features_a_character() -> None:
    text = "李国强到了杭州。\n他很高兴。"
    rows = features([Seen.of(text, list(words(text)), [(0, 8), (9, 14)])])
    assert rows.shape == (13, len(TEMPLATES))


def test_what_follows_what() -> None:
    allowed = follows()
    assert (
        allowed[label(PERSON, FIRST, NAMES), label(PERSON, LAST, NAMES)]
        and allowed[0, label(BODY, ONLY, NAMES)]
    )
    assert (
        not allowed[0, label(PERSON, INSIDE, NAMES)]
        and not allowed[label(PERSON, FIRST, NAMES), label(BODY, LAST, NAMES)]
    )
    assert not allowed[label(PERSON, FIRST, NAMES), 0] and allowed.shape == (COUNT, COUNT)


def test_weights_are_the_same_bytes_and_come_back(tmp_path: Path) -> None:
    chance = np.random.default_rng(1)
    weights = chance.normal(size=(1 << 21, COUNT)).astype(np.float32)
    checks = np.zeros(1 << 21, np.uint16)
    for name in ("a.npz", "b.npz"):
        save(tmp_path / name, weights, checks, np.zeros((COUNT, COUNT), np.float32), NAMES)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    load(tmp_path / "a.npz", NAMES)
    with pytest.raises(KnowledgeError, match="tell Person, Place, Body apart, not Project, Event, Method"):
        load(tmp_path / "a.npz", WORKS)


@pytest.mark.parametrize(
    ("array", "value"),
    [
        ("rows", np.zeros((1, 3), np.int8)),
        ("scale", np.zeros(0)),
        ("transitions", np.zeros((3, 3), np.float32)),
        ("places", np.array([1 << 21], np.uint32)),
    ],
)
def test_damaged_weights_are_named(tmp_path: Path, array: str, value: np.ndarray) -> None:
    weights = np.zeros((1 << 21, COUNT), np.float32)
    weights[5] = 1
    path, moves = tmp_path / "weights.npz", np.zeros((COUNT, COUNT), np.float32)
    save(path, weights, np.zeros(1 << 21, np.uint16), moves, NAMES)
    load(path, NAMES)
    with np.load(path) as held:
        np.savez(path, **{**{name: held[name] for name in held}, array: value})
    with pytest.raises(KnowledgeError, match=f"damaged weights.*{array}"):
        load(path, NAMES)


@pytest.mark.parametrize("content", [None, b"", b"no archive"])
def test_broken_weights_are_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "weights.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KnowledgeError, match=r"weights\.npz.*kg train"):
        load(path, NAMES)


def test_weights_of_another_make_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    save(
        path,
        np.zeros((8, COUNT), np.float32),
        np.zeros(8, np.uint16),
        np.zeros((COUNT, COUNT), np.float32),
        NAMES,
    )
    with pytest.raises(KnowledgeError, match="other features"):
        load(path, NAMES)
