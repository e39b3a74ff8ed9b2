"""Of what class a quotation is the name: what the noun behind it says, else its own last word, the verb before it, a number
of ways (“三问三送”), or the names it is listed with."""

from __future__ import annotations

import re

from kg.extract.analysis import Analysis, Stretch
from kg.extract.introduced import is_carried_out, is_made, is_reached
from kg.knowledge.boundaries import boundaries
from kg.knowledge.lexicon import body_head
from kg.knowledge.words import words
from kg.knowledge.works import works
from kg.types import EntityType

_LONGEST, _LONGEST_BARE = 45, 12
#: Classes whose heads make a quoted name one of theirs: “板凳夜校”.
NAMED_BY_HEAD = frozenset({"Organization", "Agency", "Place"})
#: A verb of naming stands at most so far before a name whose last word says what it is.
_INTRODUCED_BY = 10
_SHARED = re.compile(r"等?(?:[\d一二三四五六七八九十百多余]{1,5}[个项类种大])?[^，。；：“”、]{0,8}?")
#: A head of so many characters is a name by itself: “板凳会”; a day that is kept, and what says so.
_WHOLE_END = 3
_DAYS, _DAY_OWN, _LONGEST_DAY = ("日", "周", "月"), 2, 8
_KEEPS = re.compile(
    "(?:[定设列]?为|设立|开展|组织|举办|推出|创设)(?:了)?(?:[0-9一二两三四五六七八九十]{1,3}[次场期个])?“?$"
)
#: “7×24小时” says how long, and names nothing.
_CLOCK = re.compile(r"[\d×xX*+]+(?:小时|天)?")
#: What somebody says, and no name: “没有这个计划”.
_SPOKEN = re.compile("没有|[这那][个么样些]|[吗呢吧啊呀咱]|了$")
#: What somebody hands in or answers: “关于加快河道整治的建议”.
_LETTER = re.compile("关于.{2,40}的(?:建议|提案|议案|请示|批复|报告|通知|意见|决定|公告|通告|函|答复)")
#: Before a quotation: one of several.
_ONE = re.compile("一(?:个|张|套|本|种|项|次|场)$")
#: So many quoted numbers with a noun in one sentence are ways of working.
_SERIES = 3
#: Who bears a quoted name is no way of working: “五老”[人员]经验.
_BEARERS = "人员"
#: 工作|责任|机制: so much may stand between two heads of one name.
_BETWEEN_HEADS = 2


def class_behind(analysis: Analysis, at: int, shared: bool) -> tuple[EntityType | None, int]:
    """The class that the words after the closing mark decide, and how far they belong to the name."""
    listed = _SHARED.match(analysis.text, at) if shared and analysis.text.startswith("等", at) else None
    skip = listed.end() - at if listed else 0
    match = works().tail.match(analysis.text, at + skip)
    if match is None or "\n" in match.group() or _crosses(match.group()[: -len(match.group(1))]):
        return None, 0
    end, head = match.end(), match.group(1)
    while further := works().tail.match(analysis.text, end):
        if further.end() - end - len(further.group(1)) > _BETWEEN_HEADS or _crosses(further.group()):
            break
        end, head = further.end(), further.group(1)
    if analysis.text[at] == "的" and head in works().loose_heads:
        return None, 0
    return works().quoted[head], end - at


def _crosses(between: str) -> bool:
    """Whether the words between the quotation and a head cut them apart: “三关”[的把关是]…"""
    plain = between.removeprefix("的")
    acts = plain.endswith(("推进", "加快", "加强", "抓好", "开展"))
    return plain == _BEARERS or acts or any(boundaries().cuts(w) for w in words(plain))


