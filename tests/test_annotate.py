"""Pages for annotation tools: every mark stands where the tool will look for it, whatever characters come before."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hostile_names import NAMES, THOUSANDS
from hypothesis import given
from resolutions import FIRST, SECOND, corpus, hostile_corpus

from kg.annotate import READERS, TOOLS, Mark, Sheet, Tie, changes, sheets, verdicts
from kg.annotate.brat import shown
from kg.annotate.offsets import Utf16

#: 𠮷 and 🏘 lie outside the basic plane, 👨‍👩‍👧 is five code points, e + accent two; both kinds of line ends.
WIDE = "𠮷县🏘报道\r\n👨‍👩‍👧 王𠮷川e\u0301\n到𠮷县柳岸\n小区调研。"
MARKS = (("𠮷县", "Area"), ("王𠮷川", "Person"), ("柳岸\n小区", "Community"))
BRAT_LINE_ENDS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


def wide() -> Sheet:
    places = [(WIDE.index(name), name, label) for name, label in MARKS]
    marks = tuple(
        Mark(start, start + len(name), label, f"{label}//{name}", name) for start, name, label in places
    )
    return Sheet("pages/wide.txt", WIDE, marks, (Tie(1, 2, "leads", (), "王𠮷川"),))


def utf16(text: str, start: int, end: int) -> str:
    """What JavaScript's ``slice`` gives."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def doccano(sheet: Sheet) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """The marks and relations as doccano shows them."""
    (line,) = _bytes("doccano", sheet).decode().split("\n")[:-1]
    record = json.loads(line)
    words = {
        each["id"]: (utf16(record["text"], each["start_offset"], each["end_offset"]), each["label"])
        for each in record["entities"]
    }
    ties = [(words[t["from_id"]][0], t["type"], words[t["to_id"]][0]) for t in record["relations"]]
    assert record["text"] == sheet.text
    return list(words.values()), ties


def labelstudio(sheet: Sheet) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """The same for Label Studio, whose positions in plain text are code points."""
    (task,) = json.loads(_files("labelstudio", sheet)["tasks.json"])
    (prediction,) = task["predictions"]
    words, ties = {}, []
    points = list(task["data"]["text"])
    for each in prediction["result"]:
        if each["type"] == "labels":
            value = each["value"]
            words[each["id"]] = ("".join(points[value["start"] : value["end"]]), *value["labels"])
            assert words[each["id"]][0] == value["text"]
        else:
            ties.append((words[each["from_id"]][0], *each["labels"], words[each["to_id"]][0]))
    return list(words.values()), ties


def brat(sheet: Sheet) -> tuple[list[tuple[str, str]], list[tuple[str, str, str]]]:
    """The same for brat, by the rules of its parser: lines are split wherever its library sees a line end; the pieces of
    a mark do not touch; the text is the pieces joined by a space, and begins right after the tab."""
    files = _files("brat", sheet)
    (ann,) = (name for name in files if name.endswith(".ann"))
    text = files[ann.replace(".ann", ".txt")].decode()
    assert text == sheet.text
    words, ties, ids = {}, [], set()
    for line in files[ann].decode().splitlines():
        id, rest = line.split("\t", 1)
        assert re.fullmatch(r"[TR#][0-9]+", id) and id not in ids
        ids.add(id)
        data, _, tail = rest.partition("\t")
        if id[0] == "T":
            label, places = data.split(" ", 1)
            spans = [tuple(map(int, place.split(" "))) for place in places.split(";")]
            assert all(a[1] < b[0] for a, b in pairwise(spans))
            assert tail == " ".join(text[start:end] for start, end in spans)
            words[id] = (text[spans[0][0] : spans[-1][1]], label)
        elif id[0] == "R":
            label, one, other = data.split(" ")
            assert one.startswith("Arg1:T") and other.startswith("Arg2:T")
            ties.append((words[one[5:]][0], label, words[other[5:]][0]))
    return list(words.values()), ties


SHOWN: dict[str, Callable[[Sheet], tuple[list[tuple[str, str]], list[tuple[str, str, str]]]]] = {
    "doccano": doccano,
    "labelstudio": labelstudio,
    "brat": brat,
}
TOOL = pytest.mark.parametrize("tool", sorted(SHOWN))


def _bytes(tool: str, *pages: Sheet) -> bytes:
    content = TOOLS[tool].write(pages)
    assert isinstance(content, bytes)
    return content


def _files(tool: str, *pages: Sheet) -> dict[str, bytes]:
    content = TOOLS[tool].write(pages)
    assert isinstance(content, dict)
    return content


