"""What every extractor starts from: one pass over an article that finds words, clauses, quotes, areas, titles, heads."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from kg.extract.nobody import nobodies
from kg.extract.waters import is_water
from kg.knowledge.alternatives import any_of
from kg.knowledge.forms_of_address import nicknames
from kg.knowledge.gazetteer import AreaMatch, gazetteer
from kg.knowledge.names import name_model
from kg.knowledge.scanning import HeadMatch, TitleMatch
from kg.knowledge.words import Word, frequency, words
from kg.tagger import PERSON, PLACE, Prepared, Seen, Tagged, tagger, works_tagger
from kg.types import Article, Span

_SENTENCE = re.compile(r"[^。！？\n]+(?:[。！？]+[”’）]*|\n|$)")
_CLAUSE = re.compile(r"[^，。；：！？\n]+")
#: Behind the sign of whoever numbers a document: 豫政办|〔2019〕4号.
_NUMBERED = re.compile(r"[〔（［\[]\d{4}[〕）］\]]")
#: No name goes over the end of a line or a clause, or holds what could not be read.
_BROKEN = re.compile("[\n\ufffd，；：。！？]")
_DATELINE = re.compile("讯[（( ]|[0-9月日]{2,6}[讯电]")
#: How long a county's name is with its level, and how rare its short one is as a word.
_WITH_LEVEL, _RARE = 3, 100
_QUOTES = (re.compile(r"“([^“”\n]{1,60})”"), re.compile(r"‘([^‘’\n]{1,40})’"))
_BODIES = ("集团", "有限", "公司", "股份", "投资", "开发", "局", "厅", "银行", "指挥部", "路", "街", "大道")
#: What the dictionary makes one word with the head before it: 某某[小区业主], 某某[学校食堂].
_THEIRS = frozenset({"业主", "食堂"})
#: Areas of so many characters may be made of the ends of two words: 召[开|县]域.
_SHORT = 2
#: 创建|为国家4A级景区 is done, no work.
_MADE_INTO = ("创建为", "创建成")
_BEHIND_VERBS = frozenset("于了成至着")
#: They end a name whatever word the dictionary sees across their end: 有限责任[公司|财务].
_LEGAL = ("有限公司", "有限责任公司")
_STOPS = frozenset("，。、；！\n")
_TOWN = re.compile("(?:[镇乡]|街道)$")
_TITLE = re.compile(r"《([^《》\n]{1,120})》")


class Stretch(NamedTuple):
    """[start, end) of the clean text: a sentence, a clause, or the inside of a quotation."""

    start: int
    end: int


@dataclass(frozen=True)
class Analysis:
    """An article with everything that one reading of its characters gives. Positions are in ``text``. What not every
    article needs is looked for when first asked for. ``short_places`` are the tagged places of one character (中美关系),
    which ``tags`` leaves out: no unit is one; ``tagged_works`` what the tagger of works sees."""

    article: Article
    text: str
    words: tuple[Word, ...]
    starts: frozenset[int]
    ends: frozenset[int]
    sentences: tuple[Stretch, ...]
    clauses: tuple[Stretch, ...]
    quotes: tuple[Stretch, ...]
    works: tuple[Stretch, ...]
    areas: tuple[AreaMatch, ...]
    titles: tuple[TitleMatch, ...]
    heads: tuple[HeadMatch, ...]
    tags: tuple[Tagged, ...]
    short_places: tuple[Tagged, ...]
    tagged_works: tuple[Tagged, ...]
    title_ends: frozenset[int]
    word_starts: tuple[int, ...]
    sentence_starts: tuple[int, ...]
    clause_starts: tuple[int, ...]

    @cached_property
    def likely(self) -> list[float]:
        """For each place, how likely a person's name begins there, at most: see ``NameModel.likeliness``."""
        return name_model().likeliness(self.text)

    @cached_property
    def nicknames(self) -> dict[int, int]:
        """Where someone is addressed by surname (老王, 赵大妈), and how many characters long."""
        return nicknames(self.text)

    @cached_property
    def towns(self) -> dict[str, str]:
        """The towns and sub-districts that the article names, by what remains without 镇, 乡, 街道."""
        names = (match.name for match in self.areas if not match.short)
        stems = ((_TOWN.sub("", name), name) for name in names)
        return {stem: name for stem, name in stems if stem != name and len(stem) > 1}

    @cached_property
    def stems(self) -> frozenset[str]:
        """The areas that the article names, without the last character of their names: 潞州 for 潞州区."""
        return frozenset(self.text[match.start : match.end - 1] for match in self.areas)

    @cached_property
    def people(self) -> tuple[Tagged, ...]:
        """The tagged persons of two characters and more."""
        return tuple(tag for tag in self.tags if tag.name == PERSON and tag.end - tag.start > 1)

    @cached_property
    def tags_by_end(self) -> dict[int, Tagged]:
        """The tagged names, but those of persons, by where they end; of several the first."""
        return {tag.end: tag for tag in reversed(self.tags) if tag.name != PERSON}

    @cached_property
    def tags_by_start(self) -> dict[int, Tagged]:
        """The tagged names, but those of persons, by where they begin."""
        return {tag.start: tag for tag in self.tags if tag.name != PERSON}

    def span(self, start: int, end: int) -> Span:
        """The page span of the clean stretch [start, end)."""
        return self.article.text.span(start, end)

    def sentence(self, at: int) -> Stretch:
        """The sentence that holds position ``at``."""
        return self.sentences[max(0, bisect_right(self.sentence_starts, at) - 1)]

    def clause(self, at: int) -> Stretch:
        """The clause (between commas, stops and line ends) that holds position ``at``."""
        return self.clauses[max(0, bisect_right(self.clause_starts, at) - 1)]

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that begin in [start, end)."""
        return self.words[bisect_left(self.word_starts, start) : bisect_left(self.word_starts, end)]


def _stretches(pattern: re.Pattern[str], text: str) -> tuple[Stretch, ...]:
    return tuple(Stretch(m.start(), m.end()) for m in pattern.finditer(text))


def _quotes(text: str) -> tuple[Stretch, ...]:
    """The insides of quotations, of those within quotations, too, in order."""
    found = (Stretch(*m.span(1)) for pattern in _QUOTES for m in pattern.finditer(text))
    return tuple(sorted(found, key=lambda s: (s.start, s.end)))


def _ends_a_word(end: int, text: str, ends: frozenset[int], opens: set[int]) -> bool:
    if end in ends or end in opens or end == len(text) or text[end] in "里内上中畔边岸旁":
        return True
    if text[end : end + 2] in _THEIRS:
        return True
    if text[end - 1] == text[end] == "村" or _DATELINE.match(text, end):
        return True  # 南岳村|村主任, 星沙时报|讯（记者 …）
    return text[end] == "人" and text[end + 1 : end + 2] in _STOPS  # 他是某镇某村|人，


def _is_verb(head: HeadMatch, text: str) -> bool:
    """建设|于2006年, 计划|于7月开放: what is done, no work; 某某建设|集团有限公司: part of a body's name."""
    work = head.head.type == "Project"
    return work and (
        text.startswith(_MADE_INTO, head.start)
        or text[head.end : head.end + 1] in _BEHIND_VERBS
        or text.startswith(_BODIES, head.end)
    )


