"""Numbers about entities: which property a quantity measures, and of whom.

The words beside a number name its property (``seeds/lexicons/measure_properties.toml``); numbers in a row
share them (启动改造211个，完成181个).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.quantities import Quantity, quantities
from kg.extract.subjects import THRESHOLD, Scene, Subject
from kg.knowledge.quantities import PropertyRule, property_rules
from kg.types import Article, Measure, Mention

_LEFT, _RIGHT = 16, 14
_STOP = re.compile(r"[，。；：！？…\n]")
_RIGHT_STOP = re.compile(r"[，。；：！？…、“”（）()\n]")
_ECONOMY_WORDS = re.compile(
    r"生产总值|预算收入|财政收入|零售总额|固定资产投资|税收占比|工业增加值|进出口|可支配收入|GDP"
)
_WORK_WORDS = re.compile(
    r"改造|整治|提升|建设|新增|增设|合并|拆除|安装|设置|完成|启动|惠及|投资|施工|修建|清理|出动|打造|铺设"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity with the rule that names its property and the words on either side of it."""

    quantity: Quantity
    rule: PropertyRule
    left: str
    right: str


def measures(article: Article, mentions: Sequence[Mention], topics: Sequence[int]) -> list[Measure[int]]:
    """The numbers of ``article`` that are about one of ``mentions`` (sorted by start), in order.

    ``topics`` are indices of mentions, what the article is most about first: numbers whose clause and
    sentence name nobody fall back on them, with less confidence.
    """
    scene = Scene(article, mentions, topics)
    found: list[Measure[int]] = []
    economy_until = -1
    for reading in read(article.text.chars):
        at = reading.quantity.at
        if not scene.is_read(at):
            continue
        if _is_economy(reading, at < economy_until):
            economy_until = scene.sentence(at)[1]
            subject = scene.subject(at, ("Area",))
        else:
            subject = _subject(scene, reading)
        if subject is not None:
            found.append(_measure(scene, reading, subject))
    return found


def _is_economy(reading: Counted, going_on: bool) -> bool:
    """A figure of an area's economy, or a percentage behind one in its sentence."""
    if _ECONOMY_WORDS.search(reading.left + reading.right):
        return reading.quantity.unit in ("CNY", "percent")
    return going_on and reading.rule.property == "growthRate"


def read(text: str) -> list[Counted]:
    """The quantities of ``text``, each with the rule of its property."""
    found = quantities(text)
    readings: list[Counted] = []
    for place, quantity in enumerate(found):
        left = _left(text, quantity, found[place - 1] if place else None)
        right = _right(text, quantity, found[place + 1] if place + 1 < len(found) else None)
        rule = _rule(quantity, left, right)
        if rule is not None:
            readings.append(Counted(quantity, _shared(rule, readings, quantity, right, text), left, right))
    return readings


def _left(text: str, quantity: Quantity, before: Quantity | None) -> str:
    """The words of the clause before the number, not beyond the number before."""
    start = max(0, quantity.start - _LEFT, before.end if before else 0)
    return _STOP.split(text[start : quantity.start])[-1]


def _right(text: str, quantity: Quantity, behind: Quantity | None) -> str:
    """The words behind the unit, up to punctuation or the next number."""
    end = min(quantity.end + _RIGHT, behind.start if behind else len(text))
    quoted = re.sub(r"“[^“”]{1,12}”", "", text[quantity.end : end])
    return _RIGHT_STOP.split(quoted)[0]


def _rule(quantity: Quantity, left: str, right: str) -> PropertyRule | None:
    return next((rule for rule in property_rules() if _fits(rule, quantity, left, right)), None)


def _fits(rule: PropertyRule, quantity: Quantity, left: str, right: str) -> bool:
    if quantity.unit not in rule.base or (rule.words and quantity.counter not in rule.words):
        return False
    if any(word in left or word in right for word in rule.unless):
        return False
    if not (rule.before or rule.after or rule.near):
        return True
    context = left + "\n" + right
    return (
        any(word in left for word in rule.before)
        or any(word in right for word in rule.after)
        or any(word in context for word in rule.near)
    )


