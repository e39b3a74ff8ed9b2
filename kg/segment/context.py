"""What a line is by its surroundings: names become bylines, broken lines text, lines under a picture
captions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.knowledge.lexicon import body_head, roles
from kg.knowledge.segmenting import head_words
from kg.segment.breaks import is_complete
from kg.segment.classify import Item, Kind, classify, is_known_column, looks_like_head
from kg.segment.lines import PICTURE_GAP, Line, narrowed
from kg.segment.names import is_name
from kg.segment.openings import closing, is_letter, opening

#: Marks that stand before captions, and before the items of a list.
#: What a page says of when and where it was published, below a headline.
_PUBLISHED = re.compile("(?:发布|更新|发表|见报)?(?:日期|时间)|来源|稿源|\\d{4}[-年/.]\\d{1,2}")
#: The sort of a short item before its headline: 【民生】某县首个中心揭牌.
_LABEL = re.compile("【[\u4e00-\u9fff·]{2,8}】(?=\\S{4})")
_ITEM_MARKS = frozenset("▲△●○■◆★☆◇◎▶►➤")
_LONGEST_WHOSE = 12
_NAME = re.compile(r"[\u4e00-\u9fff（）]{5,30}")
#: So many full lines show that a page is wrapped.
_LEAST_WRAPPED = 4
HEADLINES: frozenset[Kind] = frozenset({"column", "banner", "head", "dash"})


@dataclass(frozen=True, slots=True)
class Layout:
    """How a page is set: headlines ``marked`` with ``#``, lines wrapped at a fixed ``width`` (0 if they are
    not).
    """

    marked: bool
    width: int = 0


def layout_of(lines: Sequence[Line]) -> Layout:
    """The layout that the lines of a page show."""
    return Layout(any(line.level for line in lines), _wrapping_width(lines))


def interpret(lines: Sequence[Line], layout: Layout) -> tuple[Item, ...]:
    """Every line of the articles with what it is in its place."""
    items = _unwrapped(_without_marks(_labelled(list(_without_furniture(lines)))), layout)
    _first_headline(items)
    last_text = max((i for i, item in enumerate(items) if item.kind == "text"), default=-1)
    for i in range(len(items)):
        items[i] = _in_place(items, i, layout, i > last_text)
    return tuple(items)


def _without_furniture(lines: Sequence[Line]) -> Iterator[Item]:
    """Every line that is an article's own; a headline above 发布日期：… 来源：… is marked as dated."""
    before: Item | None = None
    for item in map(classify, lines):
        if item.kind != "furniture":
            if before is not None:
                yield before
            before = item
        elif before is not None and before.kind == "head" and _PUBLISHED.match(item.text):
            before = replace(before, dated=True)
    if before is not None:
        yield before


def _labelled(items: Sequence[Item]) -> list[Item]:
    """The lines that begin with 【要闻】, 【民生】, 【基层】 are marked, where several do."""
    marked = [item.kind in ("head", "text") and _LABEL.match(item.text) is not None for item in items]
    several = sum(marked) > 1
    return [replace(i, labelled=True) if several and m else i for i, m in zip(items, marked, strict=True)]


def _without_marks(items: Sequence[Item]) -> list[Item]:
    """Lines that several times begin with the same mark (▲, ●) are items of a list, not captions: read without
    it.
    """
    counts = Counter(item.text[0] for item in items if _is_listed(item))
    return [
        classify(replace(narrowed(item.line, 1, len(item.text)), item=True))
        if _is_listed(item) and counts[item.text[0]] > 1
        else item
        for item in items
    ]


def _is_listed(item: Item) -> bool:
    """Whether a line has a mark and other words than a caption's, a byline's or a column's."""
    if item.text[0] not in _ITEM_MARKS or len(item.text) < 4 or item.line.level or item.line.picture:
        return False
    rest = item.text[1:].lstrip()
    return (
        item.kind in ("caption", "head", "text") and closing(item.text) is None and not rest.startswith("图")
    )


