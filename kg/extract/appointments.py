"""Posts that a verb gives or takes: [某某]任某局局长, 任命[某某]为…, 免去[某某]的…职务, 站长由[某某]兼任."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from kg.extract.analysis import Analysis
from kg.extract.appointees import NOTE
from kg.extract.post_bodies import Bodies
from kg.extract.post_fits import TASKS, fits_title
from kg.extract.tenures import Tenure, Tenures
from kg.extract.titled import Held
from kg.knowledge.posts import post_words
from kg.knowledge.scanning import TitleMatch
from kg.types import Mention

People = list[tuple[int, Mention]]

_LONGEST_VERB = 6
#: How far behind the person the post may stand; with a date beside it, which a career in brief has.
_NEAR, _IN_CAREER = 60, 160
#: How near the verb of a decision stands to the person to be quoted with it.
_BESIDE = 12
_OF = re.compile(f"{NOTE}(?:同志|先生|女士)?的?")
_AS = re.compile(f"{NOTE}(?:同志|先生|女士)?")
#: Between a person and the title of who is at the head of what stands behind.
_HEADS = re.compile("(?:同志)?(?:兼任|担任|任|为)$")
#: Before the name of what is founded: 成立了“某某”服务队.
_FOUNDS, _LONGEST_FOUNDING = (
    re.compile("(?:成立|组建|创办|办起|建起|设立|组成|领办)(?:了|起)?(?:一支)?(?:[0-9]+人的)?“?$"),
    12,
)
#: Who somebody is whom a body sends: [某某]|是某局派驻|某村的第一书记.
_SENT, _LONGEST_SENT = re.compile(r"[是系](?=[^，。；：\n]{2,16}(?:派驻|选派|下派|派往|派到)[到至在]?$)"), 24
_NOW = "现任"
_PARTY = "中共"
_ENDS = re.compile(r"[，。；、：！）)\n兼]|$")
_JOINED = re.compile(f"{NOTE}[、和及与]")
_FROM = frozenset("由从")
_JOINS = ("、", "兼")
#: Sentences of a career in brief between the person and the posts.
_CAREER = 4


class Reader(Protocol):
    """What reads one post and writes down whose it is (``kg.extract.posts``)."""

    text: str
    bodies: Bodies
    used: set[int]

    def post(self, title: TitleMatch) -> Held:
        """The post with that title, its body and where it begins."""

    def say_alone(
        self, person: int, one: Held, start: int, end: int, before: int | None = None
    ) -> int | None:
        """Note a post that stands in no row of others; the number of its body."""


class Appointments:
    """Reads the posts of one article that stand behind verbs."""

    def __init__(self, reader: Reader, analysis: Analysis, tenures: Tenures) -> None:
        self._reader, self._analysis, self._tenures = reader, analysis, tenures
        self._text = analysis.text
        self._after = 0
        self._left: Tenure | None = None
        self._career: int | None = None
        heads = (range(head.start + 1, head.end) for head in analysis.heads)
        self._inside = frozenset(at for inside in heads for at in inside)  # 人大|常委|会

    def read(self, people: People) -> None:
        """Note the posts of the numbered ``people``, who are in order of the text."""
        self._undertaken(people)
        self._described(people)
        self._at_the_head(people)
        starts = [person.start for _, person in people]
        for title in self._analysis.titles:
            if title.end in self._reader.used or not self._ends_post(title):
                continue
            one = self._of_party(self._reader.post(title))
            at = bisect_right(starts, one.start) - 1
            while at > 0 and post_words().replaces_end.search(
                self._text, people[at - 1][1].end, people[at][1].start
            ):
                at -= 1  # 甲接替乙，任…
            if at >= 0:
                self._taken(people, at, one)

    def _of_party(self, one: Held) -> Held:
        """The post with the name of the party before the committee that it is in: 中共某区委书记."""
        begins = one.start - len(_PARTY)
        return replace(one, start=begins) if begins >= 0 and self._text.startswith(_PARTY, begins) else one

    def _undertaken(self, people: People) -> None:
        """站长由社区党委书记[某某]兼任."""
        starts = [person.start for _, person in people]
        for title in self._analysis.titles:
            at = bisect_right(starts, title.end)
            if self._text[title.end : title.end + 1] != "由" or at == len(people):
                continue
            number, person = people[at]
            between = self._text[title.end : person.start]
            verb = post_words().undertakes.match(self._text, person.end)
            if verb and len(between) <= 40 and not set(between) & set("。；\n"):
                one = self._reader.post(title)
                beside = Tenure(capacity="concurrent") if "兼" in verb.group() else Tenure()
                self._reader.say_alone(number, self._with(one, beside), title.start, person.end)

    def _described(self, people: People) -> None:
        """时任某局局长的[某某], 历任某局副局长、局长的[某某], 由某局局长调任某厅厅长的[某某]."""
        ends = {title.end: title for title in self._analysis.titles}
        for number, person in people:
            title = ends.get(person.start - 1)
            if title is None or self._text[person.start - 1] != "的" or title.end in self._reader.used:
                continue
            last: TitleMatch | None = title
            while last is not None:
                last = self._described_by(number, person, last, ends)

    def _described_by(
        self, number: int, person: Mention, title: TitleMatch, ends: Mapping[int, TitleMatch]
    ) -> TitleMatch | None:
        """Note the posts that end with ``title``, if a verb gives them; the last one of those behind a verb before it."""
        row = self._row_before(title, ends)
        verb = self._verb(row[0])
        if verb is None or verb.group() in post_words().states:
            return None
        tenure = self._tenures.by_verb(verb.group(), verb.start(), title.end, self._after)
        body = self._left_for(number, person, verb, ends)
        for one in row:
            body = self._reader.say_alone(number, self._with(one, tenure), verb.start(), person.end, body)
        before = ends.get(verb.start() - 1) if self._text[verb.start() - 1 : verb.start()] in _JOINS else None
        return None if before is None or before.end in self._reader.used else before

    def _at_the_head(self, people: People) -> None:
        """由副县长[某某]任组长的某工作专班, 以区长[某某]为总指挥的某指挥部: the body stands behind."""
        ends = {person.end: number for number, person in people}
        bodies = self._reader.bodies.starting()
        for title in self._analysis.titles:
            body = bodies.get(title.end + 1) if self._text.startswith("的", title.end) else None
            heads = _HEADS.search(self._text, max(0, title.start - _LONGEST_VERB), title.start)
            if body is None or heads is None or heads.start() not in ends or title.end in self._reader.used:
                continue
            one, person = self._reader.post(title), ends[heads.start()]
            self._reader.say_alone(person, one, heads.start(), title.end, body)

    def _row_before(self, title: TitleMatch, ends: Mapping[int, TitleMatch]) -> list[Held]:
        """The posts joined by 、 of which ``title`` is the last."""
        row = [self._reader.post(title)]
        while self._text[row[0].start - 1 : row[0].start] in _JOINS:
            before = ends.get(row[0].start - 1)
            if before is None or before.end in self._reader.used:
                break
            row.insert(0, self._reader.post(before))
        return row

    def _left_for(
        self, number: int, person: Mention, verb: re.Match[str], ends: Mapping[int, TitleMatch]
    ) -> int | None:
        """Note the post that the person left for another one; the number of its body."""
        title = ends.get(verb.start())
        if title is None or title.end in self._reader.used or not post_words().moves.fullmatch(verb.group()):
            return None
        one = self._reader.post(title)
        if self._text[one.start - 1 : one.start] not in _FROM:
            return None
        left = self._tenures.left(one.start - 1, self._after)
        return self._reader.say_alone(number, self._with(one, left), one.start - 1, person.end)

    def _taken(self, people: People, at: int, one: Held) -> None:
        """Note a post, and those that follow it in a row, if a verb gives them to the person or takes them; also of those
        who are named together with the person."""
        _, person = people[at]
        start, tenure = self._deed(person, one) or (0, None)
        if tenure is None:
            return
        row = [self._with(one, tenure)]
        for more in self._row(one.title.end):
            joined = self._text[more.start - 1] == "兼"
            row.append(self._with(more, replace(tenure, capacity="concurrent") if joined else tenure))
        for number, each in self._together(people, at):
            founded = self._founded(each, one)
            body = self._of_person(each, one.title) if founded is None else founded
            begins = min(start, each.start) if start - each.start <= _NEAR else start
            for held in row:
                body = self._reader.say_alone(number, held, begins, held.title.end, body)
        self._after = row[-1].title.end

    def _together(self, people: People, at: int) -> People:
        """The person and those named right before, joined by 、 or 和."""
        first = at
        while first and _JOINED.fullmatch(self._text, people[first - 1][1].end, people[first][1].start):
            first -= 1
        return people[first : at + 1][::-1]

    def _deed(self, person: Mention, one: Held) -> tuple[int, Tenure] | None:
        """Where the words begin that give or take the post, and what they say; None where they do neither."""
        words, between = post_words(), self._text[person.end : one.start]
        if self._text[one.start - 1] in _FROM and words.moves.match(self._text, one.title.end):
            near = self._is_near(person, one, _NEAR, 1)
            self._left = self._tenures.left(one.start - 1, self._after)
            return (one.start - 1, self._left) if near else None
        verb = self._verb(one)
        start, decided = self._decision(person.start)
        if decided in words.suggests:
            return None
        if verb is None:
            if decided in words.dismisses and _OF.fullmatch(between):
                return start, self._tenures.dismissed(person.start)
            return None
        if verb.group() in words.states:
            return self._stated(person, one, verb, start, decided)
        if (
            verb.group() in words.leaves
            and decided in words.dismisses
            and between[: -len(verb.group())] == ""
        ):
            return start, self._tenures.dismissed(person.start)
        if verb.start() == self._after and words.moves.fullmatch(verb.group()) and self._left:
            return verb.start(), Tenure(since=self._left.until, start=self._left.start)
        tenure = self._tenures.by_verb(verb.group(), verb.start(), one.title.end, self._after)
        if tenure.since and self._is_past(one.title.end):
            tenure = replace(tenure, former=True)
        far = _IN_CAREER if tenure.since else _NEAR
        if self._follows(person, one, tenure) or self._is_near(person, one, far, 1):
            self._career = person.start
            return verb.start(), tenure
        return None

    def _follows(self, person: Mention, one: Held, tenure: Tenure) -> bool:
        """Whether a dated post follows another one of the person's, in a sentence that goes on."""
        between = self._text[self._after : one.start]
        dated = tenure.since is not None and self._career == person.start
        return dated and len(between) <= _NEAR and not set(between) & set("。\n")

    def _is_past(self, end: int) -> bool:
        """Whether the sentence goes on to say what the person is now: 2008年任某镇镇长，…，现任某局局长."""
        rest = self._text[end : self._analysis.sentence(end - 1).end]
        return _NOW in rest

    def _stated(
        self, person: Mention, one: Held, verb: re.Match[str], start: int, decided: str
    ) -> tuple[int, Tenure] | None:
        """[某某]是某局局长; or, behind a decision, 任命[某某]为某局局长."""
        words = post_words()
        if verb.group() == "为" and decided:
            if not _AS.fullmatch(self._text, person.end, verb.start()):
                return None  # a name that nobody knows stands between
            if decided in words.nominates or words.candidates.match(self._text, one.title.end):
                return start, Tenure(proposed=True)
            if decided in words.appoints:
                return start, self._tenures.appointed(person.start)
        if one.own.unit is None or not self._is_near(person, one, _NEAR, 0):
            return None
        if verb.group() == "为" and not _ENDS.match(self._text, one.title.end):
            return None  # 甲为某局局长写信
        return verb.start(), self._tenures.by_verb(verb.group(), verb.start(), one.title.end, self._after)

    def _with(self, one: Held, tenure: Tenure) -> Held:
        """The post with what the verb says of it, beside what stands at its title."""
        own = one.tenure
        said = replace(
            tenure,
            former=tenure.former or own.former,
            capacity=own.capacity or tenure.capacity,
            proposed=tenure.proposed or own.proposed,
        )
        return replace(one, tenure=said)

    def _verb(self, one: Held) -> re.Match[str] | None:
        verb = post_words().takes_end.search(self._text, max(0, one.start - _LONGEST_VERB), one.start)
        return verb or _SENT.search(self._text, max(0, one.start - _LONGEST_SENT), one.start)

    def _decision(self, at: int) -> tuple[int, str]:
        """Where the words begin that decide about the person named at ``at``, and their verb: the last one before, in the
        sentence or its list; an empty one where there is none."""
        start, found = at, ""
        for verb in post_words().decides.finditer(self._text, self._tenures.scope(at), at):
            start, found = verb.start(), verb.group()
        return (start if at - start <= _BESIDE else at), found

    def _row(self, at: int) -> Iterator[Held]:
        """The posts that follow one that ends at ``at``, joined to it: 任某局局长[、党组书记]."""
        for title in self._analysis.titles:
            if title.end <= at or title.end in self._reader.used or title.end in self._inside:
                continue  # 审判委员|会委员
            one = self._reader.post(title)
            if self._text[at : at + 1] not in _JOINS or one.start != at + 1 or not self._ends_post(title):
                return
            yield one
            at = title.end

    def _ends_post(self, title: TitleMatch) -> bool:
        """Whether the words end with the title: no 主任|助理, no 书记|的 儿子; but 局长|的职务."""
        behind = self._text[title.end : title.end + 3]
        if title.end in self._inside:
            return False
        return behind[:1] not in ("的", "们") or behind == "的职务"

    def _is_near(self, person: Mention, one: Held, far: int, sentences: int) -> bool:
        """Whether the last person named is the one who takes the post: in the same sentence, or the one before."""
        between = self._text[person.end : one.start]
        ended = [at for at, char in enumerate(between) if char == "。"]
        career = sum(bool(post_words().career_end.search(between, 0, at)) for at in ended)
        near = len(ended) - min(career, _CAREER) <= sentences and len(between) <= far
        return near and "\n" not in between and "由" not in between[-12:-1]

    def _founded(self, person: Mention, one: Held) -> int | None:
        """村里成立某合作社，由村支书[某某]兼任理事长: the body that the sentence founds before it names the person, but
        for one between the name and the title (王某调任某联社，任主任)."""
        sentence, bodies = self._analysis.sentence(person.start).start, self._reader.bodies
        if any(bodies.notes.mentions[n].start >= person.end for n in bodies.before(one.start)):
            return None
        for number in bodies.before(person.start, _NEAR):
            start = bodies.notes.mentions[number].start
            if start >= sentence and _FOUNDS.search(
                self._text, max(sentence, start - _LONGEST_FOUNDING), start
            ):
                return number
        return None

    def _of_person(self, person: Mention, title: TitleMatch) -> int | None:
        """The body that stands right before the name or what introduces it: 县环卫中心先锋[某某]; who is a 区长 is not the
        指挥长 of the government."""
        sentence = self._analysis.sentence(person.start).start
        near = self._reader.bodies.before(person.start, 8)
        mentions = self._reader.bodies.notes.mentions
        body = near[0] if near and mentions[near[0]].start >= sentence else None
        task = title.title.organ in TASKS
        return body if body is None or not task or fits_title(title, mentions[body].name) else None
