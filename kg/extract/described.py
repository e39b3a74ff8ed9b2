"""Works and happenings in common words: 启动[数字化转型], 对某水域实施[临时交通管制], what goes wrong in a home (停气) and
what is supplied to it. They are called after whose they are, and known by their own words, too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain, draft
from kg.knowledge.boundaries import boundaries
from kg.knowledge.described import described
from kg.knowledge.patterns import work_words
from kg.knowledge.works import works
from kg.types import EntityType, Mention

LOCAL, HOSTED, NATIONAL = "works.described.local", "works.hosted", "works.national"
#: What is supplied to a home and what goes wrong there: they have no numbers, and nobody holds them.
SERVICE, TROUBLE = "works.service", "works.trouble"
#: What is done to a place, by whoever acts.
UPON = "works.upon"
_SURE = 0.6
#: So many characters of their own tell an activity from others; at a home two are enough if it is named again.
_OWN, _AGAIN = 3, 2
#: Who an activity is called after: an organ acts for its area.
_HOSTS: frozenset[EntityType] = frozenset({"Organization", "Community", "Place"})
_LEADS = re.compile(r"[\d年月日上下午到至底初\s“”（）]*(?:近日|日前|今年|目前|同时|随后)?")
#: A verb that only looks like a noun at the head of what is done.
_ACTS = ("整治", "改造", "拆除", "清理", "维修", "更换", "新增", "重新", "修缮", "加装")
_CEREMONY = ("揭牌仪式", "挂牌仪式", "揭牌授牌仪式", "揭牌暨签约仪式")
_DATED = re.compile(r"\d年|\d月|\d日")
_NATION = ("国家", "全国")
#: So far before a word the name of the home it is said of ends.
_NEAR = 12
_BODIES: frozenset[EntityType] = frozenset({"Agency", "Organization"})
_HOMES: frozenset[EntityType] = frozenset({"Community"})


def find_described(analysis: Analysis, chain: Chain, named: Sequence[Mention]) -> Iterator[Mention]:
    """What the text describes, outside the works and events ``named``."""
    taken = {at for m in named for at in range(m.start, m.end)}
    ceremony = any(m.type == "Event" and m.name.endswith(_CEREMONY) for m in named)
    found = _Found(analysis, chain, tuple(m.name for m in named if m.type == "Project"), ceremony)
    readers: tuple[Callable[[], Iterator[Mention]], ...] = (
        found.upon,
        found.upon_home,
        found.unveiled,
        found.counted,
        found.many,
        found.funded,
        found.troubles,
        found.services,
        found.activities,
        found.pointed,
        found.visits,
    )
    for read in readers:
        for mention in read():
            if not found.is_inside(mention) and taken.isdisjoint(range(mention.start, mention.end)):
                taken.update(range(mention.start, mention.end))
                yield mention


@dataclass(frozen=True)
class _Found:
    analysis: Analysis
    chain: Chain
    known: tuple[str, ...]
    ceremony: bool

    def is_inside(self, mention: Mention) -> bool:
        """Whether the words are part of a body's name: 某某|物业服务|有限公司."""
        bodies = (m for m in self.chain.mentions if m.type in _BODIES and m.rule == "units.chain")
        return any(m.start <= mention.start and mention.end < m.end for m in bodies)

    @property
    def _text(self) -> str:
        return self.analysis.text

    def _draft(
        self,
        kind: EntityType,
        span: tuple[int, int],
        host: Mention | None,
        words: str,
        *forms: str,
        rule: str = HOSTED,
    ) -> Mention:
        """A work called ``words`` of ``host``, or of the article's area where it has none; 国家… is the nation's."""
        national = words.startswith(_NATION)
        name = words if host is None or national else host.name + words
        aliases = tuple(dict.fromkeys(f for f in (words, *forms) if f and f != name))
        rule = NATIONAL if national else LOCAL if host is None else rule
        return draft(self.analysis, kind, *span, rule, _SURE, name, None, aliases)

    def activities(self) -> Iterator[Mention]:
        """Behind a verb that carries it out, an activity with words of its own: 开设[托幼托管服务]."""
        for verb in described().verbs.finditer(self._text):
            if verb.start() not in self.analysis.starts:
                continue
            match = described().activity.match(self._text, verb.end())
            if match is None or not self._is_activity(match):
                continue
            words = match["own"] + match["head"]
            span = match.start("own"), match.end("tail" if match["tail"] else "head")
            host = self._host(verb.start())
            yield self._draft("Project", span, host, words, words + (match["tail"] or ""))
            for again in re.finditer(re.escape(words), self._text):
                yield self._draft("Project", again.span(), host, words)

    def _is_activity(self, match: re.Match[str]) -> bool:
        """Whether the words before the head make it one of its own, and hold no verb that has another object."""
        own, start = match["own"], match.start("own")
        if (
            described().not_in.search(own)
            or described().loose.fullmatch(own)
            or "、" in own
            or own[0] in "和与及"
        ):
            return False
        if match["head"] in described().at_home and self._home is None:
            return False
        again = self._text.count(own + match["head"]) >= _AGAIN
        told = again or own.startswith(_NATION) or _DATED.search(self._text, *self.analysis.sentence(start))
        if self._home is None and (len(own) < _OWN or (match["head"] in described().spoken and not told)):
            return False
        if len(own) < _OWN and not again:
            return False
        if match.end("head") not in self.analysis.ends or start not in self.analysis.starts:
            return False
        if works().nameless.match(own) or works().several.search(own) or works().parts.fullmatch(own):
            return False
        inside = self.analysis.words_in(start, match.end("own"))
        if own.startswith(_ACTS):
            return False
        return not any(w.pos in {"v", "p", "r", "c", "d"} and boundaries().ends_name(w) for w in inside)

    def _host(self, at: int) -> Mention | None:
        """Whose an activity is: the home that a letter is about; the body, community or place that leads the sentence."""
        if self._home is not None:
            return self._home
        start = self.analysis.sentence(at).start
        led = [m for m in self.chain.mentions if start <= m.start and m.end <= at and self._is_leading(m)]
        host = led[-1] if led else None
        return host if host is not None and host.type in _HOSTS and host.rule == "units.chain" else None

    def _is_leading(self, mention: Mention) -> bool:
        start = self.analysis.clause(mention.start).start
        return _LEADS.fullmatch(self._text, start, mention.start) is not None

    @cached_property
    def _home(self) -> Mention | None:
        """The home that the letter is about which the article answers."""
        if not work_words().answer.search(self._text):
            return None
        homes = [m for m in self.chain.mentions if m.type in _HOMES and m.rule == "units.chain"]
        headed = [m for m in homes if self._is_headline(m.start)]
        first = next(iter(headed or [m for m in homes if m.kind != "neighbourhood"]), None)
        longer = {m.name: m for m in homes if first is not None and m.name == first.name + "小区"}
        return next(iter(longer.values()), first)

    def _is_headline(self, at: int) -> bool:
        title = next((b for b in self.analysis.article.blocks if b.kind == "title"), None)
        return title is not None and title.start <= at < title.end

    def upon(self) -> Iterator[Mention]:
        """对某水域实施[临时交通管制]."""
        for match in described().upon.finditer(self._text):
            what, act = match["what"], match["act"]
            start = match.start("what")
            unit = next(
                (m for m in self.chain.mentions if m.start == start and m.rule == "units.chain"), None
            )
            name = what + act if unit is None else unit.name + self._text[unit.end : match.end("what")] + act
            yield draft(self.analysis, "Project", *match.span("act"), UPON, _SURE, name, None, (act,))

    def upon_home(self) -> Iterator[Mention]:
        """对电梯及消防设施进行[维修], in the answer to a letter about a home: the work there."""
        home = self._home
        for match in described().upon_home.finditer(self._text) if home is not None else ():
            what, act = match["what"], match["act"]
            named = any(m.start == match.start("what") for m in self.chain.mentions)
            if not named and not described().no_work.search(what):
                yield self._draft("Project", match.span("act"), home, what + act)

    def unveiled(self) -> Iterator[Mention]:
        """某中心正式[揭牌], where no ceremony is named: the unveiling."""
        if self.ceremony:
            return
        for match in described().unveiled.finditer(self._text):
            unit = self.chain.ending_at(match.start())
            host = None if unit is None or self.chain.is_open(unit) else self.chain.mentions[unit]
            if host is not None and host.type in (*_BODIES, "Place") and host.rule == "units.chain":
                act = match["act"].removesuffix("成立")
                forms = (f"{host.name}{act}仪式", act, f"{act}仪式")
                name = f"{host.name}{act}"
                yield draft(self.analysis, "Event", *match.span("act"), "works.unveiled", _SURE, name, None, forms)

    def pointed(self) -> Iterator[Mention]:
        """该[项目], where the article names none: the building of the site named last."""
        for match in described().pointed.finditer(self._text) if not self.known else ():
            sites = [m for m in self.chain.mentions if m.end <= match.start() and m.rule == "units.chain"]
            site = next((m for m in reversed(sites) if works().site.search(m.name)), None)
            sentence = self.analysis.sentence(match.start())
            if site is not None and described().built.search(self._text, *sentence):
                head = match["work"] if f"{site.text}{match['work']}" in self._text else "建设"
                span, name = match.span("work"), site.name + head
                yield draft(self.analysis, "Project", *span, UPON, _SURE, name, pointer=True)

    def counted(self) -> Iterator[Mention]:
        """[30个重点文旅项目]集中开工, 列入[2019年10件民生实事]."""
        by_number: dict[str, list[re.Match[str]]] = {}
        for match in described().works.finditer(self._text):
            by_number.setdefault(re.sub("[^0-9]", "", match["all"]) + match["what"][-2:], []).append(match)
        for same in by_number.values():
            words = max((match["all"] for match in same), key=len)
            host = next((area for match in same if (area := self._area_beside(match)) is not None), None)
            for match in same:
                yield self._draft("Project", match.span("all"), host, words, match["all"])
        for match in described().deeds.finditer(self._text):
            span, words = match.span("all"), match["all"]
            if match["area"]:
                continue
            yield self._draft("Project", span, None, words, words.removeprefix(f"{match['year']}年"))

    def _area_beside(self, match: re.Match[str]) -> Mention | None:
        """The last area of the clause: where the works are."""
        clause = self.analysis.clause(match.start())
        areas = [m for m in self.chain.mentions if clause.start <= m.start < clause.end and m.type == "Area"]
        return areas[-1] if areas and areas[-1].rule == "units.chain" else None

    def funded(self) -> Iterator[Mention]:
        """投入[湿地保护工程]资金34.5亿元: what money is said to be for."""
        for match in described().funded.finditer(self._text):
            own = match["own"]
            if not works().nameless.match(own) and not works().several.search(own):
                yield self._draft("Project", match.span("own"), None, own)

    def many(self) -> Iterator[Mention]:
        """建成[小区共享花园]24个: they are one work of the area."""
        for match in described().many.finditer(self._text):
            what, span = match["what"], match.span("what")
            own = not boundaries().is_generic(what) and not described().not_in.search(what)
            if own and span[0] in self.analysis.starts and span[1] in self.analysis.ends:
                yield self._draft("Project", span, None, what + "建设", what, match["what"])

    def visits(self) -> Iterator[Mention]:
        """某某一行实地参观了[某馆]: the visit."""
        for match in described().visits.finditer(self._text):
            who = next((t for t in self.analysis.people if t.end == match.start()), None)
            where = self._chained(match.end())
            if who is None or where is None or where.rule != "units.chain" or where.type == "Area":
                continue
            act = match["act"].removeprefix("实地")
            name = f"{self._text[who.start : who.end]}一行{act}{where.name}"
            forms = (match["act"] + where.name, act + where.name)
            yield draft(self.analysis, "Event", *match.span("act"), "works.visit", _SURE, name, None, forms)

    def _chained(self, at: int) -> Mention | None:
        """The last name of the chain that begins at ``at``: 某县|某镇|某馆."""
        last = None
        while (found := next((m for m in self.chain.mentions if m.start == at), None)) is not None:
            last, at = found, found.end
        return last

    def troubles(self) -> Iterator[Mention]:
        """What the letter complains of, by the words of its headline or of the answer: 停气, 已停止供气."""
        home = self._home
        if home is None:
            return
        known: dict[str, str] = {}
        for match in described().troubles.finditer(self._text):
            near = self._text[max(0, match.start() - _NEAR) : match.start()].endswith((home.text, home.name))
            if near or self._is_headline(match.start()) or match.group() in known.values():
                known[match.group()[-1]] = match.group()
                yield self._draft("Event", match.span(), home, match.group(), rule=TROUBLE)
        for match in described().stopped.finditer(self._text):
            words = known.get(match["what"][-1], "停" + match["what"])
            yield self._draft("Event", match.span(), home, words, match.group(), rule=TROUBLE)

    def services(self) -> Iterator[Mention]:
        """What is supplied to the home: 由某公司负责[供暖]."""
        home = self._home
        for name, words in described().services.items() if home is not None else ():
            found = list(words.finditer(self._text))
            if any(described().served.search(self._text, max(0, m.start() - 12), m.start()) for m in found):
                forms = sorted({m.group() for m in found})
                for match in found:
                    yield self._draft("Project", match.span(), home, name, *forms, rule=SERVICE)