def class_alone(analysis: Analysis, quote: Stretch, run: list[Stretch]) -> EntityType | None:
    """The class of a quotation without a head: a method where a verb introduces it or several stand in a row."""
    inner = analysis.text[quote.start : quote.end]
    introduced = _introduced(analysis, run[0].start - 1)
    listed = introduced or len(run) > 1 or _in_series(analysis, quote)
    if _CLOCK.fullmatch(inner) or _SPOKEN.search(inner):
        return None
    if _LETTER.fullmatch(inner):
        return "Document"
    if works().each.fullmatch(inner):
        return "Method"
    if "+" in inner or "＋" in inner:
        return "Method"
    if kind := _by_strong_end(inner):
        return kind
    if works().numbered.fullmatch(inner) and len(inner) <= 6:
        told = listed or works().counts.match(analysis.text, run[-1].end + 1) is not None
        return "Method" if told else None
    if kind := _by_end(inner, listed or _is_introduced_as(analysis, run[0].start - 1)):
        return kind
    at = run[0].start - 1
    if is_reached(analysis, at, inner) or _is_named_day(analysis, at, inner):
        return "Method"
    named = introduced or is_made(analysis, at) or _is_one_of_many(analysis, at, inner)
    if not named or not 3 <= len(inner) <= _LONGEST or "，" in inner[:-1]:
        return None
    return "Project" if is_carried_out(analysis, at) else "Method"


def _is_named_day(analysis: Analysis, at: int, inner: str) -> bool:
    """每月28日为“绿议日”, 组织两次“专家下沉日”: a day that somebody keeps."""
    own = _DAY_OWN < len(inner) <= _LONGEST_DAY and inner.endswith(_DAYS)
    return own and _KEEPS.search(analysis.text, max(0, at - 8), at) is not None


def _is_one_of_many(analysis: Analysis, at: int, inner: str) -> bool:
    """一张“点单表” that the article goes on about: what is counted and named again is no figure of speech."""
    counted = _ONE.search(analysis.text, max(0, at - 3), at) is not None
    return counted and analysis.text.count(inner) > 1


def _in_series(analysis: Analysis, quote: Stretch) -> bool:
    """Whether the sentence names several ways of working side by side: 治理“一网清”、共享“一表通”、执法“一队管”."""
    sentence = analysis.sentence(quote.start)
    inside = (q for q in analysis.quotes if sentence.start <= q.start < sentence.end)
    return (
        sum(works().numbered.fullmatch(analysis.text, q.start, q.end) is not None for q in inside) >= _SERIES
    )


def _by_end(inner: str, listed: bool) -> EntityType | None:
    """The class that the last word inside the quotation shows: “板凳夜校”, “敲门行动”."""
    body = body_head(inner)
    if (
        body is not None
        and not body.generic
        and body.type in NAMED_BY_HEAD
        and 4 <= len(inner) <= _LONGEST_BARE
    ):
        return "Place" if body.type == "Place" else "Organization"
    if not listed or len(inner) > _LONGEST_BARE:
        return None
    heads = works().quoted | works().inner
    return next((heads[inner[cut:]] for cut in range(2, len(inner)) if inner[cut:] in heads), None)


def _by_strong_end(inner: str) -> EntityType | None:
    """The class of a word that ends no figure of speech: “四小[工作法]”, “暖巢[行动]”; the words before it are its own."""
    if len(inner) > _LONGEST_BARE or "的" in inner:
        return None
    if len(inner) >= _WHOLE_END and inner in works().ends:
        return works().ends[inner]
    ends = ((cut, works().ends.get(inner[cut:])) for cut in range(2, len(inner)))
    found = next(((cut, kind) for cut, kind in ends if kind is not None), None)
    return None if found is None or boundaries().is_generic(inner[: found[0]]) else found[1]


def _introduced(analysis: Analysis, at: int) -> bool:
    """Whether a verb of naming stands right before ``at``: 推行“…”, 提出的“…”."""
    before = analysis.text[max(0, at - 8) : at].rstrip("的了")
    return before.endswith(works().introducers)


def _is_introduced_as(analysis: Analysis, at: int) -> bool:
    """Whether words of what it is for stand between such a verb and ``at``: 创设养老服务“爱心卡”."""
    clause = analysis.clause(at)
    before = analysis.text[max(clause.start, at - _INTRODUCED_BY) : at]
    return any(verb in before and len(before.split(verb)[-1]) > 1 for verb in works().introducers)
