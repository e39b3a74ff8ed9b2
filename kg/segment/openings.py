"""How a news item opens and closes: 本报讯（记者 X）, 新华社某地1月5日电（记者 X）, 编辑同志：, （本报记者 X）,
（据某网）.
"""

from __future__ import annotations

import re
from functools import cache

from kg.knowledge.segmenting import byline_words
from kg.segment.bylines import Parsed, parse_byline
from kg.segment.mastheads import jump

_BRACKETED = re.compile(r"\s{0,4}[（(]([^（）()]{1,80})[)）]")
#: 清河晚报讯 记者赵明报道：
_REPORTS = re.compile(r"\s{0,4}((?:[\u4e00-\u9fff]{0,4}记者|通讯员)[^。，：:（(]{2,24}?)报道[：:]?")
_TOPIC = re.compile(r"\s{0,4}题[：:]")
_DATED = re.compile(r"(?:(?:\d{4}年)?\d{1,2}月)?\d{1,2}日(?:专)?电(?![力网动话子影视])")
_CLOSING = re.compile(r"[（(]([^（）()]{2,60})[)）]$")
_AFTER_UNKNOWN_MEDIUM = re.compile(
    r"[\u4e00-\u9fff·]{1,10}(?<![通资简喜快音时腾科])讯(?=\s{0,4}[（(]|\d{1,2}[月日])"
)
#: A credit without brackets at the end of a caption: …玩耍。 本报记者 赵明 摄
_PLAIN_CREDIT = re.compile(
    r"(?<=[。！？”\s])(?:[\u4e00-\u9fff]{2,8}记者|通讯员|记者)?[ \u3000]*(?:[\u4e00-\u9fff]{2,4}[ \u3000、]*){1,3}摄$"
)
#: A reader's letter: 编辑同志：我是…
_LETTER = re.compile(
    r"(?:尊敬的)?(?:《[^》]{2,12}》)?(?:总?编辑同志|编辑部同志|编辑先生|编辑部|总编辑)[：:]|编辑[：:](?=您好|你好|我)"
)
_MEDIUM_AND_PLACE = re.compile(r"[\u4e00-\u9fff·]{2,24}")
_SOURCE = re.compile(r"(?:据|来源|根据)")
_TAKEN = re.compile(r"(?:摘自|原载|原刊|转自|选自|转载自|刊于)")


def opening(text: str) -> int:
    """How many characters at the start of a paragraph are its opening; 0 if it has none."""
    match = _medium().match(text) or _AFTER_UNKNOWN_MEDIUM.match(text) or _LETTER.match(text)
    end = match.end() if match else _dateline(text)
    if not end:
        return 0
    names = _BRACKETED.match(text, end) or _REPORTS.match(text, end)
    if names and _is_credit(parse_byline(names.group(1))):
        end = names.end()
    topic = _TOPIC.match(text, end)
    if topic and len(text) < 80:
        return len(text)
    return topic.end() if topic else end


def is_letter(text: str) -> bool:
    """Whether a paragraph is the first of a letter to the newspaper: 编辑同志：我是…"""
    return _LETTER.match(text) is not None


def closing(text: str) -> int | None:
    """Where the credit begins that closes a paragraph, None if it has none."""
    match = _CLOSING.search(text, max(0, len(text) - 64))
    if match is None:
        return _plain_credit(text)
    words, parsed = match.group(1), parse_byline(match.group(1))
    bare = not parsed.marked and match.start() > 0 and text[match.start() - 1] not in "。！？!?”…"
    credit = _is_credit(parsed) and not bare
    known = credit or is_source(words) or is_caption_note(words)
    return match.start() if known else jump(text)


def _plain_credit(text: str) -> int | None:
    """Where a photographer is named without brackets behind a caption."""
    match = _PLAIN_CREDIT.search(text, max(0, len(text) - 32)) if text.endswith("摄") else None
    if match is None or not match.start():
        return None
    return match.start() if parse_byline(match.group()).names else None


def is_source(words: str) -> bool:
    """Whether the words in brackets name where a text was taken from."""
    if _TAKEN.match(words):
        return True
    return bool(_SOURCE.match(words)) and words.rstrip("》").endswith(
        (*byline_words().media, "网站", "网", "报", "社", "号", "台")
    )


def is_caption_note(words: str) -> bool:
    """Whether the words in brackets are such as close a caption: 资料图."""
    return words.startswith(byline_words().caption_notes)


def _is_credit(parsed: Parsed) -> bool:
    return bool(parsed.names) and parsed.unknown <= (12 if parsed.marked else 0)


@cache
def _medium() -> re.Pattern[str]:
    """``本报讯``, ``本报某地讯``, ``本报6月18日某地讯``, ``现代快报讯``, ``央视网消息：``."""
    media = "|".join(
        re.escape(word) for word in sorted(byline_words().media, key=lambda word: (-len(word), word))
    )
    place = r"[\u4e00-\u9fff]{0,8}?(?:\d{1,2}月\d{1,2}日[\u4e00-\u9fff]{0,6}?)?"
    return re.compile(
        rf"(?:[\u4e00-\u9fff·]{{0,8}}?)(?:{media}){place}(?:(?<![通资简喜])讯|消息(?=[：:（(]))[：:]?(?![息号问飞])"
    )


def _dateline(text: str) -> int:
    """``新华社某地7月26日电``: the place is short, the date ends in 电."""
    match = _DATED.search(text, 0, 40)
    if match is None:
        return 0
    medium = text[: match.start()]
    return match.end() if _has_medium(medium) and _MEDIUM_AND_PLACE.fullmatch(medium) else 0


def _has_medium(words: str) -> bool:
    return any(medium in words for medium in byline_words().media)
