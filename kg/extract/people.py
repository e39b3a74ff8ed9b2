"""People: introduced by a title or a role, in a byline, speaking, acting; afterwards by bare name.

The ``certain`` ones are those whom something announces, found before the names of places, which must not take a part of
them; ``mentions`` adds those whom their place in the sentence gives away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.extract.analysis import Analysis
from kg.extract.appointees import appointees
from kg.extract.introductions import CALLED, Candidate, introduced, kin, spelled
from kg.extract.naming import draft
from kg.extract.surroundings import Surroundings
from kg.extract.tagged import tagged_people, weighed
from kg.extract.waters import is_water
from kg.knowledge.names import name_model
from kg.knowledge.speech import speech
from kg.knowledge.words import frequency
from kg.types import Mention

#: The log-odds above which a string may be a name where its place in the clause speaks for it, more or less.
_LOOSE, _STRICT = 1.0, 4.0
#: The same where nothing but the characters speaks for a name of three, and of two, or one that begins like a word.
_ALONE, _ALONE_ODD = 5.5, 7.5
#: How often jieba's dictionary counts a word that a name is told from only by what follows: 高山, 田野.
_WORD = 100
_BYLINE = "byline"
#: So newspapers call whom they do not want to name.
_DISTANT = ("女士", "先生", "小姐")
#: How long full names are, and what stands before a surname: 老范.
_FULL, _BEFORE_NAME = (2, 3), frozenset("老小阿大")
#: The ends of titles that nobody is addressed by age with: 村医 and 教师 are none.
_OFFICE = re.compile("(?:[长记任员席理裁]|总监|主管)$")
#: How sure it is that 老何 is the only 何 of the article.
_CALLED_SO = 0.75
#: So often an article names whom it is about, and so many times as often as others of that surname.
_TOLD_OF, _MORE = 3, 3
_BOUNDARY = frozenset("，。；：！？、“”‘’（）《》 \n…—·")
#: 徒弟叫[某某]，
_NAMES_HIM, _CLOSES = (
    re.compile("(?:名叫|[人弟儿女夫妻伴友婿媳嫂哥姐妹孙生工匠]叫)$"),
    frozenset("，。、；（"),
)
_SHOT = re.compile(r"[ 　]*摄(?=[）。)\n\]]|$)")
_JOINED = re.compile(r"(?:、|和|与|及| )")


class People:
    """The people of one article."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._around = Surroundings.of(analysis)
        self._placed = list(_placed(self._around))

    def certain(self) -> list[Candidate]:
        """The names that a byline, a title, a role or a verb of saying announces, those joined to them, and all of these
        wherever they recur; in order and without overlap."""
        found: dict[int, Candidate] = {}
        _add(found, introduced(self._around), frozenset())
        _add(found, appointees(self._around), frozenset())
        _add(
            found, (c for c in self._placed if c.rule == "kin" or _is_strong(self._analysis, c)), frozenset()
        )
        self._add_further(found, frozenset())
        return _without_overlap(found.values())

    def mentions(self, taken: frozenset[int], certain: Sequence[Candidate]) -> list[Mention]:
        """Every mention of a person: the ``certain`` ones, and those found outside the positions ``taken`` by other
        names."""
        analysis, found = self._analysis, {c.start: c for c in certain}
        _add(found, weighed(analysis, self._placed), taken)
        _add(found, tagged_people(analysis), taken)
        self._add_further(found, taken)
        _add(found, weighed(analysis, _alone(self._around)), taken)
        _add(found, _by_age(analysis, found.values()), taken)
        kept = _without_overlap(found.values())
        names = _in_full(analysis, kept)
        return [
            draft(analysis, "Person", c.start, c.end, f"people.{c.rule}", c.confidence, name)
            for c, name in zip(kept, names, strict=True)
        ]

    def _add_further(self, found: dict[int, Candidate], taken: frozenset[int]) -> None:
        """The names joined to those ``found``, and all of these wherever they recur."""
        _add(found, _enumerated(self._around, sorted(found.values(), key=lambda c: c.start)), taken)
        _add(found, list(_again(self._around, found)), taken)


