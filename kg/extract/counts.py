"""What numbers count: each quantity of a text with the rule that names its property.

The words beside a number name its property (``seeds/lexicons/measure_properties.toml``); numbers in a row
share them (启动改造211个，完成181个).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.quantities import Quantity, quantities
from kg.knowledge.alternatives import any_of
from kg.knowledge.quantities import PropertyRule, measure_words
from kg.knowledge.words import words

_LEFT, _RIGHT = 16, 14
_STOP = re.compile(r"[，。；：！？…\n]")
_RIGHT_STOP = re.compile(r"[，。；：！？…、“”（）()\n]")
#: Between two numbers of a row: 15辆、30余人; 4056户、1.72万人.
_ROW = re.compile(r"(?:人家|居民|住户|业主)?(?:[，、和及与]|以及|共?)")
#: A part of a sum is named so near behind it.
_PART = 30
#: Rules that know nothing but the unit.
_PLAIN = frozenset({"works", "other", "people", "money", "visits"})
_SURFACES = ("floor-area", "own-area")
#: So many numbers before may have named what this one counts.
_MEMORY = 6
#: What is done to so many of what was named before.
_DONE = re.compile(
    "(?:改造|完工|竣工|开工|动工|完成|启动|实施|推进|整治|其余|剩余|余下|剩下的?|另有|还有|已有|其中)[约近]?$"
)
#: Behind a number that was told before.
_AMONG = ("里头", "里面", "当中", "之中")
#: What comes to each of them, or came on top, is no part of a row.
_EACH = re.compile("[人户亩]均|同比增")
#: Before a number that counts what the number before it counts, however the clause begins: …, 今年任务[62个].
_NO_NOUN = frozenset({"任务", "目标", "计划", "总数", "总量", "入库", "入规"})
#: Whose share a number is, and of which rank what it counts: 其中[市级]5个, [城南镇]7个.
_WHOSE = re.compile("(?:级|[省市县区镇乡村])$")
#: Between two growths, and between the numbers of buildings and of the homes in them.
_AND, _GROWTH = re.compile("[，、和与及]|以及"), ("growth", "growth-down")
_IN_BUILDINGS = ("buildings", "blocks")
#: 转移群众86户[210人].
_MOVED = re.compile("转移|疏散|撤离|避险")
_CHANGED = ("从", "由")
#: Between a noun and its number.
_JOINTS = ("共", "有", "达", "约", "近", "超", "为", "已", "了", "到", "计", "各", "仅", "余")


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity with the rule that names its property and the words on either side of it."""

    quantity: Quantity
    rule: PropertyRule
    left: str
    right: str


def read(text: str) -> list[Counted]:
    """The quantities of ``text``, each with the rule of its property."""
    found = quantities(text)
    readings: list[Counted] = []
    for place, quantity in enumerate(found):
        left = _left(text, quantity, found[place - 1] if place else None)
        right = _right(text, quantity, found[place + 1] if place + 1 < len(found) else None)
        rule = _rule(quantity, left, right)
        if rule is not None:
            counted = Counted(quantity, rule, left, right)
            readings.append(_in_row(counted, readings[-1], text) if readings else counted)
            readings[-1] = _again(readings[-1], readings[-_MEMORY:-1], text)
    return readings


def _left(text: str, quantity: Quantity, before: Quantity | None) -> str:
    """The words of the clause before the number, not beyond the number before and what that one counts."""
    start = max(0, quantity.start - _LEFT, before.end if before else 0)
    said = _STOP.split(text[start : quantity.start])[-1]
    taken = before is not None and start == before.end and said[:1] not in ("、", "和", "及", "")
    if taken and not _is_change(text, before) and re.search("[、和及与]", said):
        return re.split("[、和及与]", said)[-1]
    return said


def _is_change(text: str, before: Quantity | None) -> bool:
    """从80项压减至30项: both numbers count the same."""
    return before is not None and text.endswith(_CHANGED, 0, before.start)


def _right(text: str, quantity: Quantity, behind: Quantity | None) -> str:
    """The words behind the unit, up to punctuation or the next number."""
    end = min(quantity.end + _RIGHT, behind.start if behind else len(text))
    quoted = re.sub(r"“[^“”]{1,12}”", "", text[quantity.end : end])
    return _RIGHT_STOP.split(quoted)[0]


def _rule(quantity: Quantity, left: str, right: str) -> PropertyRule | None:
    return next((rule for rule in measure_words().rules if _fits(rule, quantity, left, right)), None)


def _fits(rule: PropertyRule, quantity: Quantity, left: str, right: str) -> bool:
    if quantity.unit not in rule.base or (rule.words and quantity.counter not in rule.words):
        return False
    if any(word in left or word in right for word in rule.unless):
        return False
    if not (rule.before or rule.after or rule.near or rule.counted):
        return True
    context = left + "\n" + right
    return (
        any(word in left for word in rule.before)
        or any(word in right for word in rule.after)
        or any(word in context for word in rule.near)
        or (bool(rule.counted) and _counts(rule.counted, left, right))
    )


