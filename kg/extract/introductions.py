"""People whom something announces: a byline, a title, a role. These names are certain enough to win over places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from kg.extract.analysis import Analysis
from kg.extract.surroundings import Surroundings
from kg.knowledge.lexicon import titles
from kg.knowledge.names import name_model
from kg.knowledge.peoples import transliterated
from kg.knowledge.scanning import TitleMatch, scan_roles
from kg.knowledge.words import frequency
from kg.types import Article, Span

_SPACES = re.compile(r"[ 　]")
_GAP = re.compile(r"[ 　]*(?:同志)?[ 　]*")
#: To whom a letter is written: nothing but the name stands between the title and what comes next.
_ADDRESSED = re.compile(r"留言对象：[^\n：]{0,40}")
_ADDRESSEE = re.compile(r"[ 　]*([一-龥·]{2,4})(?=[ 　]+回复时间|\s*$|\n)")
#: What a verb of saying, or of acting, right behind a possible name counts when its length is decided.
_SPEAKS, _ACTS = 4.0, 2.0
#: Sorts of bodies that are called after people.
_CALLED_AFTER = frozenset({"school", "health", "institution"})
#: Forms of address with which the dictionary has every common surname.
_POLITE = ("先生", "女士", "小姐", "阿姨", "大妈", "师傅", "老师")
#: Forms of address that follow nothing but a surname, and are a part of what somebody is called.
CALLED = ("师傅", "阿姨", "大妈", "大爷", "大叔", "大娘", "大伯", "大姐", "大哥", "奶奶", "爷爷", "婆婆")
#: How long a surname with a short form of address is, and the least score of the full name that it may be part of.
_TWO, _FULL_NAME = 2, 1.0
#: The least score of an announced name before a verb of saying.
_SPOKEN = -2.0
#: The probability at which the tagger's ends of an announced name are better than those of the name model.
_CERTAIN = 0.9
#: The same where the last character joins clauses.
_SHORTER, _LINKS = 0.5, frozenset("则也还就又都均将便却已曾并仍再亦即")
#: The same for one character more: 市长[周异决]主持, where 周异 would do as a name.
_LONGER = 0.6
#: The probability at which the tagger bears out a name that something announces.
_SEEN = 0.3
#: How sure a name of another people is.
_TRANSLITERATED = 0.85
#: A given name that is a commoner word than this, or a whole name that is, takes more than its place to be believed.
_WORD, _COMMON_WORD = 300, 1500


class Trust(Enum):
    """How strongly an introduction says that a name follows: the least score of the name where its end is clear (a
    stop or a verb follows), and where it is not."""

    HUNG = (-4.5, -1.0)  # a title behind its body: 县林业局局长
    TITLE = (-1.5, -0.5)
    ROLE = (0.5, 2.0)

    @property
    def closed(self) -> float:
        return self.value[0]

    @property
    def open(self) -> float:
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A supposed name at [start, end), the rule that found it, and how sure it is."""

    start: int
    end: int
    rule: str
    confidence: float


def introduced(around: Surroundings) -> Iterator[Candidate]:
    """Names that a byline, a title or a role announces: 局长[某某某], 居民[某某], □本报记者 [某某]."""
    analysis = around.analysis
    yield from _bylines(analysis)
    yield from _addressees(analysis)
    for title in analysis.titles:
        if not _inside_words(analysis, title.start, title.end):
            yield from _after(around, title.end, _trust(around, title), "title", 0.95)
    for role in scan_roles(analysis.text):
        if role.end - role.start > 1 and not _inside_words(analysis, role.start, role.end):
            yield from _after(around, role.end, Trust.ROLE, "role", 0.9)


