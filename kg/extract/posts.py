"""Who holds which post in which body.

Posts have a grammar: [area] [body] [post] {、 [body] [post]} name, read here from the name to the left:
云溪区委|常委、区纪委|书记、区监委|主任 gives three posts of one person in three bodies. A post may also follow the name: in
brackets, after a verb (任, 当选), in apposition, or the name follows the post's 由.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.appointments import Appointments
from kg.extract.jobs import jobs
from kg.extract.notes import Notes
from kg.extract.post_bodies import Bodies
from kg.extract.post_fits import bears
from kg.extract.post_owns import Own, Owns
from kg.extract.tenures import Tenure, Tenures
from kg.extract.titled import Held
from kg.extract.unit import Unit
from kg.knowledge.lexicon import body_head
from kg.knowledge.posts import post_words
from kg.knowledge.scanning import TitleMatch
from kg.types import Mention, Post

_JOIN = frozenset("、兼和及与 ，暨")
_AND = re.compile(r"[、和与及]")
#: Before a post that a verb gives to who is named before.
_GIVEN = re.compile("(?:任|担任|兼任|出任|当选|当)$")
_BRACKET = re.compile(r"（([^（）\n]{2,60})）")
_APPOSITION = re.compile(r"，(?:[男女]，)?(?:[^，。；\n]{1,8}族，)?(?:[^，。；\n]{0,6}岁，)?")
_BETWEEN_TITLES = frozenset("、，。；）兼")
#: 副局长（挂职）[某某]
_NOTED = re.compile(r"（([^（）\n]{2,6})）")
#: Titles that follow the name of whoever works at a body of learning or health.
_SCHOLARS = ("教授", "研究员", "医师", "医生", "讲师", "老师", "博士")
_GOVERNMENT = "人民政府"
_LEARNED = frozenset({"school", "research", "health"})
#: 从某局副局长|岗位上退休的[某某].
_LEFT = re.compile(r"(?:岗位|职位|职务|任)?上?(?:退休|离休|退下来|卸任|离任)(?:后)?的?$")
_LONGEST_LEFT = 10
#: Between a title and the name: how old its bearer is.
_AGED, _LONGEST_AGE = re.compile(r"[、，]?(?:今年|现年|时年)?[0-9一二三四五六七八九十]{2,3}岁的$"), 9
#: Who is sent to a village.
_SENT, _COMMITTEE = "第一书记", ("委", "委员会")
_LEADABLE = frozenset({"Agency", "Organization", "Community"})


class PostReader:
    """Reads the posts of an article. ``units`` and ``numbers`` are its units and the notes' numbers of them; the numbered
    ``people`` are in order of the text."""

    def __init__(
        self, notes: Notes, units: list[Unit], numbers: list[int], people: list[tuple[int, Mention]]
    ) -> None:
        self.notes = notes
        self.text = notes.analysis.text
        self.titles = {t.end: t for t in (*jobs(notes.analysis, units), *notes.analysis.titles)}
        self.people = people
        self.names = {m.end for m in notes.mentions if m.type == "Person"}
        self.names |= {person.end for _, person in people}
        self.owns = Owns(notes.analysis, units, _stops(notes) | self.names)
        self.bodies = Bodies(notes, units, numbers)
        self.last: tuple[int, int] | None = None
        self.used: set[int] = set()
        self.rows: dict[int, int | None] = {}
        self.tenures = Tenures(notes.analysis)

    def read(self) -> None:
        """Note the posts of the people."""
        people = self.people
        starts = frozenset(person.start for _, person in people)
        shared: list[Held] = []
        end = -1
        for number, person in people:
            held = self._before(person.start)
            if not held and _AND.fullmatch(self.text[end : person.start]):
                held = [replace(h, sure=0.85) for h in shared]
            self.used |= {h.title.end for h in held}
            if not held and self.text[person.start - 1 : person.start] == "、":
                self.rows[number] = self._carried(person.start)
            self._note(number, person, held)
            shared, end = [h for h in held[-1:] if not h.title.title.head], person.end
        Appointments(self, self.notes.analysis, self.tenures).read(people)
        for number, person in people:
            self._bracketed(number, person)
            self._of_scholar(number, person)
            self._after_name(number, person, starts)
        self._in_apposition(people)

    def _before(self, start: int) -> list[Held]:
        """The posts that stand directly before a name, leftmost first."""
        held: list[Held] = []
        at = self._skip_candidate(self._skip_note(self._skip_age(self._skip_space(start))))
        left = _LEFT.search(self.text, max(0, at - _LONGEST_LEFT), at)
        at = left.start() if left is not None and left.start() in self.titles else at
        while (title := self.titles.get(at)) is not None and title.start not in self.names:
            one = self.post(title)
            held.append(replace(one, tenure=replace(one.tenure, former=True)) if left else one)
            joined = self._skip_terms(one.start)
            if joined == 0 or self.text[joined - 1] not in _JOIN:
                break
            at = self._skip_space(joined - 1)
            if (other := self.titles.get(at)) is not None and _GIVEN.search(
                self.text, max(0, other.start - 2), other.start
            ):
                break  # 由某某任组长，局长[某某]任…
        return _over_together(held[::-1])

    def _skip_note(self, at: int) -> int:
        """Where the bracket begins that says how the post before a name is held: 副局长|（挂职）[某某]."""
        opened = self.text.rfind("（", max(0, at - 8), at) if self.text[at - 1 : at] == "）" else -1
        inside = self.text[opened + 1 : at - 1]
        return opened if opened >= 0 and post_words().noted.fullmatch(inside) else at

    def _skip_age(self, at: int) -> int:
        """Where the words begin that say how old somebody is who has a title before that: 创办者|、89岁的[某某]."""
        aged = _AGED.search(self.text, max(0, at - _LONGEST_AGE), at)
        return aged.start() if aged is not None and aged.start() in self.titles else at

    def _skip_candidate(self, at: int) -> int:
        """Where the words begin that call who is named a candidate for the post: 副区长|人选[某某]."""
        words = post_words().candidates_end.search(self.text, max(0, at - 4), at)
        return words.start() if words and words.start() in self.titles else at

    def _skip_space(self, at: int) -> int:
        while at > 0 and self.text[at - 1] in " 　":
            at -= 1
        return at

    def _skip_terms(self, at: int) -> int:
        term = post_words().term_end.search(self.text, max(0, at - 4), at)
        return self._skip_space(term.start() if term else at)

    def post(self, title: TitleMatch) -> Held:
        """The post with that title, its body and where it begins."""
        at = title.start
        if title.title.fused and self._is_fused(title):
            at += len(title.title.organ or "")  # 公安局长: 公安局 + 局长
        own = self.owns.before(self._skip_term_before(at))
        title, own = self._qualified(title, own)
        if own.unit is not None and self.text.startswith("的", own.end):
            own = (
                own if bears(self.bodies.units[own.unit], self.text, title) else Own(title.start, title.start)
            )
        unit = own.unit if own.unit is not None else own.base
        start = self.owns.root(unit) if unit is not None else own.start
        former = self._is_former(start) or self.text[own.start - 1 : own.start] == "原"
        behind = _NOTED.match(self.text, title.end)
        tenure = self.tenures.before_name(title.title.title, start, behind.group() if behind else "")
        proposed = tenure.proposed or post_words().candidates.match(self.text, title.end) is not None
        tenure = replace(tenure, former=former or self._is_former(title.start), proposed=proposed)
        return Held(title, own, start, tenure)

    def _qualified(self, title: TitleMatch, own: Own) -> tuple[TitleMatch, Own]:
        """某集团|人力资源[高级经理]: words between body and title that name no part of the body belong to the title."""
        base = self.bodies.bearer(own)
        if base is None:
            return title, own
        unit = self.bodies.units[base]
        start = own.start if self.text[own.start - 1] == "的" else unit.end
        words = self.text[start : own.end]
        if self.text.endswith(words, unit.start, unit.end):
            return title, Own(unit.start, unit.end, base)  # 南岳村|村主任
        if not self.owns.is_qualifier(start, own.end):
            return title, own
        whole = replace(title.title, title=words + title.title.title, head=False, organ=None)
        return TitleMatch(start, title.end, whole), Own(unit.start, unit.end, base)

    def _is_fused(self, title: TitleMatch) -> bool:
        """Whether the title's first characters end the body's name: 公安局|长, not 公安局|局长."""
        end = title.start + len(title.title.organ or "")
        if end in self.owns.ends:
            return self.bodies.units[self.owns.ends[end]].start < title.start
        before = self.text[max(0, title.start - 8) : title.start]
        head = body_head(before + (title.title.organ or ""))
        return head is not None and len(head.head) > end - title.start and body_head(before) is None

    def _is_former(self, at: int) -> bool:
        return post_words().over_end.search(self.text, max(0, at - 3), at) is not None

    def _skip_term_before(self, at: int) -> int:
        term = post_words().inner_end.search(self.text, max(0, at - 2), at)
        return term.start() if term and (at not in self.owns.ends) else at

    def _note(self, number: int, person: Mention, held: Sequence[Held]) -> None:
        before, known = self._carried(person.start), True
        for one in held:
            known = known or one.own.start < one.own.end
            body = self.bodies.body(one.title, one.own, before) if known else None
            if body is None:  # the posts that follow in the row are in this body, whichever it is
                before, known = None, False
                continue
            before = body
            self._say(number, body, one, min(one.start, person.start), max(person.end, one.title.end))
        if held:
            self.last = (before, person.end) if before is not None else None

    def _carried(self, at: int) -> int | None:
        """The body of the person named before in the same sentence: 区委书记甲，副书记、区长[乙]."""
        if self.last is None:
            return None
        return self.last[0] if self.last[1] > self.notes.analysis.sentence(at).start else None

    def _say(self, person: int, body: int, one: Held, start: int, end: int) -> None:
        stated = one.own.unit is not None
        rule, sure = ("posts.title", 0.95) if stated else ("posts.implied", 0.85)
        title, held = one.title.title, one.tenure
        start = start if held.start is None else min(start, held.start)
        source = self.notes.source(start, end, rule, sure * one.sure)
        self.notes.claims.append(
            Post(
                person,
                body,
                title.title,
                source,
                held.former and not held.proposed,
                since=held.since,
                until=held.until,
                capacity=held.capacity,
                proposed=held.proposed,
            )
        )
        if title.head and not held.former and not held.proposed and self._is_led(body, title.title):
            self.notes.fact(person, "leads", body, rule, sure * one.sure)

    def _is_led(self, body: int, title: str) -> bool:
        """Whether who bears the title leads the body; a 第一书记 leads a committee, and no village that he is sent to, nor
        does its 河长."""
        mention = self.notes.mentions[body]
        part = mention.type == "Community" and post_words().no_home_head.search(title) is not None
        return (
            mention.type in _LEADABLE and not part and (title != _SENT or mention.name.endswith(_COMMITTEE))
        )

    def _bracketed(self, number: int, person: Mention) -> None:
        """[某某]（县林业局局长）."""
        inside = _BRACKET.match(self.text, person.end)
        if inside is not None:
            self._note(number, person, self._listed(*inside.span(1)))

    def _listed(self, start: int, end: int) -> list[Held]:
        """The unclaimed titles of [start, end) that end where a post may end, each with its body."""
        ends = (at for at in range(start + 2, end + 1) if at in self.titles and at not in self.used)
        held = [self.post(self.titles[at]) for at in ends if self.text[at : at + 1] in _BETWEEN_TITLES]
        held = [one for one in held if one.start >= start]
        self.used |= {one.title.end for one in held}
        return held

    def _after_name(self, number: int, person: Mention, starts: frozenset[int]) -> None:
        """[某某]副市长: a title right behind the name; of whoever follows in a list also one that names no body, unless it
        stands before another one of the people, who begin at ``starts``: 某局局长某某、[某某]副主任."""
        before = self.rows.get(number)
        for size in (4, 3, 2, 5):
            title = self.titles.get(person.end + size)
            if (
                title is not None
                and title.start == person.end
                and title.end not in self.used
                and (_ranks(title) or (before is not None and title.end not in starts))
            ):
                self.used.add(title.end)
                held = Held(title, Own(title.start, title.start), person.start, Tenure(), 0.8)
                self.say_alone(number, held, person.start, title.end, before)

    def _of_scholar(self, number: int, person: Mention) -> None:
        """某大学[某某]教授, 某医院[某某]主任医师, 某物业[某某]董事长: between the body and the title."""
        title = next((t for size in range(2, 6) if (t := self.titles.get(person.end + size))), None)
        body = self.owns.ends.get(person.start)
        if title is None or body is None or title.start != person.end or title.end in self.used:
            return
        unit = self.bodies.units[body]
        scholar = title.title.title.endswith(_SCHOLARS) and unit.kind in _LEARNED
        leads = title.title.title.startswith("副") or title.title.head
        holds = unit.type in {"Organization", "Agency"} and not (unit.anaphor or unit.relative)
        if holds and (scholar or (leads and title.title.organ != _GOVERNMENT)):
            self.used.add(title.end)
            own = Own(unit.start, person.start, body)
            self._note(number, person, [Held(title, own, self.owns.root(body), Tenure(), 0.9)])

    def say_alone(
        self, number: int, one: Held, start: int, end: int, before: int | None = None
    ) -> int | None:
        """Note a post that stands in no row of others; the number of its body, None where it has none."""
        body = self.bodies.body(one.title, one.own, before)
        if body is not None:
            self.used.add(one.title.end)
            self._say(number, body, one, start, end)
        return body

    def _in_apposition(self, people: list[tuple[int, Mention]]) -> None:
        """[某某]，男，县林业局局长，…: posts between the name and the end of the clause."""
        starts = frozenset(p.start for _, p in people)
        for number, person in people:
            opened = _APPOSITION.match(self.text, person.end)
            if opened is None or self._stands_inside(person):
                continue
            clause = self.notes.analysis.clause(opened.end())
            held = [h for h in self._listed(opened.end(), clause.end) if h.own.unit is not None]
            if (
                held
                and held[0].start <= opened.end() + 2
                and not starts & set(range(opened.end(), clause.end))
            ):
                self._note(number, person, [replace(h, sure=0.85) for h in held])

    def _stands_inside(self, person: Mention) -> bool:
        """Whether words stand before the name in its clause, so that the comma ends that."""
        return person.start > 0 and self.text[person.start - 1] not in "。\n！？；： 　"


def _over_together(row: Sequence[Held]) -> list[Held]:
    """The posts of a row; what follows a former one and names no body is over, too: 某局原党组书记、局长."""
    found: list[Held] = []
    for one in row:
        after = found and found[-1].tenure.former and one.own.start == one.own.end
        over = after and not one.tenure.proposed
        found.append(replace(one, tenure=replace(one.tenure, former=True)) if over else one)
    return found


def _ranks(title: TitleMatch) -> bool:
    """Whether the title is one by which its bearer is called and that names the body: 副市长, 局长, no 代表."""
    return title.title.organ is not None


def _stops(notes: Notes) -> frozenset[int]:
    """Where no body's name begins earlier: behind people, titles and verbs of taking a post."""
    ends = {t.end for t in notes.analysis.titles}
    ends -= {at for h in notes.analysis.heads for at in range(h.start + 1, h.end)}  # 人大|常委|会
    ends |= {m.end for m in notes.mentions if m.type == "Person"}
    return frozenset(ends | {m.end() for m in post_words().takes.finditer(notes.analysis.text)})