def _wrapping_width(lines: Sequence[Line]) -> int:
    """The width that most lines fill without an end of sentence: the text was wrapped there."""
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[len(lengths) * 4 // 5] if lengths else 0
    full = [line for line in lines if len(line.text) >= width - 3]
    broken = sum(not is_complete(line.text) for line in full)
    if len(full) < _LEAST_WRAPPED or not 10 <= width <= 60:
        return 0
    return width if len(full) * 2 >= len(lines) and broken * 5 >= len(full) * 3 else 0


def _unwrapped(items: list[Item], layout: Layout) -> list[Item]:
    """A line that fills the width of a wrapped page is text, unless a sentence ends above it and a byline
    or an opening follows.
    """
    read: list[Item] = []
    for i, item in enumerate(items):
        above, below = (read[-1] if read else None), (items[i + 1] if i + 1 < len(items) else None)
        own = item.kind == "head" and not _is_byline(below)
        text = _fills(item, layout) and (_breaks_off(above) or own)
        read.append(replace(item, kind="text") if text else item)
    return read


def _breaks_off(item: Item | None) -> bool:
    return item is not None and item.kind == "text" and not is_complete(item.text)


def _fills(item: Item, layout: Layout) -> bool:
    width = layout.width
    return (
        bool(width)
        and item.kind in ("head", "dash")
        and not item.line.level
        and -2 <= len(item.text) - width <= 2
    )


_ROLE_AND_NAME = 2
#: To whom a letter is written.
_ADDRESSED = "留言对象"


def _is_byline(item: Item | None) -> bool:
    return item is not None and (item.kind in ("byline", "name", "dash") or bool(opening(item.text)))


def _first_headline(items: list[Item]) -> None:
    """The first line may be a headline that ends in ！ or ？ or holds a stop, if a longer text follows it."""
    rest = sum(len(item.text) for item in items[1:])
    first = items[0] if items else None
    if (
        first
        and first.kind == "text"
        and rest > len(first.text)
        and looks_like_head(first.text, lenient=True)
    ):
        items[0] = replace(first, kind="head")


def _in_place(items: list[Item], i: int, layout: Layout, last: bool) -> Item:
    item = items[i]
    if _asks(items, i):
        return replace(item, kind="head", labelled=True)
    if _signs(item.text) and _asks(items, i + 1):
        return replace(item, kind="text")
    if item.kind == "name":
        return _name_in_place(items, i, last)
    if item.kind == "head" and not item.line.level:
        return _plain_head_in_place(items, i, layout, last)
    if item.kind == "column" and not is_known_column(item.text):
        return _column_in_place(items, i)
    if item.kind == "text" and _names_whose(items, i):
        return replace(item, kind="head")
    if item.kind == "text" and _closes_as_caption(item):
        return replace(item, kind="caption")
    return item


def _names_whose(items: list[Item], i: int) -> bool:
    """Whether a line such as ``清河县：`` stands above a headline of that place."""
    text, after = items[i].text, items[i + 1 : i + 2]
    if len(text) > _LONGEST_WHOSE or not after or after[0].kind != "head":
        return False
    named = text[-1] in "：:" and text[:-1].endswith(head_words().place_endings)
    return named and not _breaks_off(items[i - 1] if i else None)


def _asks(items: list[Item], i: int) -> bool:
    """Whether a line is the headline of a letter, whatever stops are in it: the authority stands below it that it is
    written to (留言对象：…), or the letter begins there (编辑同志：…)."""
    after = items[i + 1 : i + 2]
    return (
        bool(after)
        and (after[0].text.startswith(_ADDRESSED) or is_letter(after[0].text))
        and looks_like_head(items[i].text, lenient=True)
    )


def _column_in_place(items: list[Item], i: int) -> Item:
    """A line that only ends like the name of a column is one if a headline or a picture's words stand below
    it.
    """
    after = items[i + 1] if i + 1 < len(items) else None
    below = after is not None and after.kind == "text" and items[i].column != "photo"
    return replace(items[i], kind="head", column=None) if below else items[i]


def _name_in_place(items: list[Item], i: int, last: bool) -> Item:
    """A name is a byline below a headline, and at the end of an article."""
    before = items[i - 1] if i else None
    after = items[i + 1] if i + 1 < len(items) else None
    below = before is not None and (before.kind in HEADLINES or before.kind == "byline")
    ends = after is None or after.kind in HEADLINES
    if below or (before is not None and ends and is_complete(before.text)):
        return replace(items[i], kind="byline")
    return _plain_head_in_place(items, i, Layout(marked=True), last)


def _plain_head_in_place(items: list[Item], i: int, layout: Layout, last: bool) -> Item:
    """A short line without mark is no headline where a sentence breaks off, or among marked ones, unless it
    leads on
    to a headline or a byline."""
    item, before = items[i], items[i - 1] if i else None
    broken = _breaks_off(before)
    if before is None or _leads_on(items, i, layout):
        return replace(item, kind="head")
    if item.line.item and not _heads_text(items, i):
        return replace(item, kind="text")
    if broken:
        return replace(item, kind="caption" if item.line.gap >= PICTURE_GAP else "text")
    if last and _signs(item.text):
        return replace(item, kind="text")
    if last:
        return replace(item, kind="banner", column="banner")
    return replace(item, kind="text" if layout.marked else "head")


def _signs(text: str) -> bool:
    """Whether a last line is the name of the body that a letter comes from, whole and with nothing else, or says who wrote
    it: 读者 赵明."""
    words = text.split()
    if len(words) == _ROLE_AND_NAME and words[0] in roles() and is_name(words[1]):
        return True
    head = body_head(text)
    whole = _NAME.fullmatch(text) is not None
    return whole and head is not None and head.type in ("Agency", "Organization") and text != head.head


def _heads_text(items: list[Item], i: int) -> bool:
    """Whether a plain paragraph stands below an item of a list."""
    after = items[i + 1] if i + 1 < len(items) else None
    return after is not None and after.kind == "text" and not after.line.item


def _leads_on(items: list[Item], i: int, layout: Layout) -> bool:
    """Whether headlines, a byline or the opening of a news item follow."""
    for later in items[i + 1 : i + 5]:
        if later.kind in ("byline", "name", "dash", "column") or later.line.level:
            return True
        if later.kind == "text":
            return bool(opening(later.text))
        if later.kind != "head" and later.kind != "banner":
            return False
        if not layout.marked:
            return False
    return False


def _closes_as_caption(item: Item) -> bool:
    at = closing(item.text)
    return (
        at is not None
        and len(item.text) < 60
        and item.text[at + 1 :].startswith(("资料", "效果图", "网络", "视频"))
    )