def kin(around: Surroundings, start: int) -> Candidate | None:
    """赵大妈, 张阿姨: a surname and a form of address."""
    text = around.analysis.text
    length = around.analysis.nicknames.get(start)
    name = text[start : start + length] if length else ""
    if not length or (frequency(name) and not name.endswith(_POLITE)):
        return None
    if length == _TWO and _is_longer(around, start):
        return None  # 局长|陈伯良|介绍
    inside = around.analysis.words_in(start, start + length)
    if inside and inside[-1].end > start + length and len(inside[-1].text) > length:
        return None  # 楼栋长和|老干部
    return Candidate(start, start + length, "kin", 0.8)


def _is_longer(around: Surroundings, start: int) -> bool:
    """Whether the form of address is the middle of a full name, behind which the clause goes on: 陈伯良介绍."""
    end = start + _TWO + 1
    name = around.analysis.text[start:end]
    return around.closes(end) and not around.closes(end - 1) and name_model().score(name) >= _FULL_NAME


#: What signs as well: （文明办）.
_OFFICES = ("办", "局", "委")


def _bylines(analysis: Analysis) -> Iterator[Candidate]:
    for byline in analysis.article.bylines:
        for start, end in _places(analysis.article, byline.span):
            if spelled(analysis.text[start:end]) == byline.name and not byline.name.endswith(_OFFICES):
                yield Candidate(start, end, "byline", 0.97)


def _places(article: Article, span: Span) -> Iterator[tuple[int, int]]:
    """Where a stretch of the page may stand in the clean text: blocks need not stand there in the order of the page."""
    offsets = article.text.offsets
    for block in article.blocks:
        start, end = (bisect_left(offsets, at, block.start, block.end) for at in (span.start, span.end))
        if start < end and offsets[start] == span.start:
            yield start, end


def spelled(name: str) -> str:
    """A name without the spaces that set one of two characters as wide as one of three: 龚 娟."""
    return _SPACES.sub("", name)


def _addressees(analysis: Analysis) -> Iterator[Candidate]:
    """The authority to whom a letter is written, whatever the name looks like: 留言对象：某市委书记[单向前]."""
    for line in _ADDRESSED.finditer(analysis.text):
        for title in analysis.titles:
            if line.start() < title.start < line.end():
                name = _ADDRESSEE.match(analysis.text, title.end)
                if name is not None and name_model().score(name.group(1)) > float("-inf"):
                    yield Candidate(*name.span(1), "title", 0.95)


def _inside_words(analysis: Analysis, start: int, end: int) -> bool:
    """Whether both ends of a title or role cut a word: 大|会计|划 is no 会计."""
    return start not in analysis.starts and end not in analysis.ends


def _trust(around: Surroundings, title: TitleMatch) -> Trust:
    leads = title.title.head or title.title.organ is not None or _is_deputy(title)
    if around.hangs(title.start):
        return Trust.HUNG if leads or title.title.kind == "party" else Trust.TITLE
    return Trust.TITLE if leads else Trust.ROLE


def _is_deputy(title: TitleMatch) -> bool:
    known = titles().get(title.title.title.partition("副")[2])
    return known is not None and known.head


def _after(around: Surroundings, at: int, trust: Trust, rule: str, sure: float) -> Iterator[Candidate]:
    gap = _GAP.match(around.analysis.text, at)
    start = gap.end() if gap else at
    called, other = kin(around, start), transliterated(around.analysis.text, start)
    if called is not None and called.end >= start + other:
        yield called
        return
    length = expected_length(around, start, trust)
    if length and trust is Trust.ROLE and _is_namesake(around.analysis, start + length):
        return
    if other > (length or 0):
        yield Candidate(start, start + other, rule, _TRANSLITERATED)
    elif length:
        yield as_tagged(around.analysis, Candidate(start, start + length, rule, sure))


def _is_namesake(analysis: Analysis, end: int) -> bool:
    """Whether what looks like somebody's name is what a body is called after: 代表[钱学森]学院."""
    return any(h.start == end and h.end - end > 1 and h.head.kind in _CALLED_AFTER for h in analysis.heads)