def saved(tool: str, folder: Path, *pages: Sheet) -> Path:
    """What the tool is given, as files; the path to import it again."""
    content = TOOLS[tool].write(pages)
    if isinstance(content, bytes):
        path = folder / "all.jsonl"
        path.write_bytes(content)
        return path
    for name, data in content.items():
        (folder / name).write_bytes(data)
    return folder


def test_every_tool_is_checked_here() -> None:
    assert set(SHOWN) == set(TOOLS)


@given(NAMES)
def test_positions_in_javascript(text: str) -> None:
    count = Utf16(text)
    for point in range(len(text) + 1):
        unit = len(text[:point].encode("utf-16-le")) // 2
        assert (count.units(point), count.point(unit)) == (unit, point)


def test_no_position_lies_within_a_character() -> None:
    with pytest.raises(ValueError, match="middle of a character"):
        Utf16("a𠮷b").point(2)


@TOOL
def test_marks_after_wide_characters(tool: str) -> None:
    marks, ties = SHOWN[tool](wide())
    assert marks == list(MARKS)
    assert ties == [("王𠮷川", "leads", "柳岸\n小区")]


def test_the_three_count_differently() -> None:
    """王𠮷川 begins at the fifteenth code point and the nineteenth unit of UTF-16."""
    start = WIDE.index("王𠮷川")
    (record,) = map(json.loads, _bytes("doccano", wide()).splitlines())
    assert (
        record["entities"][1]["start_offset"]
        == start + sum(char > "\uffff" for char in WIDE[:start])
        == start + 5
    )
    assert (
        json.loads(_files("labelstudio", wide())["tasks.json"])[0]["predictions"][0]["result"][1]["value"][
            "start"
        ]
        == start
    )


@TOOL
def test_thousands_of_names(tool: str) -> None:
    """Every name stands where the tool is told, character for character."""
    for names in THOUSANDS:
        (sheet,) = sheets(hostile_corpus(names)).pages
        marks, _ = SHOWN[tool](sheet)
        wanted = [(sheet.text[m.start : m.end], m.label) for m in sheet.marks]
        if tool == "brat":  # whose marks cannot begin or end with a line end, or be nothing else
            wanted = [(text.strip(BRAT_LINE_ENDS), label) for text, label in wanted]
            wanted = [each for each in wanted if each[0]]
        assert sorted(set(marks)) == sorted(set(wanted))


@pytest.mark.parametrize("tool", sorted(READERS))
def test_thousands_of_names_come_back_unchanged(tool: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    for names in THOUSANDS:
        (sheet,) = sheets(hostile_corpus(names)).pages
        path = saved(tool, tmp_path_factory.mktemp("names"), sheet)
        (corrected,) = READERS[tool](path)
        assert corrected.before == (shown(sheet) if tool == "brat" else sheet)
        assert not changes(corrected)


def test_claims_are_drawn_between_the_nearest_names() -> None:
    drawn = sheets(corpus())
    first, second = drawn.pages
    ties = [(first.text[first.marks[t.source].start :][:3], t.label, t.titles) for t in first.ties]
    assert ties == [("祁连山", "holdsPost", ("局长",)), ("祁连山", "leads", ())]
    assert [(t.label, t.titles) for t in second.ties] == [("holdsPost", ("局长",)), ("leads", ())]
    # The rest of the corpus is about things whose names are marked nowhere; what is denied is not counted.
    assert drawn.undrawn == 9


def test_labels_and_relations_are_those_of_the_ontology() -> None:
    config = ElementTree.fromstring(_files("labelstudio", wide())["config.xml"])
    labels = [label.get("value") for label in config.iter("Label")]
    conf = _files("brat", wide())["annotation.conf"].decode()
    entities = conf.split("[relations]")[0].split()[1:]
    assert labels == entities and {"Person", "Agency", "Document"} <= set(labels)
    relations = [relation.get("value") for relation in config.iter("Relation")]
    assert relations == re.findall(r"^(\w+)\t", conf, re.MULTILINE) and "holdsPost" in relations
    assert "receives" not in relations  # an award is no name


@TOOL
def test_the_same_pages_are_the_same_bytes(tool: str) -> None:
    pages = sheets(corpus(text=(FIRST, SECOND))).pages
    assert TOOLS[tool].write(pages) == TOOLS[tool].write(sheets(corpus(text=(FIRST, SECOND))).pages)


def test_nothing_is_said_of_pages_that_nobody_touched(tmp_path: Path) -> None:
    for tool in READERS:
        (tmp_path / tool).mkdir()
        back = READERS[tool](saved(tool, tmp_path / tool, *sheets(corpus()).pages))
        assert len(back) == 2 and verdicts([changes(each) for each in back]) == []
