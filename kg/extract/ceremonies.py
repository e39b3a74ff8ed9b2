"""Ceremonies and meetings that only a bare word names (揭牌仪式, 座谈会): called by the words before it, else the one the
article names so, else after who holds it or what the article is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from kg.extract.analysis import Analysis
from kg.extract.convened import convening_area, is_convened, is_counted, may_convene
from kg.extract.naming import Chain, draft
from kg.extract.wording import LEADS, is_work
from kg.knowledge.boundaries import boundaries
from kg.knowledge.described import described
from kg.knowledge.works import works
from kg.types import Mention

#: What a ceremony marks: 搬迁|揭牌仪式, 项目|开工仪式.
_OCCASION = re.compile(
    r"(?:成立|落户|整体|办公楼|新大楼|启用|搬迁|乔迁|新址|项目|工程|建设|集中|一期|二期)+\Z"
)
_WORK = re.compile(r"(?:建设)?(?:项目|工程)\Z")
#: （以下简称“基地”） is no part of a name; what begins so is the second half of another ceremony's name.
_ASIDE = re.compile(r"[（(](?:以下)?简?称[^（）()]*[）)]")
_TAILS = ("仪式", "暨", "典礼")
_BEFORE = 8
_LONGEST = 45
_HOSTS = frozenset({"Agency", "Organization", "Community", "Place", "Project"})
_OPENS, _CLOSES = "（(“《", "）)”》"
_STOPS = frozenset("，。；：！？、 \n…")
#: So many characters at the end of a name stand for it where the article is searched for it again.
_NAMED_BY = 5
_ATTENDS, _RECENT = re.compile("(?:参加|出席|见证|主持|列席)了?$"), 220
_NOT_HELD = ("works.known", "works.anniversary", "works.congress")
#: 某董事长|宣布|某仪式开始.
_DECLARES = "宣布"
#: Organs that lead an area: nothing is called after them that they do not hold themselves.
_LEADERS = ("委", "政府")
#: The dictionary has a few verbs with who is led: 率队|参加.
_TEAM = 2
#: A name of one's own has at least so many characters before the head.
_OWN = 4


def find_ceremonies(analysis: Analysis, chain: Chain, named: Sequence[Mention]) -> Iterator[Mention]:
    """The ceremonies that are none of the events ``named``."""
    known = [in_full(chain, m) for m in named if m.type == "Event"]
    taken = {at for m in known for at in range(m.start, m.end)}
    bare: list[tuple[int, re.Match[str]]] = []
    for match in works().bare.finditer(analysis.text):
        if match.start() in taken or not _ends_name(analysis, match.end()):
            continue
        occasion = _OCCASION.search(analysis.text, max(0, match.start() - _BEFORE), match.start())
        begin = occasion.start() if occasion else match.start()
        own = _own(analysis, chain, begin, match)
        if own is None:
            bare.append((_with_subject(analysis, begin, match.group()), match))
        else:
            known.append(in_full(chain, own))
            yield known[-1]
    yield from _Hosts(analysis, chain, known).named(bare)


def _with_subject(analysis: Analysis, begin: int, head: str) -> int:
    """Where a meeting begins with the few words for what it is about, right behind its verb: 举行|[招商]推介会."""
    start = phrase_start(analysis, begin)
    words = analysis.words_in(start, begin)
    tells = bool(words) and all(word.pos[:1] in {"n", "v"} for word in words)
    held = tells and works().holds.search(analysis.text, analysis.clause(begin).start, start) is not None
    return start if is_convened(head) and held and begin - start < _OWN else begin


def in_full(chain: Chain, event: Mention) -> Mention:
    """``event`` called by the full name of the body that its words begin with: 新时代文明实践中心|揭牌仪式 of a city."""
    for unit, mention in zip(chain.units, chain.mentions, strict=True):
        own = mention.text[unit.start - mention.start :] if unit.start >= mention.start else mention.text
        longer = mention.rule == "units.chain" and len(own) >= _OWN and mention.name.endswith(own)
        if longer and len(mention.name) > len(own) and event.name.startswith(own):
            forms = tuple(dict.fromkeys((*event.aliases, event.name)))
            return replace(event, name=mention.name + event.name[len(own) :], aliases=forms)
    return event


def _own(analysis: Analysis, chain: Chain, begin: int, match: re.Match[str]) -> Mention | None:
    """The ceremony under its own name: what stands directly before the word, up to a verb or a mark."""
    unit = chain.ending_at(begin)
    host = chain.mentions[unit] if unit is not None and not chain.is_open(unit) else None
    joined = host is not None and analysis.text[: host.start].endswith(("和", "与", "暨"))
    if host is not None and host.type in _HOSTS and not joined:
        told = analysis.text[begin : match.end()]
        forms = tuple(dict.fromkeys((match.group(), told, host.name + match.group())))
        name = host.name + told
        return draft(analysis, "Event", begin, match.end(), "works.bare", 0.65, name, None, forms)
    start = phrase_start(analysis, begin)
    words = analysis.text[start:begin]
    words = _ASIDE.sub("", words)
    if (
        (len(words) < _OWN and not _is_coined(analysis, start, begin))
        or words.startswith(_TAILS)
        or boundaries().is_generic(words)
        or works().occasion.fullmatch(words)
    ):
        return None
    forms = tuple(dict.fromkeys((match.group(), analysis.text[begin : match.end()])))
    name = _ASIDE.sub("", analysis.text[start : match.end()])
    start += (
        analysis.text[start:begin].rfind("”") + 1
    )  # “某某平台”|试运行发布会: the quotation is a name of its own
    return draft(analysis, "Event", start, match.end(), "works.phrase", 0.65, name, None, forms)


def _is_coined(analysis: Analysis, start: int, end: int) -> bool:
    """Whether three characters are a word that the dictionary does not know, of parts that are nouns: 医|联体."""
    parts = analysis.words_in(start, end)
    return end - start == _OWN - 1 and len(parts) > 1 and all(part.pos == "n" for part in parts)


def phrase_start(analysis: Analysis, end: int) -> int:
    """Where the words begin that lead up to ``end`` without a verb or a mark between; what brackets and quotation marks
    hold is part of them."""
    at, depth = end, 0
    while end - at < _LONGEST and at > 0:
        before = analysis.text[at - 1]
        if before in _CLOSES or (before in _OPENS and depth):
            depth += 1 if before in _CLOSES else -1
            at -= 1
            continue
        if depth == 0 and (before in _STOPS or before in _OPENS):
            break
        word = analysis.words[bisect_left(analysis.word_starts, at) - 1]
        if depth == 0 and _stops(word.text, word.pos):
            break
        at = max(word.start, 0)
    return at if depth == 0 else end


def _stops(text: str, pos: str) -> bool:
    if any(works().verbs["Event"].fullmatch(verb) for verb in (text, text[_TEAM:])) or text == _DECLARES:
        return True  # 出席, 率队|参加
    if text in boundaries().before and text not in boundaries().inside:
        return True
    return text in boundaries().stop or (pos[:1] in {"p", "u", "r", "c"} and text not in ("和", "与", "暨"))


class _Hosts:
    """Who or what the bare ceremonies of an article are called after."""

    def __init__(self, analysis: Analysis, chain: Chain, events: Sequence[Mention]) -> None:
        self._analysis = analysis
        self._chain = chain
        self._events = list(events)
        #: Of each ceremony who holds it, its head, and its words: 乔迁新址|揭牌仪式.
        self._told: list[tuple[str | None, str, str]] = []

    def named(self, bare: Sequence[tuple[int, re.Match[str]]]) -> Iterator[Mention]:
        """The ``bare`` ones, each with where it begins: first those that say who holds them, which the others may mean."""
        text = self._analysis.text
        by_whom = [(begin, match, self._holder(begin, match.group())) for begin, match in bare]
        self._told = [(who, m.group(), text[begin : m.end()]) for begin, m, who in by_whom]
        for held in (True, False):
            for begin, match, holder in by_whom:
                if (holder is not None) is held and (name := self._name(begin, match, holder)) is not None:
                    forms = tuple(dict.fromkeys((match.group(), text[begin : match.end()])))
                    found = draft(
                        self._analysis, "Event", begin, match.end(), "works.bare", 0.65, name, None, forms
                    )
                    self._events.append(in_full(self._chain, found))
                    yield self._events[-1]

    def _name(self, begin: int, match: re.Match[str], holder: str | None) -> str | None:
        """The event of that sort that the article names before, or only later; else one called after its host."""
        same = [m for m in self._events if m.name.endswith(match.group())]
        before = max((m for m in same if m.end <= begin), key=lambda m: m.end, default=None)
        if before is not None or len({m.name for m in same}) == 1:
            return (before or same[0]).name
        if is_convened(match.group()) and is_counted(self._analysis, begin, match.end()):
            return None
        if holder is None and (meant := self._attended(begin)) is not None:
            return meant.name
        about = self._marked(match.group()) or self._about(begin, match)
        host = holder or self._begun(match.group()) or (about.name if about else None)
        return None if host is None else host + self._fullest(match.group(), holder)

    def _fullest(self, head: str, holder: str | None) -> str:
        """The fullest words for a ceremony, of those that no other body holds: 乔迁新址揭牌仪式, which the headline calls
        揭牌仪式."""
        told = ((words, who or "") for who, own, words in self._told if own == head)
        same = (w for w, who in told if who.endswith(holder or "") or (holder or "").endswith(who))
        return max(same, key=len)

    def _begun(self, head: str) -> str | None:
        """The work that the article says is begun or ended so: 某某展示园项目|在某地|启动, for a bare 启动仪式."""
        act = head.removesuffix("仪式")
        if act == head or act not in self._analysis.text:
            return None
        for clause in self._analysis.clauses:
            lead = LEADS.match(self._analysis.text, clause.start, clause.end)
            told = described().started.match(self._analysis.text, lead.end() if lead else clause.start)
            if told is None or self._analysis.text.startswith("仪式", told.end()):
                continue  # 某区举行项目|签约|仪式: the ceremony itself
            if act in told.group()[len(told["own"]) :] and is_work(told["own"]):
                return told["own"]
        return None

    def _attended(self, begin: int) -> Mention | None:
        """The one other event told of just before, where somebody only attends what has no name: 参加[启动仪式]."""
        clause = self._analysis.clause(begin)
        if not _ATTENDS.search(self._analysis.text, clause.start, begin):
            return None
        held = (m for m in self._events if m.rule not in _NOT_HELD)
        near = [m for m in held if m.end <= begin and begin - m.end < _RECENT]
        return near[-1] if len({m.name for m in near}) == 1 else None

    def _marked(self, head: str) -> Mention | None:
        """What the article says elsewhere is unveiled, opened or begun, for a ceremony of that: 某馆|正式|揭牌."""
        act = head.removesuffix("仪式")
        for mention in self._hosts if act != head else ():
            adverbs = works().adverbs.match(self._analysis.text, mention.end)
            end = adverbs.end() if adverbs else mention.end
            if self._analysis.text.startswith(act, end) and not self._analysis.text.startswith(head, end):
                return mention
        return None

    def _holder(self, begin: int, head: str) -> str | None:
        """What stands right before the verb of holding it: 某体育园项目|举行了[开园仪式]; an area calls meetings, and of
        what is unveiled or begun only says where."""
        clause = self._analysis.clause(begin)
        stop = begin - 1 if is_convened(head) and self._analysis.text[begin - 1] == "的" else begin
        verb = works().holds.search(self._analysis.text, clause.start, stop)
        if verb is None:
            return None
        start = phrase_start(self._analysis, verb.start())
        if self._analysis.text[start - 1 : start] in ("在", "于"):
            start, end = phrase_start(self._analysis, start - 1), start - 1  # 某局|在|某广场|举行
        else:
            end = verb.start()
        named = [m for m in self._hosts if m.end == end and m.start >= clause.start]
        if named:
            return max(named, key=lambda m: len(m.text)).name
        for at in (end, verb.start()) if is_convened(head) else ():
            if (area := convening_area(self._analysis, self._areas, clause.start, at)) is not None:
                return area
        words = _WORK.sub("", self._analysis.text[start:end])
        return words if works().site.search(words) and len(words) >= _OWN else None

    @cached_property
    def _areas(self) -> list[Mention]:
        return [m for m in self._chain.mentions if m.type == "Area"]

    @cached_property
    def _hosts(self) -> list[Mention]:
        """The bodies, places and works that are named themselves, not only as whose a post is."""
        titles = {t.start for t in self._analysis.titles}
        titled = titles | {at - 1 for at in titles}
        named = (m for m in self._chain.mentions if m.type in _HOSTS and m.rule == "units.chain")
        return [m for m in named if m.end not in titled]

    def _about(self, begin: int, match: re.Match[str]) -> Mention | None:
        """What is named most, the first of it, with all that belongs to its name; of what may have called a meeting."""
        text, hosts = self._analysis.text, self._hosts
        if is_convened(match.group()):
            hosts = may_convene(self._analysis, hosts, begin)
        outer = [m for m in hosts if not self._is_inner(m) and not m.name.endswith(_LEADERS)]
        return max(outer, key=lambda m: (text.count(m.text[-_NAMED_BY:]), -m.start), default=None)

    def _is_inner(self, mention: Mention) -> bool:
        return any(m.start <= mention.start and mention.end < m.end for m in self._hosts)


def _ends_name(analysis: Analysis, end: int) -> bool:
    return end in analysis.ends and analysis.text[end : end + 1] not in frozenset(
        "者员部组办化性区点站型类情领工地"
    )