_STRETCH = "段"
#: What leads to a name and is none of it: 曾任|安凯汽车股份有限公司, 东至|嘉合路.
_LED = re.compile(
    "(?:[曾现历调升改兼担]任|(?:(?<![一-龥])|(?<=[于为是和及]))[东南西北]至(?!县)|位于)(?=.{3})"
)
#: What is done to a road, which part of it is meant, or which house, behind its name.
_EXTENDED = re.compile(
    r"(?<=[路街道线])(?:[东南西北]延|延伸|拓宽|改造)$"
    r"|(?<=[路街线])[^路街线]{1,5}段$|(?<=[河江溪渠])[^路街线道]{1,5}段$"
    r"|(?<=[路街道巷])\d{1,4}(?:[-－—]\d{1,4})?号(?:大?院|楼)?$"
)


def _whole(tags: Sequence[Tagged], text: str) -> Iterator[Tagged]:
    """The tagged names that a name can be; one that runs into a bracket ends before it: 桃花江畔|（鲁家村."""
    waters, none = _waters(tags, text), nobodies(text)
    for tag in tags:
        if tag.name == PERSON and text[tag.start : tag.end] in none:
            continue  # 黄桃, 台风“山猫”
        if _BROKEN.search(text, tag.start, tag.end):
            continue
        led = _LED.match(text, tag.start, tag.end) if tag.name != PERSON else None
        if led:
            tag = replace(tag, start=led.end())
        opened = text.rfind("（", tag.start, tag.end)
        if opened > tag.start and text.find("）", opened, tag.end) < 0:
            tag = replace(tag, end=opened)
        if tag.name == PERSON and text[tag.start : tag.end] in waters:
            tag = replace(tag, name=PLACE)  # 余英溪|综合整治
        end = tag.end + text.startswith(_STRETCH, tag.end)
        extended = _EXTENDED.search(text, tag.start, end) if tag.name == PLACE else None
        if extended:
            tag = replace(tag, end=extended.start())  # 红兰路|南延
        closed = text.find("）", tag.start, tag.end)
        if closed > tag.start and text.find("（", tag.start, closed) < 0:
            tag = replace(tag, end=closed)
        if tag.end - tag.start > 1 or tag.name == PERSON:
            yield tag


