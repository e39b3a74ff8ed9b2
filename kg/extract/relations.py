"""What is said between a subject and an object: the relations of ``seeds/patterns/relations.toml``.

The object is found first; its verb stands before it in the clause, and the subject is whoever the clause is about
(``Scene.subject``), or in a speaker's own words the body the speaker stands for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.subjects import Scene, Subject
from kg.knowledge.patterns import Relation, relations
from kg.types import Claim, Fact, Mention, Post, Status

#: Words that make of what follows a plan, something going on, or nothing at all.
_STATUS: tuple[tuple[Status, tuple[str, ...]], ...] = (
    ("denied", ("未能", "没有", "尚未", "暂未", "不再", "停止", "取消")),
    ("planned", ("计划", "拟", "将", "力争", "下一步", "准备", "预计", "打算", "即将")),
    ("ongoing", ("正在", "持续", "继续", "目前正", "着手")),
)
_SPEAKER_REACH = 14


@dataclass(frozen=True, slots=True)
class _Said:
    """A relation found: its object, where its verb stands, and what the clause says of its coming true."""

    relation: Relation
    object: int
    verb: tuple[int, int]


def relate(scene: Scene, posts: dict[int, int]) -> Iterator[Fact[int]]:
    """The facts of the article; ``posts`` gives the body of each person's first post."""
    for index, mention in enumerate(scene.mentions):
        if not scene.is_read(mention.start):
            continue
        for relation in relations():
            if mention.type in relation.object and (said := _said(scene, relation, index)):
                yield from _facts(scene, said, posts)


def _said(scene: Scene, relation: Relation, index: int) -> _Said | None:
    mention = scene.mentions[index]
    start, end = scene.clause(mention.start)
    if relation.shape == "none":
        return _Said(relation, index, (mention.start, mention.start))
    if relation.shape == "verb-object":
        verb = _last_verb(scene, relation, max(start, mention.start - relation.reach), mention.start)
    elif relation.shape in {"at", "with", "in"}:
        opens = "与和同跟" if relation.shape == "with" else "在"
        before = scene.text[max(start, mention.start - 24) : mention.start]
        verb = _first_verb(scene, relation, mention.end, min(end, mention.end + relation.reach))
        if not any(char in before for char in opens):
            return None
    else:
        verb = _first_verb(scene, relation, mention.end, min(end, mention.end + relation.reach))
    return _Said(relation, index, verb) if verb else None


def _last_verb(scene: Scene, relation: Relation, start: int, end: int) -> tuple[int, int] | None:
    """The verb nearest before the object, with nothing between that closes the phrase."""
    last = None
    for match in relation.verbs.finditer(scene.text, start, end):
        last = match
    if last is None:
        return None
    return last.span()


def _first_verb(scene: Scene, relation: Relation, start: int, end: int) -> tuple[int, int] | None:
    match = relation.verbs.search(scene.text, start, end)
    return match.span() if match else None


def _facts(scene: Scene, said: _Said, posts: dict[int, int]) -> Iterator[Fact[int]]:
    relation, obj = said.relation, scene.mentions[said.object]
    subject = _subject(scene, said, posts)
    if subject is None or scene.mentions[subject.mention].name == obj.name:
        return
    who = scene.mentions[subject.mention]
    if who.start < obj.end and obj.start < who.end and relation.shape != "none":
        return
    start, end = min(who.start, obj.start), max(who.end, obj.end, said.verb[1])
    if end - start > 200:
        start, end = scene.clause(obj.start)[0], max(obj.end, said.verb[1])
    sure = relation.confidence * min(1.0, 0.75 + subject.score / 3)
    source = scene.source(start, end, relation.rule, sure)
    yield Fact(subject.mention, relation.predicate, said.object, source, None, None, _status(scene, said))


def _subject(scene: Scene, said: _Said, posts: dict[int, int]) -> Subject | None:
    relation, at = said.relation, said.verb[0]
    obj = scene.mentions[said.object]

    def other(mention: Mention) -> bool:
        return mention.name != obj.name and not (obj.start <= mention.start < obj.end)

    if relation.shape == "at":
        return _event_near(scene, said)
    if relation.shape == "by":
        inside = [i for i in scene.within(obj.end, said.verb[0]) if scene.mentions[i].type in relation.subject]
        return Subject(inside[-1], 1.0) if inside and "由" in scene.text[obj.end : said.verb[0]] else None
    if "Person" not in relation.subject and (speaker := _speaker(scene, at, posts)) is not None:
        return Subject(speaker, 0.6)
    return scene.subject(at, relation.subject, other)


def _event_near(scene: Scene, said: _Said) -> Subject | None:
    """The event held at a place: after 在…举办的, else named before in the sentence."""
    start, end = scene.sentence(said.verb[0])
    events = [i for i in scene.within(start, end) if scene.mentions[i].type in said.relation.subject]
    behind = [i for i in events if 0 <= scene.mentions[i].start - said.verb[1] <= 4]
    chosen = behind or [i for i in events if scene.mentions[i].end <= said.verb[0]][-1:] or events[:1]
    return Subject(chosen[0], 1.0) if chosen else None


def _speaker(scene: Scene, at: int, posts: dict[int, int]) -> int | None:
    """Who speaks for whom: in “我们…”, the body of the person the words are put into the mouth of."""
    opened = scene.text.rfind("“", 0, at)
    closed = scene.text.find("”", at)
    if opened < 0 or closed < 0 or "”" in scene.text[opened:at] or closed - opened < 16:
        return None
    if "我们" not in scene.text[opened:closed]:
        return None
    after = scene.within(closed, closed + _SPEAKER_REACH)
    before = scene.within(max(0, opened - _SPEAKER_REACH), opened)
    for index in (*after, *reversed(before)):
        if scene.mentions[index].type == "Person":
            name = scene.mentions[index].name
            bodies = [body for person, body in posts.items() if scene.mentions[person].name == name]
            return bodies[0] if bodies else None
    return None


def _status(scene: Scene, said: _Said) -> Status:
    start = scene.clause(said.verb[0])[0]
    words = scene.text[max(start, said.verb[0] - 12) : said.verb[1]]
    return next((status for status, marks in _STATUS if any(mark in words for mark in marks)), "done")


def bodies_of(claims: Sequence[Claim[int]]) -> dict[int, int]:
    """Each person's first body among ``claims``."""
    found: dict[int, int] = {}
    for claim in claims:
        if isinstance(claim, Post):
            found.setdefault(claim.person, claim.body)
    return found
