"""Learning the tagger: every corpus is read into the same sentences, and the same corpora give the same weights."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import InputError, KnowledgeError
from kg.tagger.labels import NAMES, WORKS
from kg.train import learn, train
from kg.train.corpora import Corpus, Name, Sentence, read_corpora
from kg.train.measure import Tally, calibration
from kg.train.own import Kind, own_pages, web_news


def put(folder: Path, path: str, text: str) -> Path:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")
    return folder


def marked(sentence: Sentence) -> str:
    parts, at = [], 0
    for name in sentence.names:
        words = sentence.text[name.start : name.end]
        parts += [sentence.text[at : name.start], f"[{words}/{'|'.join(name.classes)}]"]
        at = name.end
    return "".join([*parts, sentence.text[at:]])


TOKENS = "杨/nr 春明/nr 到/v 了/u 青州/ns 大学/n 和/c 柳河县/ns 。/w"
BMES = "杨 B-NAME\n春 M-NAME\n明 E-NAME\n任 O\n青 B-ORG\n州 M-ORG\n厂 E-ORG\n厂 B-TITLE\n长 E-TITLE\n\n"
BMES += "中 B-CONT\n国 E-CONT\n人 O\n"
CLUE = json.dumps(
    {"text": "杨春明在柳河", "label": {"name": {"杨春明": [[0, 2]]}, "address": {"柳河": [[4, 5]]}}}
)
SPO = "柳 B-SUBJ\n河 I-SUBJ\n县 I-SUBJ\n长 B-PRED\n杨 B-OBJ\n明 I-OBJ\n"
SKE = json.dumps(
    {
        "text": "杨春明生于柳河",
        "spo_list": [
            {
                "subject": "杨春明",
                "subject_type": "人物",
                "object": "柳河",
                "object_type": "地点",
                "predicate": "出生地",
            }
        ],
    }
)
POI = json.dumps([{"type": "开业的POI", "content": "柳河书店", "begin": 2, "end": 6}])
CORPORA = {
    "people_daily_199801_pos.txt": (TOKENS, ["[杨春明/Person]到了[青州大学/Body]和[柳河县/Place]。"], True),
    "cluener/train.json": (CLUE, ["[杨春明/Person]在[柳河/Place]"], True),
    "resume/train.char.bmes": (BMES, ["[杨春明/Person]任[青州厂/Body]厂长", "中国人"], True),
    "uner/zh_gsdsimp-ud-train.iob2": ("# x\n1\t杨明\tB-PER\t-\n2\t说\tO\t-\n", ["[杨明/Person]说"], True),
    "spo/spo.train": (SPO, ["[柳河县/Person|Place|Body]长[杨明/Person|Place|Body]"], False),
    "ske2019/train_data.json": (SKE, ["[杨春明/Person]生于[柳河/Place]"], False),
    "gedit/dev_minus_heldout.tsv": (
        f"今天柳河书店开门\t[]\t[]\t{POI}",
        ["今天[柳河书店/Place|Body]开门"],
        False,
    ),
}


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ("中/j 美/j 关系/n", "[中/Place][美/Place]关系"),
        ("同/p 欧盟/j 会谈/v", "同[欧盟/Body]会谈"),
        ("全国/n 人大/j 常委会/j 开会/v", "[全国人大常委会/Body]开会"),
        ("国家/n 教委/j 主任/n", "[国家教委/Body]主任"),
        ("国家/n 统计局/n 公布/v", "[国家统计局/Body]公布"),
        ("全国/n 企业/n 经理/n", "全国企业经理"),
        ("俄/j 外交部/n 宣布/v", "[俄外交部/Body]宣布"),
        ("国家/n 机关/n 党政/j 干部/n", "国家机关党政干部"),
    ],
)
def test_short_forms_of_the_people_s_daily(tmp_path: Path, tokens: str, expected: str) -> None:
    (corpus,) = read_corpora(put(tmp_path, "people_daily_199801_pos.txt", tokens))
    assert [marked(sentence) for sentence in (*corpus.train, *corpus.held)] == [expected]


@pytest.mark.parametrize("path", CORPORA)
def test_each_corpus_is_read(tmp_path: Path, path: str) -> None:
    text, expected, complete = CORPORA[path]
    (corpus,) = read_corpora(put(tmp_path, path, text))
    sentences = [*corpus.train, *corpus.held]
    assert [marked(sentence) for sentence in sentences] == expected
    assert {sentence.complete for sentence in sentences} == {complete}


def test_what_a_corpus_leaves_open_stays_open(tmp_path: Path) -> None:
    (corpus,) = read_corpora(put(tmp_path, "resume/train.char.bmes", BMES))
    assert corpus.train[1] == Sentence("中国人", (), True, ((0, 1), (1, 2)))


@pytest.mark.parametrize(
    ("path", "text"),
    [("cluener/train.json", "{"), ("cluener/train.json", '{"text": "x"}'), ("ske2019/train_data.json", "[]")],
)
def test_a_broken_corpus_is_named(tmp_path: Path, path: str, text: str) -> None:
    with pytest.raises(InputError, match=path):
        read_corpora(put(tmp_path, path, text))


def test_a_folder_without_corpora_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no known corpus"):
        read_corpora(tmp_path)
    with pytest.raises(InputError, match="no folder"):
        read_corpora(tmp_path / "nowhere")


def test_the_same_corpora_give_the_same_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def some_pages(kind: Kind) -> Corpus:
        corpus = own_pages(kind)
        return replace(corpus, train=corpus.train[:400], held=corpus.held[:50])

    monkeypatch.setattr(learn, "own_pages", some_pages)
    lines = [
        f"{family}/nr {given}/nr 在/p 柳河县/ns 说/v 。/w"
        for family in "王李张刘"
        for given in ("春明", "秀兰", "强")
    ]
    folder = put(tmp_path / "corpora", "people_daily_199801_pos.txt", "\n".join(lines * 6))
    (names, works), again = train(folder, tmp_path / "a"), train(folder, tmp_path / "b")
    for made, same in zip((names, works), again, strict=True):
        assert made.path.read_bytes() == same.path.read_bytes()
        assert replace(made, path=same.path) == same
    assert names.held["people_daily"].f1() == 1.0
    assert names.sentences.keys() == {"people_daily", "pages"} and works.sentences.keys() == {"pages"}


def test_the_project_s_own_pages_are_read_as_they_are_marked() -> None:
    for kind, classes in (("names", NAMES), ("works", WORKS)):
        corpus = own_pages(kind)
        found = {name.classes[0] for sentence in corpus.train for name in sentence.names}
        assert found == set(classes) and corpus.held
        longest = max(len(sentence.text) for sentence in corpus.train)
        assert longest <= 220


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "a"}',
        "[]",
        '{"text": "a", "names": [[0, 1]], "works": []}',
        '{"text": "a", "names": [[0, 1, "Foo"]], "works": []}',
        "{",
    ],
)
def test_a_broken_page_is_named_by_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    (tmp_path / "tagger").mkdir()
    good = '{"text": "柳河县", "names": [[0, 3, "Place"]], "works": []}'
    (tmp_path / "tagger/pages.jsonl").write_text(f"{good}\n{line}\n", encoding="utf-8")
    monkeypatch.setattr("kg.train.own.seeds_dir", lambda: tmp_path)
    with pytest.raises(KnowledgeError, match=r"pages\.jsonl, line 2: .*make_tagger_pages"):
        own_pages("names")


def test_no_name_is_cut_where_a_sentence_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tagger").mkdir()
    record = {"text": "柳" * 215 + "河县人民医院" + "好" * 50, "names": [[214, 221, "Body"]], "works": []}
    (tmp_path / "tagger/pages.jsonl").write_text(json.dumps(record), encoding="utf-8")
    monkeypatch.setattr("kg.train.own.seeds_dir", lambda: tmp_path)
    named = [s.text[n.start : n.end] for s in own_pages("names").train for n in s.names]
    assert named == ["柳河县人民医院"]


def test_web_news_of_another_edition_is_refused(tmp_path: Path) -> None:
    folder = put(tmp_path, "gedit/dev_minus_heldout.tsv", "柳河书店开业\t[]\t[]\t[]\n")
    with pytest.raises(InputError, match="another edition"):
        web_news(folder, "names")


def test_calibration_compares_probability_with_what_is_right() -> None:
    sentence = Sentence("李强到了", (Name(0, 2, ("Person",)),))
    found = [(sentence, {(0, 2, "Person"): 0.97}), (sentence, {(2, 3, "Place"): 0.99})]
    assert calibration(found) == [(0.95, 2, pytest.approx(0.98), 0.5)]


def test_a_tally_counts_exact_names() -> None:
    tally = Tally()
    tally.add({(0, 2, "Person"), (3, 5, "Place")}, {(0, 2, "Person"), (3, 6, "Place")})
    assert (tally.f1("Person"), tally.f1("Place"), tally.f1()) == (1.0, 0.0, 0.5)