def _shared(
    rule: PropertyRule, readings: Sequence[Counted], quantity: Quantity, right: str, text: str
) -> PropertyRule:
    """完成改造181个 behind 启动小区改造211个 counts the same: no noun of its own, same unit and sentence."""
    if not readings or right or rule.name not in ("works", "other"):
        return rule
    last = readings[-1]
    between = text[last.quantity.end : quantity.start]
    near = len(between) <= _LEFT and not re.search(r"[。！？\n]", between)
    return last.rule if near and last.quantity.counter == quantity.counter else rule


def _subject(scene: Scene, reading: Counted) -> Subject | None:
    """Of whom the number is said; None where a number says nothing of any name in the article."""
    at, rule = reading.quantity.at, reading.rule
    if reading.quantity.counter == "周年":
        return _founded(scene, reading.quantity)
    if rule.property == "duration" and (name := scene.around(at)) is not None:
        return Subject(name, 1.0)  # “10分钟微课堂” itself lasts ten minutes
    if rule.property == "participants" and (event := _event(scene, at)):
        return event
    subject = scene.subject(at, rule.subjects, lambda mention: not mention.start <= at < mention.end)
    if subject is None:
        return Subject(scene.topics[0], THRESHOLD) if scene.topics else None
    return _work_there(scene, at, subject) if rule.work else subject


def _founded(scene: Scene, quantity: Quantity) -> Subject | None:
    """某团成立100周年: the body named right before, or nobody."""
    start, end = scene.clause(quantity.at)
    for index, mention in enumerate(scene.mentions):
        if not start <= mention.start < end:
            continue
        between = scene.text[mention.end : quantity.start]
        if mention.end <= quantity.start and re.fullmatch(
            r"(?:成立|建立|诞生|建[校院会馆市县区]?|开馆|开业)?", between
        ):
            return Subject(index, 1.0)
    return None


def _event(scene: Scene, at: int) -> Subject | None:
    """Who takes part, takes part in the event of the sentence."""
    for index in scene.within(*scene.sentence(at)):
        mention = scene.mentions[index]
        if mention.type == "Event" and not mention.start <= at < mention.end:
            return Subject(index, 0.8)
    return None


def _work_there(scene: Scene, at: int, subject: Subject) -> Subject:
    """某小区投入资金…实施改造: the money is the renewal's, not the compound's."""
    start, end = scene.sentence(at)
    place = scene.mentions[subject.mention]
    if place.type not in ("Community", "Area", "Place") or not _WORK_WORDS.search(scene.text, start, end):
        return subject
    work = scene.work_at(place, at)
    return subject if work is None else Subject(work, subject.score * 0.9)


def _measure(scene: Scene, reading: Counted, subject: Subject) -> Measure[int]:
    quantity, rule = reading.quantity, reading.rule
    start, end = _evidence(scene, reading)
    return Measure(
        subject=subject.mention,
        property=rule.property,
        value=rule.sign * quantity.value,
        unit=quantity.unit,
        approximate=quantity.approximate,
        text=scene.text[quantity.start : quantity.end],
        source=scene.source(start, end, f"measures.{rule.name}", min(0.95, 0.35 + 0.6 * subject.score)),
        label=_label(reading) if rule.property == "other" else None,
    )


def _evidence(scene: Scene, reading: Counted) -> tuple[int, int]:
    """The clause that holds the number, from its first word to the end of the counted noun."""
    start, end = scene.clause(reading.quantity.at)
    while start < end and scene.text[start] in " \u3000“”":
        start += 1
    return start, max(end, reading.quantity.end)


def _label(reading: Counted) -> str:
    """What is counted: the noun behind the unit, else the words before the number."""
    words = (reading.rule.label, *_nouns(reading), reading.quantity.counter)
    return next(word for word in words if word)[:20]


def _nouns(reading: Counted) -> Iterator[str]:
    if not reading.right.startswith(("的", "在", "了", "正", "被", "已")):
        yield reading.right.strip()
    yield re.split(r"[、“”（）]|^(?:[并共已还累计目前]+)", reading.left)[-1].strip()