def _in_full(analysis: Analysis, people: Sequence[Candidate]) -> list[str]:
    """What each of ``people`` is called: who is only addressed (老范, 石婆婆) by the name of the one person of that surname
    whom the article names in full and who did not write it, of several the one whom it is about. 石婆婆 is nobody who holds
    an office, 石女士 nobody at all."""
    called = [spelled(analysis.text[c.start : c.end]) for c in people]
    addressed = [analysis.nicknames.get(c.start) == c.end - c.start for c in people]
    titles = {title.end: analysis.text[title.start : title.end] for title in analysis.titles}
    full: dict[str, Counter[str]] = {}
    officials = set()
    for person, name, only in zip(people, called, addressed, strict=True):
        if not only and person.rule != _BYLINE and len(name) in _FULL:
            full.setdefault(name[0], Counter())[name] += 1
            if _OFFICE.search(titles.get(person.start, "")):
                officials.add(name)
    return [
        _whose(name, full, officials) if only else name for name, only in zip(called, addressed, strict=True)
    ]


def _whose(called: str, full: Mapping[str, Counter[str]], officials: AbstractSet[str]) -> str:
    """The full name of who is addressed as ``called``; that itself where nobody, or more than one, may be meant."""
    by_age = called[0] in _BEFORE_NAME
    bearers = full.get(called[by_age], Counter[str]()).most_common(2)
    if not bearers or "某" in called or called.endswith(_DISTANT):
        return called
    (bearer, often), *others = bearers
    if others and (often < _TOLD_OF or often < _MORE * others[0][1]):
        return called
    return bearer if by_age or bearer not in officials else called


def _by_age(analysis: Analysis, people: Iterable[Candidate]) -> list[Candidate]:
    """老何, wherever the article speaks of a 何启伟 again and again, and of no other."""
    full = Counter(
        spelled(analysis.text[c.start : c.end])
        for c in people
        if c.rule != _BYLINE and c.end - c.start in _FULL and c.start not in analysis.nicknames
    )
    families: dict[str, list[int]] = {}
    for name, often in full.items():
        families.setdefault(name[0], []).append(often)
    called = Counter(analysis.text[at : at + length] for at, length in analysis.nicknames.items())
    often_so = {name[1:] for name, often in called.items() if often > 1 and name[0] in _BEFORE_NAME}
    alone = {
        family
        for family, often in families.items()
        if len(often) == 1 and (often[0] > 1 or family in often_so)
    }
    return [
        Candidate(start, start + length, "kin", _CALLED_SO)
        for start, length in analysis.nicknames.items()
        if analysis.text[start] in _BEFORE_NAME
        and analysis.text[start + 1 : start + length] in alone
        and start in analysis.starts
        and start + length in analysis.ends
        and _calls(analysis, start, start + length)
    ]


def _calls(analysis: Analysis, start: int, end: int) -> bool:
    """Whether the words call somebody so and are not words of their own: 小康, 大马, 老高|了."""
    if analysis.text[start] == "老":
        return not analysis.text.startswith("了", end)
    return frequency(analysis.text[start:end]) == 0


def _is_strong(analysis: Analysis, candidate: Candidate) -> bool:
    said = candidate.rule == "says"
    return said and name_model().score(analysis.text[candidate.start : candidate.end]) >= _STRICT


def _add(found: dict[int, Candidate], more: Iterable[Candidate], taken: frozenset[int]) -> None:
    for candidate in more:
        if taken.isdisjoint(range(candidate.start, candidate.end)) and not _overlaps(found, candidate):
            found.setdefault(candidate.start, candidate)


def _overlaps(found: dict[int, Candidate], new: Candidate) -> bool:
    before = any(found[at].end > new.start for at in range(max(0, new.start - 8), new.start) if at in found)
    return before or any(at in found for at in range(new.start + 1, new.end))


