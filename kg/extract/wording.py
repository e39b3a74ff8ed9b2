"""What readers of works in common words share: whose a work is, and what it is called."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain, draft
from kg.knowledge.boundaries import boundaries
from kg.knowledge.patterns import work_words
from kg.knowledge.works import works
from kg.types import EntityType, Mention

#: Of the article's area: what is for it, and what only happens there.
LOCAL, THERE = "works.described.local", "works.activity.local"
HOSTED, NATIONAL = "works.hosted", "works.national"
#: What is done to a place, by whoever acts.
UPON = "works.upon"
SURE = 0.6
BODIES: frozenset[EntityType] = frozenset({"Agency", "Organization"})
NATION = ("国家", "全国")
#: Who an activity is called after: an organ acts for its area.
_HOSTS: frozenset[EntityType] = frozenset({"Organization", "Community", "Place"})
#: A work that leads its clause has so many characters of its own, and does not point at another.
_OWN_WORK, _POINTS = (
    4,
    ("该", "此", "本", "这", "整个", "项目", "工程", "目前", "随着", "标志", "一期", "二期"),
)
#: Times and the like before the first word of a clause.
LEADS = re.compile(r"[\d年月日上下午到至底初\s“”（）]*(?:近日|日前|今年|目前|同时|随后)?")
#: 投资|10亿元建设|摄像模组项目: what is paid, and the verb that says for what.
_FOR_SO_MUCH = re.compile(
    r"(?:总投资)?(?:约|近|超|逾)?[\d.]+[余多]?[十百千万亿]*[余多]?元[，,]?(?:人民币)?(?:建设|新建|兴建|扩建|改建|上马|打造|实施|启动|建起|建成|引进|购置|用于|的)*"
)


@dataclass(frozen=True)
class Wording:
    """An article with the names that its chains hold."""

    analysis: Analysis
    chain: Chain

    @property
    def text(self) -> str:
        """The clean text."""
        return self.analysis.text

    def draft(
        self,
        kind: EntityType,
        span: tuple[int, int],
        host: Mention | None,
        words: str,
        *forms: str,
        rule: str = HOSTED,
    ) -> Mention:
        """A work called ``words`` of ``host``, or of the article's area where it has none; 国家… is the nation's."""
        national = words.startswith(NATION)
        short = host is not None and host.type == "Organization"
        called = host.text if host is not None and short else host.name if host is not None else ""
        name = words if national else called + words
        if host is not None and host.type == "Community":
            forms = (host.name.removesuffix("小区") + words, *forms)
        aliases = tuple(dict.fromkeys(f for f in (words, *forms) if f and f != name))
        if national or host is None:
            rule = NATIONAL if national else LOCAL if rule == LOCAL else THERE
        return draft(self.analysis, kind, *span, rule, SURE, name, None, aliases)

    def is_inside(self, at: int) -> bool:
        """Whether ``at`` stands in the name of a body, before its last character: 某某|物业服务|有限公司."""
        return at in self._inside

    @cached_property
    def _inside(self) -> frozenset[int]:
        bodies = (m for m in self.named if m.type in BODIES)
        return frozenset(at for m in bodies for at in range(m.start, m.end - 1))

    @cached_property
    def named(self) -> tuple[Mention, ...]:
        """The mentions that name somebody by themselves, in order."""
        return tuple(m for m in self.chain.mentions if m.rule == "units.chain")

    @cached_property
    def by_start(self) -> dict[int, Mention]:
        """The longest of them by where they begin."""
        return {m.start: m for m in sorted(self.named, key=lambda m: m.end)}

    def host(self, at: int) -> Mention | None:
        """Whose an activity is: the home that a letter is about; the body, community or place that leads the sentence
        last before ``at``."""
        if self.home is not None:
            return self.home
        start = self.analysis.sentence(at).start
        last = bisect_right(self._led, at, key=lambda m: m.end) - 1
        led = self._led[last] if last >= 0 else None
        return led if led is not None and led.start >= start and led.type in _HOSTS else None

    @cached_property
    def _led(self) -> list[Mention]:
        """The names that lead a clause, in order of their ends."""
        return sorted((m for m in self.named if self._leads(m)), key=lambda m: m.end)

    def _leads(self, mention: Mention) -> bool:
        start = self.analysis.clause(mention.start).start
        return LEADS.fullmatch(self.text, start, mention.start) is not None

    @cached_property
    def is_answer(self) -> bool:
        """Whether the article answers a citizen's letter."""
        return work_words().answer.search(self.text) is not None

    @cached_property
    def home(self) -> Mention | None:
        """The home that the letter is about which the article answers."""
        if not self.is_answer:
            return None
        homes = [m for m in self.named if m.type == "Community"]
        headed = [m for m in homes if self.is_headline(m.start)]
        first = next(iter(headed or [m for m in homes if m.kind != "neighbourhood"]), None)
        longer = (m for m in homes if first is not None and m.name == first.name + "小区")
        return next(longer, first)

    @cached_property
    def asked(self) -> Mention | None:
        """The home, road or park that the letter is about."""
        if self.home is not None or not self.is_answer:
            return self.home
        places = (m for m in self.named if m.type == "Place" and self.is_headline(m.start))
        return next(places, None)

    def is_headline(self, at: int) -> bool:
        """Whether ``at`` stands in the title."""
        return self._title is not None and self._title[0] <= at < self._title[1]

    @cached_property
    def _title(self) -> tuple[int, int] | None:
        blocks = self.analysis.article.blocks
        return next(((b.start, b.end) for b in blocks if b.kind == "title"), None)


def is_work(own: str) -> bool:
    """Whether the words that lead a clause name one work: no number of them, and more than its sort."""
    known = works()
    core = own.removesuffix("项目").removesuffix("工程")
    some = known.several.search(own) or known.nameless.match(own) or own.startswith(_POINTS)
    return not some and len(core) >= _OWN_WORK and not boundaries().is_generic(core)


def behind_price(text: str, start: int, end: int) -> int:
    """Where the name of a work begins at ``start``: behind what it costs and the verb that says for what."""
    price = _FOR_SO_MUCH.match(text, start, end)
    return start if price is None else price.end()
