"""What each line of a page is, by its own words: column, headline, byline, note, caption or text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kg.knowledge.segmenting import ColumnKind, byline_words, columns, head_words
from kg.segment.bylines import author_with_post, is_byline, is_name_line, parse_byline
from kg.segment.lines import Line
from kg.segment.mastheads import read_masthead
from kg.segment.openings import is_source, opening

#: ``dash`` is a subtitle by its leading dash; ``byline`` names people; ``name`` may be a byline if it
#: stands where one does; ``note`` tells a source or an editor; ``head`` looks like a headline of any rank;
#: ``furniture`` is the newspaper's or the web page's own.
Kind = Literal["column", "banner", "head", "dash", "byline", "name", "note", "caption", "furniture", "text"]

_DASH = re.compile(r"[—―─－\-]{2,}|[—―]")
_SENTENCE_END = "。！？!?…；;：:，,、"
_INNER_STOP = re.compile(r"[。；;]|[！？!?][^”」』）)]")
_COLUMN_FRAME = "【】[]■●◆★☆|▏「」《》 　·"
#: The name of a column has so many characters before its ending, of which those before a dot do not count.
_LONGEST_HEAD, _LONGEST_COLUMN, _LONGEST_BANNER = 48, 6, 40
_SHORTEST_CLAUSE = 4
_PICTURE_SOURCES = ("供图", "提供图片", "资料图", "资料图片")
#: The line that says which office has seen to a matter: 具体承办单位：某区某局.
_IN_CHARGE = re.compile("(?:具体)?(?:承办|办理|责任|答复|回复|经办|牵头|主办)(?:单位|部门)[：:]")


@dataclass(frozen=True, slots=True)
class Item:
    """A line with what it is; ``column`` says how a column binds its articles, ``dated`` that a line of its own stands
    below which says when or where it was published, ``labelled`` that it is one of several that begin with 【…】."""

    line: Line
    kind: Kind
    column: ColumnKind | None = None
    dated: bool = False
    labelled: bool = False

    @property
    def text(self) -> str:
        return self.line.text


def classify(line: Line) -> Item:
    """What a line is; its surroundings may correct this later."""
    if line.site:
        return Item(line, "furniture")
    if line.picture or _is_furniture(line.text):
        return Item(line, "caption" if line.picture else "furniture")
    column = column_kind(line.text)
    if column is not None:
        return Item(line, "banner" if column == "banner" else "column", column)
    return Item(line, _kind(line))


def _is_furniture(text: str) -> bool:
    web = len(text) <= _LONGEST_HEAD and any(words in text for words in head_words().furniture)
    return web or read_masthead(text) is not None


def column_kind(text: str) -> ColumnKind | None:
    """How the column that ``text`` names binds its articles; None if it names none."""
    words, known = text.strip(_COLUMN_FRAME), columns()
    if words in known.names:
        return known.names[words]
    if not re.search(r"[，。！？：“”\s]", words):
        for ending, kind in known.endings.items():
            own = words.rsplit("·", 1)[-1]
            if own.endswith(ending) and len(own) <= _LONGEST_COLUMN + len(ending) and len(words) <= 12:
                return kind
    if len(words) <= _LONGEST_BANNER and not re.search(r"[，,。：:]", words):
        return next(
            (kind for beginning, kind in known.beginnings.items() if words.startswith(beginning)), None
        )
    return None


def is_known_column(text: str) -> bool:
    """Whether a line is the whole name of a column that is known, not only one that ends like such names."""
    return text.strip(_COLUMN_FRAME) in columns().names


def looks_like_head(text: str, lenient: bool = False) -> bool:
    """Whether a line has the look of a headline: short, and no end of a sentence; ``lenient`` allows ！？…
    at its end.
    """
    if len(text) > _LONGEST_HEAD or len(text) < 2 or opening(text):
        return False
    body = text.rstrip("！？!?…. ") if lenient else text
    if (
        not body
        or body[-1] in _SENTENCE_END
        or (_INNER_STOP.search(body) and not lenient)
        or "。" in body
        or body.endswith("——")
    ):
        return False
    return not _is_fragment(body)


def _is_fragment(text: str) -> bool:
    """Part of a sentence that a column broke: its quotation or bracket stays open, or a clause is only
    begun.
    """
    if any(text.count(left) != text.count(right) for left, right in ("“”", "（）", "《》", "()")):
        return True
    tail = re.split(r"[，,、]", text)
    return len(tail) > 1 and len(tail[-1]) < _SHORTEST_CLAUSE


def _kind(line: Line) -> Kind:
    text = line.text
    dash = _DASH.match(text)
    if dash and len(text) <= 60 and text[-1] not in "。！？”":
        return "dash"
    if line.level:
        return "head"
    if text.startswith(byline_words().captions) and len(text) < 200:
        return "caption"
    if text[0] in "（(" and is_source(text.strip("（）()")):
        return "note"
    if len(text) <= 24 and text.endswith(_PICTURE_SOURCES):
        return "note" if not parse_byline(text).names else "byline"
    if _IN_CHARGE.match(text) and len(text) <= _LONGEST_HEAD:
        return "note"
    if is_byline(text) and not _tells(text):
        return "note" if _is_pure_note(text) else "byline"
    if author_with_post(text):
        return "name"
    if is_name_line(text):
        return "name"
    if opening(text) == len(text):
        return "byline"
    return "head" if looks_like_head(text) else "text"


def _tells(text: str) -> bool:
    """Whether a short news item follows its own opening in the line: 本报讯（记者 …）某局开会。"""
    return text[-1] in "。！？" and 0 < opening(text) < len(text)


def _is_pure_note(text: str) -> bool:
    parsed = parse_byline(text)
    return parsed.note and not parsed.names