def _without_overlap(candidates: Iterable[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for c in sorted(candidates, key=lambda c: (c.start, -c.confidence)):
        if not kept or c.start >= kept[-1].end:
            kept.append(c)
    return kept


def _placed(around: Surroundings) -> Iterator[Candidate]:
    """Names that their place gives away: before a verb of saying, at the head of a clause, after 由, before a title."""
    text, likely = around.analysis.text, around.analysis.likely
    for start in sorted(set(_openings(around.analysis))):
        word = around.words.get(start)
        if word is not None and word.pos == "nrfg" and word.end in around.titles:
            yield Candidate(start, word.end, "before_title", 0.9)
        length = (
            start < len(text)
            and likely[start] >= name_model().expected
            and name_model().best_length(text, start)
        )
        if (called := kin(around, start)) and _is_called(around, called):
            yield called
        elif length:
            yield from _by_what_follows(around, start, start + length)
        elif (other := kin(around, start)) and around.speaks(other.end):
            yield other
    for at in around.analysis.word_starts:
        other = kin(around, at) if text[at - 1 : at] == "的" else None
        if other is not None and (around.speaks(other.end) or _is_called(around, other)):
            yield other


def _is_called(around: Surroundings, person: Candidate) -> bool:
    """Whether a surname and a form of address can be nothing else: 张[师傅]在…, 李[大爷]住…, 的王[女士]来…; or a letter is
    addressed so: 赵[先生]：您好."""
    text, behind = around.analysis.text, around.words.get(person.end)
    acts = behind is not None and behind.pos[:1] in ("v", "p", "d")
    distant = text.endswith(_DISTANT, person.start + 1, person.end)
    if distant and text.startswith("：", person.end):
        return text[person.start - 1 : person.start] in ("", "\n")
    owned = distant and text[person.start - 1 : person.start] == "的"
    return acts and (owned or text.endswith(CALLED, person.start + 1, person.end))


def _by_what_follows(around: Surroundings, start: int, end: int) -> Iterator[Candidate]:
    text = around.analysis.text
    score = name_model().score(text[start:end])
    if around.is_common(start, end) or around.is_blocked(start, end) or is_water(text, end):
        return
    if around.speaks(end) and score >= _LOOSE:
        yield Candidate(start, end, "says", 0.9)
    elif around.acts(end) and score >= _STRICT:
        yield Candidate(start, end, "acts", 0.75)
    elif _SHOT.match(text, end) and score >= _LOOSE:
        yield Candidate(start, end, "photographer", 0.9)
    elif end in around.titles and start in around.analysis.starts and score >= _STRICT:
        yield Candidate(start, end, "before_title", 0.8)
    elif (
        _NAMES_HIM.search(text, max(0, start - 3), start)
        and text[end : end + 1] in _CLOSES
        and score >= _LOOSE
    ):
        yield Candidate(start, end, "called", 0.75)
    elif text[end : end + 1] in ("（", "、", "，") and score >= (_ALONE if end - start > 2 else _ALONE_ODD):
        yield Candidate(start, end, "apart", 0.6)


def _openings(analysis: Analysis) -> Iterator[int]:
    """Where a bare name may begin: after a boundary, or after a word such as 由 or 妻子."""
    text = analysis.text
    yield from (w.start for w in analysis.words if w.start == 0 or text[w.start - 1] in _BOUNDARY)
    for title in analysis.titles:
        yield from (title.start - size for size in (3, 2) if title.start >= size)
    yield from (m.end() for m in speech().introduces.finditer(text) if m.start() in analysis.starts)


def _alone(around: Surroundings) -> Iterator[Candidate]:
    """Names that nothing announces, but whose characters make no words and hardly anything but a name."""
    text, likely = around.analysis.text, around.analysis.likely
    for start in around.analysis.word_starts:
        if likely[start] < _ALONE:
            continue
        length = name_model().best_length(text, start)
        end = start + (length or 0)
        if not length or length > 4 or not around.fits_words(start, end) or around.is_area(start, end):
            continue
        short = length == 2 or name_model().is_word_first(text[start])
        least = _ALONE_ODD if short or length > 3 else _ALONE
        if short and not around.closes(end):
            continue
        if name_model().score(text[start:end]) >= least and not around.is_blocked(start, end):
            yield Candidate(start, end, "alone", 0.65)


def _enumerated(around: Surroundings, known: list[Candidate]) -> Iterator[Candidate]:
    """记者[甲]、[乙]: names joined to a name. What follows a place is looked at once, however many names lead there."""
    text = around.analysis.text
    seen: set[int] = set()
    for candidate in known:
        at = candidate.end
        while at not in seen and (joined := _JOINED.match(text, at)):
            seen.add(at)
            length = name_model().best_length(text, joined.end())
            end = joined.end() + (length or 0)
            least = _LOOSE if around.closes(end) else _STRICT
            weak = not length or name_model().score(text[joined.end() : end]) < least
            if weak or around.is_blocked(joined.end(), end):
                break
            yield Candidate(joined.end(), end, "joined", 0.85)
            at = end


def _again(around: Surroundings, found: dict[int, Candidate]) -> Iterator[Candidate]:
    """Every further occurrence of a name that was introduced."""
    text = around.analysis.text
    known = {text[c.start : c.end]: c for c in found.values() if c.end - c.start >= 2}
    if not known:
        return
    automaton = AhoCorasick(list(known), matchkind=MatchKind.LeftmostLongest)
    for _, start, end in automaton.find_matches_as_indexes(text):
        name = text[start:end]
        word = frequency(name) > _WORD and not around.closes(end)
        if start not in found and not word and not around.is_blocked(start, end):
            yield Candidate(start, end, "again", min(0.9, known[name].confidence))
