"""Works and happenings in common words: 启动[数字化转型], 对某水域实施[临时交通管制], [30个重点文旅项目]集中开工. They are
called after whose they are, and known by their own words, too."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.extract.analysis import Analysis
from kg.extract.homes import of_homes
from kg.extract.naming import Chain, draft
from kg.extract.prominence import WHOLE
from kg.extract.visiting import official_visits
from kg.extract.wording import BODIES, LEADS, LOCAL, NATION, SURE, UPON, Wording, behind_price, is_work
from kg.knowledge.boundaries import boundaries
from kg.knowledge.described import described
from kg.knowledge.works import works
from kg.types import Mention

#: So many characters of their own tell an activity from others; at a home two are enough if it is named again.
_OWN, _AGAIN = 3, 2
#: What is only done to what the text points at has no name: 对该路段|实施|半封闭交通管制.
_UPON_THAT, _BEFORE = re.compile("对(?:该|此|这|上述|以上)[^，。；：]{0,6}$"), 9
#: A verb that only looks like a noun at the head of what is done.
_ACTS = ("整治", "改造", "拆除", "清理", "维修", "更换", "新增", "重新", "修缮", "加装")
#: What is opened is something in particular.
_OPENS = ("开设", "启动")
#: What has parts that are renewed, and how long the words for one are.
_PARTED, _PART = ("Community", "Place"), (2, 12)
#: The ends of what a letter asks for.
_ASKED = ("改造", "维修", "加装", "更换", "安装", "建设", "整治", "修缮", "接通")
_CEREMONY = ("揭牌仪式", "挂牌仪式", "揭牌授牌仪式", "揭牌暨签约仪式")
_OPENING = ("成立大会", "成立仪式", "开业仪式", "启用仪式", "落成仪式")
#: Whose list of deeds it is takes so many characters at most.
_NOUNS = 10
#: How many deeds there are, before what they are called.
_COUNT = re.compile("^(?:度)?(?:[0-9]+|[一二三四五六七八九十]+)(?:个方面|方面|件|项|大)")
_DATED = re.compile(r"\d年|\d月|\d日")
#: Which works a ceremony begins: 某市2024年第二批|重大项目.
_WHOLE = len("全市")
#: What so many works do at a time, behind them: 14个重大项目|集中开工.
_TOGETHER = re.compile("集中(?:开工|签约|竣工|开竣工|投产)")
_BATCH = re.compile("(?P<which>.{3,}?)(?P<what>(?:重点|重大|招商引资|招商|产业|工业)*项目)")


def find_described(analysis: Analysis, chain: Chain, named: Sequence[Mention]) -> Iterator[Mention]:
    """What the text describes, outside the works and events ``named``."""
    taken = {at for m in named if m.rule != "works.known" for at in range(m.start, m.end)}
    found = _Found(analysis, chain, tuple(named))
    readers: tuple[Callable[[], Iterator[Mention]], ...] = (
        found.upon,
        found.parts,
        found.unveiled,
        found.counted,
        found.begun_together,
        found.many,
        found.funded,
        found.carried,
        found.started,
        lambda: of_homes(found),
        found.activities,
        found.asked_for,
        found.pointed,
        found.visits,
        lambda: official_visits(found),
    )
    for read in readers:
        for mention in read():
            stretch = range(mention.start, mention.end)
            if not found.is_inside(mention.end - 1) and taken.isdisjoint(stretch):
                taken.update(stretch)
                yield mention


@dataclass(frozen=True)
class _Found(Wording):
    """An article with the works and events that other words name."""

    works: tuple[Mention, ...]

    def activities(self) -> Iterator[Mention]:
        """Behind a verb that carries it out, an activity with words of its own, and wherever it is named again:
        开设[托幼托管服务]."""
        seen: set[str] = set()
        for verb in described().verbs.finditer(self.text):
            if verb.start() not in self.analysis.starts:
                continue
            match = described().activity.match(self.text, verb.end())
            if match is None or _UPON_THAT.search(self.text, max(0, verb.start() - _BEFORE), verb.start()):
                continue
            if not self._is_activity(match, verb.group() in _OPENS):
                continue
            words = match["own"] + match["head"]
            span = match.start("own"), match.end("tail" if match["tail"] else "head")
            host = self.host(verb.start())
            yield self.draft("Project", span, host, words, words + (match["tail"] or ""))
            if words not in seen:
                seen.add(words)
                again = re.finditer(re.escape(words), self.text)
                yield from (self.draft("Project", each.span(), host, words) for each in again)

    def _is_activity(self, match: re.Match[str], opened: bool) -> bool:
        """Whether the words before the head make it one of its own, and hold no verb that has another object."""
        own, start, end = match["own"], match.start("own"), match.end("own")
        edges = start in self.analysis.starts and match.end("head") in self.analysis.ends
        if not edges or not _is_own(own) or not self._is_told(match, opened):
            return False
        inside = self.analysis.words_in(start, end)
        told = inside[:-1] if opened and inside[-1].pos == "v" else inside  # 开设托幼|托管|服务
        return not any(w.pos in {"v", "p", "r", "c", "d"} and boundaries().ends_name(w) for w in told)

    def _is_told(self, match: re.Match[str], opened: bool) -> bool:
        """Whether an activity is this article's: at a home, named again, dated, or long enough to be no other."""
        own, head = match["own"], match["head"]
        again = self.text.count(own + head) >= _AGAIN
        if self.home is not None:
            return len(own) >= _OWN or again
        if len(own) < _OWN or head in described().at_home:
            return False
        sentence = self.analysis.sentence(match.start())
        dated = own.startswith(NATION) or _DATED.search(self.text, *sentence) is not None
        return head not in described().spoken or again or dated or opened

    def upon(self) -> Iterator[Mention]:
        """对某水域实施[临时交通管制]."""
        for match in described().upon.finditer(self.text):
            what, act = match["what"], match["act"]
            start = match.start("what")
            unit = self.by_start.get(start)
            name = what + act if unit is None else unit.name + self.text[unit.end : match.end("what")] + act
            yield draft(self.analysis, "Project", *match.span("act"), UPON, SURE, name, None, (act,))

    def parts(self) -> Iterator[Mention]:
        """对某小区老旧供水管网进行[改造]: what is done to a part of a home or a place."""
        for match in described().upon_parts.finditer(self.text):
            site = self.by_start.get(match.start("what"))
            part = "" if site is None else self.text[site.end : match.end("what")].removeprefix("的")
            if site is None or site.type not in _PARTED or not _PART[0] <= len(part) <= _PART[1]:
                continue
            if not any(word in part for word in ("问题", "情况", "行为", "居民", "群众", "业主")):
                yield self.draft("Project", match.span("act"), site, part + match["act"])

    def unveiled(self) -> Iterator[Mention]:
        """某中心正式[揭牌], where no ceremony is named: the unveiling."""
        if any(m.type == "Event" and m.name.endswith(_CEREMONY) for m in self.works):
            return
        for match in described().unveiled.finditer(self.text):
            unit = self.chain.ending_at(match.start())
            host = None if unit is None or self.chain.is_open(unit) else self.chain.mentions[unit]
            if host is not None and any(self._is_opening(event, host) for event in self.works):
                continue  # its 成立大会 is told of
            if host is not None and host.type in (*BODIES, "Place") and host.rule == "units.chain":
                act = match["act"].removesuffix("成立")
                forms = (f"{host.name}{act}仪式", act, f"{act}仪式")
                name = f"{host.name}{act}"
                yield draft(
                    self.analysis, "Event", *match.span("act"), "works.unveiled", SURE, name, None, forms
                )

    def asked_for(self) -> Iterator[Mention]:
        """针对您反映的[水管改造]、[电梯加装]等事项: what a letter asks for, in its answer."""
        for match in described().asked_for.finditer(self.text) if self.is_answer else ():
            at = match.start("items")
            for item in match["items"].split("、"):
                own = len(item) > _OWN and item.endswith(_ASKED) and not described().no_work.search(item)
                if own and at not in self.by_start:
                    yield self.draft("Project", (at, at + len(item)), self.home, item)
                at += len(item) + 1

    def _is_opening(self, event: Mention, host: Mention) -> bool:
        """Whether an event named otherwise is the founding or opening of a body."""
        return (
            event.type == "Event"
            and event.name.endswith(_OPENING)
            and event.name.startswith((host.name, host.text))
        )

    def pointed(self) -> Iterator[Mention]:
        """该[项目], where the article names none: the building of the site named last."""
        known = any(m.type == "Project" for m in self.works)
        for match in described().pointed.finditer(self.text) if not known else ():
            last = bisect_right(self._sites, match.start(), key=lambda m: m.end) - 1
            sentence = self.analysis.sentence(match.start())
            if last >= 0 and described().built.search(self.text, *sentence):
                site, head = self._sites[last], match["work"]
                name = site.name + (head if site.text + head in self.text else "建设")
                yield draft(self.analysis, "Project", *match.span("work"), UPON, SURE, name, pointer=True)

    @cached_property
    def _sites(self) -> list[Mention]:
        """What may be built, in order of the ends of their names."""
        return sorted((m for m in self.named if works().site.search(m.name)), key=lambda m: m.end)

    def counted(self) -> Iterator[Mention]:
        """[30个重点文旅项目]集中开工, 列入[2019年10件民生实事]."""
        by_number: dict[str, list[re.Match[str]]] = {}
        for match in described().works.finditer(self.text):
            by_number.setdefault(re.sub("[^0-9]", "", match["all"]) + match["what"][-2:], []).append(match)
        for same in by_number.values():
            words = max((match["all"] for match in same), key=len)
            host = next((area for match in same if (area := self._area_beside(match)) is not None), None)
            for match in same:
                together = _TOGETHER.match(self.text, match.end("all"))
                called = self._begun(match.span("all"), together.group()) if together else None
                yield called or self.draft("Project", match.span("all"), host, words, match["all"])
        for match in described().deeds.finditer(self.text) if "实事" in self.text else ():
            yield self._list(match)

    def begun_together(self) -> Iterator[Mention]:
        """此次[集中开工的15个项目]总投资58.7亿元: they are one work, of the area where no ceremony begins them."""
        for match in works().begun_together.finditer(self.text):
            act, span = match["own"], match.span("all")
            called = self._begun(span, act)
            yield called or self.draft("Project", span, None, act + "项目", match["all"], match.group())

    def _begun(self, span: tuple[int, int], act: str) -> Mention | None:
        """The works that stand at ``span``, called after the ceremony that begins them: 某市第二批重大项目集中开工仪式."""
        ceremony = next((m.name for m in self.works if m.type == "Event" and act in m.name), "")
        batch = _BATCH.fullmatch(ceremony.partition(act)[0])
        if batch is None:
            return None
        forms = (batch.group(), batch.group() + act + "项目")
        if ceremony.startswith(WHOLE):
            words = batch["which"][_WHOLE:] + act + batch["what"]
            return self.draft("Project", span, None, words, *forms)
        words = batch["which"] + act + batch["what"]
        return draft(self.analysis, "Project", *span, "works.begun", SURE, words, None, forms)

    def _list(self, match: re.Match[str]) -> Mention:
        """A list of deeds by whose it is, else of the article's area: many areas have ten deeds a year."""
        span, words = match.span("all"), match["all"]
        start = span[0] if match["year"] else self._before(span[0])
        if start < span[0]:
            return draft(self.analysis, "Project", start, span[1], "works.named", SURE, None, None, (words,))
        bare = words.removeprefix(f"{match['year']}年")
        return self.draft("Project", span, None, words, bare, _COUNT.sub("", bare))

    def _before(self, at: int) -> int:
        """Where the nouns begin that stand right before ``at``: [某市民政]十方面民生实事."""
        start, words = at, self.analysis.words_in(max(0, at - _NOUNS), at)
        for word in reversed(words):
            if word.end != start or word.pos[:1] != "n" or boundaries().ends_name(word):
                break
            start = word.start
        return start

    def _area_beside(self, match: re.Match[str]) -> Mention | None:
        """The last area of the clause: where the works are."""
        clause = self.analysis.clause(match.start())
        last = bisect_right(self._areas, clause.end, key=lambda m: m.end) - 1
        return self._areas[last] if last >= 0 and self._areas[last].start >= clause.start else None

    @cached_property
    def _areas(self) -> list[Mention]:
        return sorted((m for m in self.named if m.type == "Area"), key=lambda m: m.end)

    def started(self) -> Iterator[Mention]:
        """某某核心展示园[项目]在某地启动: a work that leads its clause, by all the words before its head."""
        for clause in self.analysis.clauses:
            lead = LEADS.match(self.text, clause.start, clause.end)
            start = behind_price(self.text, lead.end() if lead else clause.start, clause.end)
            match = described().started.match(self.text, start) or described().told.match(self.text, start)
            own = match["own"] if match else ""
            if match is None or not self._is_name(start, match.end("own")) or not is_work(own):
                continue
            unit = self.by_start.get(start)
            name = own if unit is None else unit.name + self.text[unit.end : match.end("own")]
            yield draft(self.analysis, "Project", start, match.end("own"), "works.named", SURE, name)

    def _is_name(self, start: int, end: int) -> bool:
        """Whether nothing in [start, end) ends a name: no verb with an object, preposition or pronoun."""
        inside = self.analysis.words_in(start, end)
        return not any(w.pos[:1] in {"p", "r", "c", "u", "d"} and boundaries().ends_name(w) for w in inside)

    def carried(self) -> Iterator[Mention]:
        """某公司实施的[室内燃气设施改造工程]: a work that only who carries it out tells from others."""
        for match in described().carried.finditer(self.text):
            unit, own = self.chain.ending_at(match.start()), match["own"]
            body = None if unit is None else self.chain.mentions[unit]
            fits = body is not None and body.type in BODIES and is_work(own) and _is_own(own)
            if fits and match.start("own") not in self.by_start:
                yield draft(self.analysis, "Project", *match.span("own"), "works.named", SURE)

    def funded(self) -> Iterator[Mention]:
        """投入[湿地保护工程]资金34.5亿元: what money is said to be for."""
        for match in described().funded.finditer(self.text):
            own = match["own"]
            if not works().nameless.match(own) and not works().several.search(own):
                yield self.draft("Project", match.span("own"), None, own)

    def many(self) -> Iterator[Mention]:
        """建成[小区共享花园]24个: they are one work of the area."""
        for match in described().many.finditer(self.text):
            what, span = match["what"], match.span("what")
            own = not boundaries().is_generic(what) and not described().not_in.search(what)
            if own and span[0] in self.analysis.starts and span[1] in self.analysis.ends:
                yield self.draft("Project", span, None, what + "建设", what, rule=LOCAL)

    def visits(self) -> Iterator[Mention]:
        """某某一行实地参观了[某馆]: the visit."""
        for match in described().visits.finditer(self.text):
            who, where = self._people.get(match.start()), self._chained(match.end())
            if who is None or where is None or where.type == "Area":
                continue
            act = match["act"].removeprefix("实地")
            name = f"{who}一行{act}{where.name}"
            forms = (match["act"] + where.name, act + where.name)
            yield draft(self.analysis, "Event", *match.span("act"), "works.visit", SURE, name, None, forms)

    @cached_property
    def _people(self) -> dict[int, str]:
        """The people of the tagger by where their names end."""
        return {tag.end: self.text[tag.start : tag.end] for tag in self.analysis.people}

    def _chained(self, at: int) -> Mention | None:
        """The last name of the chain that begins at ``at``: 某县|某镇|某馆."""
        last = None
        while (found := self.by_start.get(at)) is not None:
            last, at = found, found.end
        return last


def _is_own(own: str) -> bool:
    """Whether the words before a head are some that make a name of it."""
    if described().not_in.search(own) or described().loose.fullmatch(own):
        return False
    if "、" in own or own[0] in "和与及" or own.startswith(_ACTS):
        return False
    known = works()
    return not (known.nameless.match(own) or known.several.search(own) or known.parts.fullmatch(own))
