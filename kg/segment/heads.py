"""Headline groups: which open an article, which stand inside one, and what each of their lines is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.knowledge.alternatives import any_of
from kg.knowledge.segmenting import ColumnKind, head_words
from kg.segment.breaks import is_complete
from kg.segment.classify import Item
from kg.segment.context import HEADLINES, Layout
from kg.segment.elsewhere import is_elsewhere
from kg.segment.openings import closing, opening
from kg.types import BlockKind

#: What a headline without byline must score to open an article among others of its rank.
_THRESHOLD = 3
#: ``#`` is the rank of a title in Markdown: where it is the only one, less is enough.
_TOP = 1
#: 10月16日，: how a news item begins more often than a section does.
_RECENT, _FIRST = re.compile(r"近日|日前|近期|\d{1,2}月\d{1,2}日"), 40
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:上午|下午|晚|[，,])")
_NEWS_BEGINNING = re.compile(
    r"近日|日前|连日来|近年|今年|去年|昨日|今日|上月|本月|岁末|为(?!什么)|\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月|[“]?走进"
)
#: Titles of notices, which no section of an article has.
_NOTICE = re.compile("关于[^。]{4,40}的(?:公告|通告|通知|公示|启事)")


@dataclass(frozen=True, slots=True)
class Group:
    """A run of headline lines (with the bylines among them) and the lines below it up to the next run."""

    heads: tuple[Item, ...]
    body: tuple[Item, ...]

    @property
    def level(self) -> int:
        """The highest rank among its marked headlines: 1 for ``#``; 0 if none is marked."""
        return min(
            (item.line.level for item in self.heads if item.kind == "head" and item.line.level), default=0
        )


def group_items(items: Sequence[Item]) -> tuple[Group, ...]:
    """The groups of a page in order; one has no headlines if the page begins with text, or if a news item opens
    below another.
    """
    groups: list[Group] = []
    heads: list[Item] = []
    body: list[Item] = []
    for item in items:
        below_head = bool(heads) and not body and item.kind in ("byline", "note")
        news = item.labelled or (_opens_news(item) and any(map(_opens_news, body)))
        if body and (item.kind in HEADLINES or news):
            groups.append(Group(tuple(heads), tuple(body)))
            heads, body = [], []
        (heads if item.kind in HEADLINES or below_head else body).append(item)
    return (*groups, Group(tuple(heads), tuple(body))) if heads or body else tuple(groups)


def _opens_news(item: Item) -> bool:
    return item.kind in ("text", "byline") and bool(opening(item.text))


@dataclass(frozen=True, slots=True)
class _Ranks:
    """The rank of the titles that are sure (0 if none is marked), and whether any headline ranks below it."""

    title: int
    deeper: bool


def article_starts(groups: Sequence[Group], layout: Layout, single: bool) -> list[int]:
    """The groups that begin an article; ``single``: the page holds one alone."""
    briefs = _in_briefs(groups)
    strong = [is_strong(group) or brief for group, brief in zip(groups, briefs, strict=True)]
    sure = [group.level for group, is_sure in zip(groups, strong, strict=True) if is_sure and group.level]
    sure += [group.level for group in groups[:1] if group.level]
    title = min(sure, default=0)
    ranks = _Ranks(title, any(group.level > title for group in groups))
    later = range(1, 1 if single else len(groups))
    return [0, *(i for i in later if strong[i] or _opens_by_rank(groups, i, layout, ranks))] if groups else []


def _in_briefs(groups: Sequence[Group]) -> list[bool]:
    """Which groups are headlines of their own below a column of briefs."""
    kind: ColumnKind | None = None
    found = []
    for group in groups:
        kind = next((item.column for item in reversed(group.heads) if item.column), kind)
        found.append(kind == "briefs" and any(item.kind == "head" for item in group.heads))
    return found


def is_strong(group: Group) -> bool:
    """Whether a column, a byline, a subtitle or the opening of a news item shows that an article begins."""
    if any(item.kind in ("column", "byline", "dash") or (item.dated and group.body) for item in group.heads):
        return True
    if any(item.labelled for item in (*group.heads, *group.body[:1])):
        return True
    text = next((item for item in group.body if item.kind in ("text", "byline")), None)
    return text is not None and bool(opening(text.text))