def as_tagged(analysis: Analysis, candidate: Candidate) -> Candidate:
    """``candidate`` with the ends that the tagger is sure of, where they are others: 司令|官[安藤利吉], 军长[杜聿明]后."""
    for tag in analysis.people:
        longer = (
            tag.start == candidate.start and tag.end == candidate.end + 1 and not _is_cut(analysis, tag.end)
        )
        shorter = tag.end == candidate.end - 1 and analysis.text[tag.end] in _LINKS  # 委员贾岚|则
        sure = _LONGER if longer else _SHORTER if shorter else _CERTAIN
        if tag.start < candidate.end and candidate.start < tag.end and tag.probability >= sure:
            return replace(candidate, start=tag.start, end=tag.end)
    return candidate


def _is_cut(analysis: Analysis, at: int) -> bool:
    """Whether a word of the dictionary goes on over ``at``: 李国|强制."""
    return any(word.start < at < word.end for word in analysis.words_in(at - 1, at + 1))


def expected_length(around: Surroundings, start: int, trust: Trust) -> int | None:
    """The length of the name that an introduction announces at ``start``; None if none stands there."""
    text, model = around.analysis.text, name_model()
    options = [
        (score + _behind(around, start + length), length) for score, length in model.lengths(text, start)
    ]
    for _, length in sorted(options, reverse=True):
        if not around.is_blocked(start, start + length) and not _is_place(
            around.analysis, start, start + length
        ):
            return length if _is_name(around, start, start + length, trust) else None
    return None


def _is_place(analysis: Analysis, start: int, end: int) -> bool:
    """Whether what looks like a name ends in the sort of a place: 某区|长[田街道], cut in the wrong place."""
    return any(h.end == end and start < h.start < end - 1 for h in analysis.heads)


def _behind(around: Surroundings, end: int) -> float:
    return _SPEAKS if around.speaks(end) else _ACTS if around.acts(end) else 0.0


def _is_name(around: Surroundings, start: int, end: int, trust: Trust) -> bool:
    text, model = around.analysis.text, name_model()
    name = text[start:end]
    score = model.score(name)
    least = min(trust.closed, _SPOKEN) if around.speaks(end) else trust.closed
    if around.closes(end) and score >= least and not _is_word(around, start, end, score, trust):
        return True
    if score >= 0 and _is_seen(around.analysis, start, end):
        return True
    if trust is Trust.ROLE and (_is_odd(around, start, end, score) or frequency(name) > _WORD):
        return False
    cost = model.word_cost(text, start)
    return score + cost >= trust.open + (0.5 if trust is Trust.ROLE and len(name) == 2 else 0)


def _is_seen(analysis: Analysis, start: int, end: int) -> bool:
    """Whether the tagger sees somebody in just these characters, too: 脱贫户[雷根娃]翻开."""
    at = bisect_left(analysis.people, start, key=lambda tag: tag.start)
    tag = analysis.people[at] if at < len(analysis.people) else None
    return tag is not None and (tag.start, tag.end) == (start, end) and tag.probability >= _SEEN


def _is_word(around: Surroundings, start: int, end: int, score: float, trust: Trust) -> bool:
    """Whether a weak name is rather a word or words: 居民[勾选], 老人[占三成], 书记[带头]."""
    name = around.analysis.text[start:end]
    if trust is Trust.ROLE:
        short = len(name) == 2 and score < 2.5 and not around.speaks(end)
        return short or _is_odd(around, start, end, score) or frequency(name) > _WORD
    given = frequency(name[1:]) if len(name) > 2 else 0
    common = _COMMON_WORD if trust is Trust.HUNG else _WORD
    return score < 2 and (frequency(name) > common or given > _WORD)


def _is_odd(around: Surroundings, start: int, end: int, score: float) -> bool:
    """Whether a weak name begins like a word (向, 和, 辛苦), or is that of an area."""
    text = around.analysis.text
    least = 5.0 if end - start == 2 else 3.5 - around.acts(end)
    word = end - start > 2 and frequency(text[start : start + 2]) > _WORD
    return score < least and (word or name_model().is_word_first(text[start]) or around.is_area(start, end))
