"""Who holds which post in which body.

Posts have a grammar: [area] [body] [post] {、 [body] [post]} name, read here from the name to the left:
卫东区委|常委、区纪委|书记、区监委|主任 gives three posts of one person in three bodies. A post without a body takes
the body of the post before it (城市管理局党组书记、局长), or the organ it implies (区长: the government of the district).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from kg.extract.naming import draft
from kg.extract.notes import Notes
from kg.extract.units import Unit
from kg.knowledge.scanning import TitleMatch
from kg.types import Mention, Post

_JOIN = re.compile(r"[、兼和及与 ，]|暨")
_FORMER = re.compile(r"(?:原|前任|前|时任|曾任|原任)$")
_TERMS = re.compile(r"(?:原|前任|前|时任|曾任|原任|现任|拟任|代|新任|兼任|担任|任)$")
_TAKES = re.compile(r"(?:担任|现任|曾任|时任|历任|出任|就任|兼任|当选为|当选|任命为|任|是|为|系)$")
_LEVEL = re.compile(r"[省市县区镇乡州旗]")
#: A body of the party inside another: a post of the state that follows belongs to that other body.
_PARTY = re.compile(r"(?:党组|党委|党总支|党支部|党工委|总支|支部)$")
_LEADABLE = frozenset({"Agency", "Organization", "Community"})


@dataclass(frozen=True, slots=True)
class _Held:
    """One post as read: the title, its body where one stands there, the start of the whole, whether it is former."""

    title: TitleMatch
    body: int | None
    start: int
    former: bool


class PostReader:
    """Reads the posts of an article. ``units`` and ``numbers`` are its units and the notes' numbers of them."""

    def __init__(self, notes: Notes, units: list[Unit], numbers: list[int]) -> None:
        self.notes, self.units, self.numbers = notes, units, numbers
        self.text = notes.analysis.text
        self.titles = {t.end: t for t in notes.analysis.titles}
        self.ends = {u.end: i for i, u in enumerate(units)}
        self.bodies: dict[int, int] = {}
        self.last: tuple[int, int] | None = None

    def read(self, people: list[tuple[int, Mention]]) -> None:
        """Note the posts of the numbered ``people``, who are in order of the text."""
        introduced = set()
        for number, person in people:
            held = self._before(person.start)
            introduced |= {h.title.end for h in held}
            self._note(number, person, held)
        self._taken(people, introduced)

    def _before(self, start: int) -> list[_Held]:
        """The posts that stand directly before a name, leftmost first."""
        held: list[_Held] = []
        at = self._skip_space(start)
        while (title := self.titles.get(at)) is not None:
            one = self._post(title)
            held.append(one)
            joined = self._skip_terms(one.start)
            if joined == 0 or not _JOIN.fullmatch(self.text[joined - 1]):
                break
            at = self._skip_space(joined - 1)
        return held[::-1]

    def _skip_space(self, at: int) -> int:
        while at > 0 and self.text[at - 1] in " 　":
            at -= 1
        return at

    def _skip_terms(self, at: int) -> int:
        term = _TERMS.search(self.text, max(0, at - 4), at)
        return self._skip_space(term.start() if term else at)

    def _post(self, title: TitleMatch) -> _Held:
        at = title.start
        if title.title.fused and (fused := self.ends.get(at + len(title.title.organ or ""))) is not None:
            at = self.units[fused].end  # 公安局长: 公安局 + 局长
        at = self._skip_term_before(at)
        body = self.ends.get(at)
        start = self._root(body).start if body is not None else at
        own = self.units[body].start if body is not None else at
        former = bool(_FORMER.search(self.text, max(0, start - 3), start) or self.text[own - 1 : own] == "原")
        former = former or bool(_FORMER.search(self.text, max(0, title.start - 3), title.start))
        return _Held(title, body, start, former)

    def _skip_term_before(self, at: int) -> int:
        term = re.compile(r"(?:原|前|时任|代|党员|首任|首席)$").search(self.text, max(0, at - 2), at)
        return term.start() if term and self.ends.get(term.start()) is not None else at

    def _root(self, unit: int) -> Unit:
        """The first unit of the chain that ``unit`` is the last of."""
        while (parent := self.units[unit].parent) is not None:
            unit = parent
        return self.units[unit]

    def _note(self, number: int, person: Mention, held: list[_Held]) -> None:
        before = self._carried(person)
        for one in held:
            body = self._body(one, before)
            if body is None:
                continue
            before = body
            self._say(number, body, one, min(one.start, person.start), max(person.end, one.title.end))
        if held and before is not None:
            self.last = (before, person.end)

    def _carried(self, person: Mention) -> int | None:
        """The body of the person named before in the same sentence: 区委书记甲，副书记、区长[乙]."""
        if self.last is None:
            return None
        sentence = self.notes.analysis.sentence(person.start)
        return self.last[0] if self.last[1] > sentence.start else None

    def _say(self, person: int, body: int, one: _Held, start: int, end: int) -> None:
        rule = "posts.title" if one.body is not None else "posts.implied"
        sure = 0.95 if one.body is not None else 0.85
        source = self.notes.source(start, end, rule, sure)
        self.notes.claims.append(Post(person, body, self._words(one), source, one.former))
        self.bodies.setdefault(person, body)
        if one.title.title.head and not one.former and self.notes.mentions[body].type in _LEADABLE:
            self.notes.fact(person, "leads", body, rule, sure)

    def _words(self, one: _Held) -> str:
        return one.title.title.title

    def _body(self, one: _Held, before: int | None) -> int | None:
        if one.title.title.organ == "人民政府":
            return self._government(one)
        if one.body is not None:
            return self.numbers[one.body]
        return None if before is None else self._inherited(one, before)

    def _inherited(self, one: _Held, before: int) -> int | None:
        """城市管理局党组|书记、|局长: the second post is in the body that the first one's body belongs to."""
        unit = self.numbers.index(before) if before in self.numbers else None
        if unit is None or not _PARTY.search(self.notes.mentions[before].name):
            return before
        if "书记" in one.title.title.title or "常委" in one.title.title.title:
            return before
        parent = self.units[unit].parent
        return None if parent is None else self.numbers[parent]

    def _government(self, one: _Held) -> int | None:
        """区长 leads the government of the area before it, or of the article's own."""
        level = _LEVEL.search(self.text, one.title.start, one.title.end)
        if level is None:
            return None
        unit = self.units[one.body] if one.body is not None else None
        if unit is not None and unit.type == "Agency":
            return self.numbers[one.body] if one.body is not None else None
        area = self.text[unit.start : unit.end] if unit is not None and unit.type == "Area" else level.group()
        start, end = (unit.start, unit.end) if unit is not None and unit.type == "Area" else level.span()
        rule = "posts.government" if len(area) > 1 else "posts.government.relative"
        return self.notes.note(draft(self.notes.analysis, "Agency", start, end, rule, 0.85, area + "人民政府"))

    def _taken(self, people: list[tuple[int, Mention]], introduced: set[int]) -> None:
        """[某某]…任[某站]站长: a post that follows a verb belongs to the person the sentence is about."""
        starts = [p.start for _, p in people]
        for title in self.notes.analysis.titles:
            if title.end in introduced:
                continue
            one = self._post(title)
            verb = _TAKES.search(self.text, max(0, one.start - 4), one.start)
            at = bisect_right(starts, one.start) - 1
            if verb is None or one.body is None or at < 0 or not self._about(people[at][1], one, verb.group()):
                continue
            former = one.former or verb.group() in {"曾任", "时任", "历任"}
            held = _Held(one.title, one.body, one.start, former)
            body = self._body(held, None)
            if body is not None:
                self._say(people[at][0], body, held, verb.start(), title.end)

    def _about(self, person: Mention, one: _Held, verb: str) -> bool:
        """Whether the last person named is the one who takes the post: in the same sentence, or the one before."""
        between = self.text[person.end : one.start]
        near = between.count("。") <= (1 if verb not in {"是", "为", "系"} else 0)
        return near and len(between) <= 60 and "\n" not in between and "由" not in between[-12:]