def _opens_by_rank(groups: Sequence[Group], i: int, layout: Layout, ranks: _Ranks) -> bool:
    """Higher marks than the sure titles open articles, lower ones do not; of equals the words decide."""
    level = groups[i].level
    if layout.marked and level and ranks.title:
        if level != ranks.title:
            return level < ranks.title
        if ranks.deeper or (level == _TOP and _score(groups[i - 1], groups[i]) > 0):
            return True
    return _score(groups[i - 1], groups[i]) >= _THRESHOLD or _goes_elsewhere(groups[i - 1], groups[i])


def _goes_elsewhere(before: Group, group: Group) -> bool:
    return is_elsewhere(_text(before), "\n".join(item.text for item in group.heads), _text(group))


def _score(before: Group, group: Group) -> int:
    title = next((item.text for item in reversed(group.heads) if item.kind == "head"), "")
    text = next((item.text for item in group.body if item.kind == "text"), "")
    last = before.body[-1] if before.body else None
    closed = last is not None and (last.kind in ("byline", "note") or closing(last.text) is not None)
    broken = last is not None and last.kind == "text" and not is_complete(last.text)
    return (
        2 * bool(len(title) >= 10 and _place_first().match(title))
        + 2 * closed
        + (_NEWS_BEGINNING.match(text) is not None or _RECENT.search(text, 0, _FIRST) is not None)
        + (_place_first().match(text) is not None)
        + bool(_DAY.match(text))
        + (len(group.heads) > 1)
        + _THRESHOLD * bool(_NOTICE.fullmatch(title))
        - broken
    )


def _text(group: Group) -> str:
    return "\n".join(item.text for item in (*group.heads, *group.body))


@cache
def _place_first() -> re.Pattern[str]:
    endings = any_of(head_words().place_endings)
    return re.compile(rf"[\u4e00-\u9fff]{{2,10}}?(?:{endings})(?=[\u4e00-\u9fff“：:]{{2}})")


@dataclass(frozen=True, slots=True)
class Heading:
    """The lines above an article, in order, each with its kind; ``title`` is one of them, or None."""

    parts: tuple[tuple[BlockKind, Item], ...]
    title: Item | None
    column: str | None
    column_kind: ColumnKind | None

    def first(self, kind: BlockKind) -> Item | None:
        return next((item for part, item in self.parts if part == kind), None)


def read_heading(heads: Sequence[Item]) -> Heading:
    """What each line above an article is: column, kicker, title, subtitle, byline, or the first inner
    heading.
    """
    named = [item for item in heads if item.kind == "head"] or [
        item for item in heads if item.kind == "banner"
    ][-1:]
    title = _title(named) or next((item for item in heads if item.kind == "dash"), None)
    at = next((i for i, item in enumerate(heads) if item is title), -1)
    parts = tuple((_part(item, i, at, heads), item) for i, item in enumerate(heads))
    column = next((item for item in reversed(heads) if item.kind == "column"), None)
    return Heading(parts, title, column.text if column else None, column.column if column else None)


def _title(named: Sequence[Item]) -> Item | None:
    """Of marked headlines the last of the highest rank; of unmarked the first that is no kicker."""
    marked = [item for item in named if item.line.level]
    if marked:
        rank = min(item.line.level for item in marked)
        return [item for item in marked if item.line.level == rank][-1]
    rest = list(named)
    while len(rest) > 1 and _is_kicker(rest[0].text, rest[1].text):
        rest.pop(0)
    return rest[0] if rest else None


def _is_kicker(text: str, below: str) -> bool:
    """A body above what it did, a verb above its object, or a slogan above what some place did."""
    known = head_words()
    if text.rstrip("：:").endswith(known.kicker_endings):
        return len(text) < len(below) + 8
    if len(text) < len(below) and below.endswith(known.event_endings):
        return not text.endswith(known.event_endings)
    return len(text) < len(below) and bool(_place_first().match(below)) and not _place_first().match(text)


def _part(item: Item, i: int, at: int, heads: Sequence[Item]) -> BlockKind:
    if i == at:
        return "title"
    if item.kind in ("column", "banner"):
        return "column"
    if item.kind in ("byline", "note"):
        return "byline"
    if i < at:
        return "kicker"
    byline_between = any(between.kind == "byline" for between in heads[at:i])
    deep = item.line.level and item.line.level - heads[at].line.level >= 2
    return "heading" if item.kind == "head" and (byline_between or deep) else "subtitle"