def _counts(nouns: Sequence[str], left: str, right: str) -> bool:
    """Whether one of ``nouns`` is what is counted: behind the unit, or before the number if nothing is there."""
    if right and not right.startswith(measure_words().not_counted):
        return any(noun in right for noun in nouns)
    return any(noun in right for noun in nouns) or any(_ends_with(left, noun) for noun in nouns)


def _ends_with(left: str, noun: str) -> bool:
    """Whether only words like 改造 or 共 stand between the noun and the number."""
    at = left.rfind(noun)
    return at >= 0 and _tails().fullmatch(left, at + len(noun)) is not None


@cache
def _tails_at_end() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(_JOINTS)})+$")


@cache
def _tails() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(measure_words().tails)})*")


def _in_row(counted: Counted, last: Counted, text: str) -> Counted:
    """A number without a noun of its own counts what the number before it counts, or who lives in its homes."""
    between = text[last.quantity.end : counted.quantity.start]
    if _EACH.search(counted.left):
        return counted
    if (rule := _shared_rule(counted, last, between)) is not None:
        return Counted(counted.quantity, rule, counted.left, counted.right)
    if is_part(counted, last, text):
        return Counted(counted.quantity, last.rule, counted.left, counted.right)
    if (
        counted.rule.name == "area"
        and last.rule.name in _SURFACES
        and re.fullmatch(r"[（，][^，。；]{0,8}", between)
    ):
        inside = between.startswith("（") or "其中" in between
        return Counted(counted.quantity, last.rule, counted.left, counted.right) if inside else counted
    if counted.rule.name not in _PLAIN or len(between) > _LEFT or re.search(r"[。！？\n]", between):
        return counted
    bare = not counted.right or ("其中" in between and counted.right.startswith(measure_words().not_counted))
    if last.quantity.counter == counted.quantity.counter and bare and not _has_noun(counted):
        return Counted(counted.quantity, last.rule, counted.left, counted.right)
    homes = last.rule.property == "households" and counted.quantity.counter in ("人", "口人")
    if homes and _ROW.fullmatch(between) and not counted.right:
        rule = next(r for r in measure_words().rules if r.property == "residents")
        return Counted(counted.quantity, rule, counted.left, counted.right)
    return counted


def _shared_rule(counted: Counted, last: Counted, between: str) -> PropertyRule | None:
    """分别增长18.2%和[21.5%] are both growths; 住宅12栋[860套] are homes in buildings."""
    if counted.rule.name == "rate" and last.rule.name in _GROWTH and not counted.right:
        return last.rule if _AND.fullmatch(between) else None
    if _MOVED.search(last.left) and last.quantity.counter == "户" and not between:
        return _named("residents") if counted.quantity.counter == "人" else None
    inside = last.rule.name in _IN_BUILDINGS and counted.quantity.counter == "套" and not counted.right
    return _named("homes") if inside and between in ("", "、", "，", "共") else None


def _has_noun(counted: Counted) -> bool:
    """划分[网格]212个: whether a noun of its own stands right before the number."""
    left = _tails_at_end().sub("", counted.left)
    last = words(left)[-1:] if left else []
    nouns = (w.text for w in last if w.pos in ("n", "nz", "nt", "j", "l") and len(w.text) > 1)
    return any(noun not in _NO_NOUN and not _WHOSE.search(noun) for noun in nouns)


def _named(name: str) -> PropertyRule:
    return next(rule for rule in measure_words().rules if rule.name == name)


def _again(counted: Counted, before: Sequence[Counted], text: str) -> Counted:
    """改造老旧小区186个，惠及3.17万户。其中，今年计划改造[62个]: what is only done, or named by its number again
    ([186个]里头), counts what was counted by that word before, in the same paragraph."""
    repeated = counted.right.startswith(_AMONG)
    done = not counted.right and _DONE.search(counted.left)
    if counted.rule.name not in _PLAIN or not (done or repeated):
        return counted
    paragraph = text.rfind("\n", 0, counted.quantity.start)
    for last in reversed(before):
        alike = last.quantity.counter == counted.quantity.counter
        alike = alike and (not repeated or last.quantity.value == counted.quantity.value)
        if last.quantity.start > paragraph and alike:
            named = last.rule.name not in _PLAIN
            return Counted(counted.quantity, last.rule, counted.left, counted.right) if named else counted
    return counted


def is_part(counted: Counted, last: Counted, text: str) -> bool:
    """总投资90万元，其中财政补助60万元，居民自筹30万元: whether a sum is a part of the sum before it."""
    if counted.quantity.unit != "CNY" or last.rule.property != "investment":
        return False
    between = text[last.quantity.end : counted.quantity.start]
    if len(between) > _PART or re.search(r"[。！？\n]", between):
        return False
    return any(word in counted.left for word in measure_words().parts)


def label(counted: Counted) -> str:
    """What is counted: the noun behind the unit, else the words before the number."""
    named = (counted.rule.label, *_nouns(counted), counted.quantity.counter)
    return next(word for word in named if word)[:20]


def _nouns(counted: Counted) -> Iterator[str]:
    if not counted.right.startswith(("的", "在", "了", "正", "被", "已", "压", "/")):
        yield counted.right.strip()
    left = re.split(r"[、“”（）]|^(?:[并共已还累计目前]+)", counted.left)[-1].strip()
    yield re.sub(r"[从由达有]$", "", left)