def _waters(tags: Sequence[Tagged], text: str) -> frozenset[str]:
    """What the tagger takes for persons, though it is named as a river or a lake somewhere in the text."""
    people = (tag for tag in tags if tag.name == PERSON)
    return frozenset(text[tag.start : tag.end] for tag in people if is_water(text, tag.end))


def _with_short(
    areas: Sequence[AreaMatch], text: str, starts: frozenset[int], ends: frozenset[int]
) -> tuple[AreaMatch, ...]:
    """``areas``, and where whole words are the short names of those that are named in full, too, though such words are
    elsewhere run together of others: [固始] in an article that names 固始县."""
    stems = {m.name[:-1] for m in areas if len(m.name) == _WITH_LEVEL and m.name[-1] in "县市旗"}
    rare = sorted(stem for stem in stems if frequency(stem) < _RARE and not gazetteer().scan(stem))
    if not rare:
        return tuple(areas)
    taken = {at for m in areas for at in range(m.start, m.end)}
    found = (m for m in re.finditer(any_of(rare), text) if m.start() in starts and m.end() in ends)
    more = [AreaMatch(*m.span(), m.group(), True) for m in found if taken.isdisjoint(range(*m.span()))]
    return tuple(sorted([*areas, *more]))


def analyse(articles: Sequence[Article]) -> list[Analysis]:
    """Read the characters of each article once; the tagger takes all of a page together."""
    texts = [_seen(article.text.chars) for article in articles]
    prepared = Prepared.of(texts)
    tags, works = tagger().tagged(prepared), works_tagger().tagged(prepared)
    return [_analysis(*each) for each in zip(articles, texts, tags, works, strict=True)]


def _seen(text: str) -> Seen:
    sentences = [m.span() for m in _SENTENCE.finditer(text)]
    return Seen.of(text, tuple(words(text)), sentences)


def _analysis(article: Article, seen: Seen, tags: Sequence[Tagged], works: Sequence[Tagged]) -> Analysis:
    text, tokens, titles = seen.text, tuple(seen.words), tuple(seen.titles)
    starts, ends = frozenset(w.start for w in tokens), frozenset(w.end for w in tokens)
    opens = {t.start for t in titles} | {h.start for h in seen.heads if h.end - h.start > 1}
    sentences, clauses = tuple(Stretch(*s) for s in seen.sentences), _stretches(_CLAUSE, text)
    return Analysis(
        article=article,
        text=text,
        words=tokens,
        starts=starts,
        ends=ends,
        sentences=sentences,
        clauses=clauses,
        quotes=_quotes(text),
        works=_stretches(_TITLE, text),
        areas=_with_short(
            [a for a in seen.areas if a.start in starts or a.end in ends or a.end - a.start > _SHORT],
            text,
            starts,
            ends,
        ),
        titles=titles,
        heads=tuple(
            h
            for h in seen.heads
            if (_ends_a_word(h.end, text, ends, opens) or h.head.head.endswith(_LEGAL))
            and not _is_verb(h, text)
        ),
        tags=tuple(t for t in _whole(tags, text) if not _NUMBERED.match(text, t.end)),
        tagged_works=tuple(works),
        short_places=tuple(t for t in tags if t.name == PLACE and t.end - t.start == 1),
        title_ends=frozenset(t.end for t in titles),
        word_starts=tuple(w.start for w in tokens),
        sentence_starts=tuple(s.start for s in sentences),
        clause_starts=tuple(c.start for c in clauses),
    )
