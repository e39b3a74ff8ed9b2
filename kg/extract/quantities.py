"""Numbers with their units, as they stand in a text: 近两万户, 2700余万元, 三四米, 百分之五, 23.5%.

What is no quantity is left out: ordinals (第三批), names (西二巷, 二楼), quoted slogans (“三个必须”), one as
an article (一条), norms (不少于两次). One expression finds the candidates, small rules refuse.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kg.extract.clock_times import Stretch, stretches
from kg.extract.numerals import DIGITS, SCALES, is_pair, number, times_scales
from kg.extract.thresholds import is_limit, sorts
from kg.knowledge.quantities import Unit, units

_KILO = 1000
_DIGITS_KEPT = 12
#: Of thirds, which do not come out even.
_DECIMALS = 2
#: What makes no share of 三成: 一成不变, 九成宫, 五成员.
_NO_TENTHS = "(?![不为功立员本效果都交绩长熟人材套因见就型败体年像分员宫品])"
#: 设计时速350公里.
_SPEED = re.compile(r"时速(?:达到?|为|约|可达|超过?)?$")
#: A quotation no longer than this is a slogan or a name, not something said.
_SLOGAN = 14
#: Behind a house, where in it: 3栋[2单元], 3栋[402室], 3栋[402]; 12栋860套 are homes in twelve of them.
_ROOM = re.compile(r"单元|\d{1,2}单元|\d{1,4}[室号]|\d(?!\d{0,4}[套户间平多余万人亩])")
#: Somebody tells how old he is in few words: “我今年76岁了。”
_AGES = ("岁", "周岁")
#: Before the number of a session: 五届人大[三次会议].
_SESSION = re.compile(r"届[^，。；]{0,8}$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at [start, end) of the text, approximation words included.

    ``value`` is in ``unit``, a base unit: CNY, USD, m2, m, mm, m3, t, kWh, kW, km/h, percent, count, year, month, day,
    hour, minute, second. ``counter`` is the unit word as written, ``at`` where the digits begin, ``after`` where the
    unit ends.
    """

    start: int
    end: int
    at: int
    after: int
    value: float
    unit: str
    counter: str
    approximate: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What the expression matched, what it would mean, and the text around it."""

    match: re.Match[str]
    quantity: Quantity
    text: str


@cache
def _pattern() -> re.Pattern[str]:
    known = units()
    either = "|".join(map(re.escape, sorted(known.units, key=lambda word: (-len(word), word))))
    inside = "".join(known.about_inside)
    arabic = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?(?!\d)|\d{1,15}(?:\.\d{1,6})?"
    chinese = rf"[{DIGITS}十百千万亿]{{1,16}}"
    return re.compile(
        rf"(?<![\d.A-Za-z])(?:百分之(?P<hundredth>{chinese}|{arabic})|"
        rf"(?P<whole>[三四五六七八九十])分之(?P<part>[{DIGITS}十])|"
        rf"(?P<tenths>[一二三四五六七八九])成(?P<more_tenths>半|[一二三四五六七八九])?{_NO_TENTHS}|"
        rf"(?:(?<![从由])(?P<low>\d{{1,15}}(?:\.\d{{1,6}})?[万亿]?)(?P<lowunit>{either})?\s?[-—–~～至到]{{1,2}}\s?)?"
        rf"(?P<number>{arabic}|{chinese})(?P<inside>[{inside}])?(?P<scale>[十百千万亿]{{0,3}})"
        rf"(?P<more>[{inside}几])?[^\S\n]?(?P<unit>{either}))"
    )


def quantities(text: str) -> list[Quantity]:
    """The quantities of ``text`` in order, not overlapping."""
    slogans = _slogans(text)
    lasted = [_as_quantity(stretch, text) for stretch in stretches(text)]
    inside = {at for stretch in lasted for at in range(stretch.at, stretch.after)}
    found = [stretch for stretch in lasted if not is_limit(text, stretch.at, stretch.after)]
    for match in _pattern().finditer(text):
        quantity = _read(match, text)
        if quantity is None or quantity.at in inside or _refused(match, quantity, text):
            continue
        spoken = quantity.unit in ("minute", "hour") or quantity.counter in _AGES
        if spoken or quantity.at not in slogans:
            found.append(quantity)
    return sorted(found, key=lambda quantity: quantity.at) if lasted else found


def _refused(match: re.Match[str], quantity: Quantity, text: str) -> bool:
    found = _Candidate(match, quantity, text)
    return any(refuse(found) for refuse in _REFUSALS)


def _slogans(text: str) -> set[int]:
    """The positions inside short quotations and titles of works."""
    short = rf"“[^“”\n]{{1,{_SLOGAN}}}”|‘[^‘’\n]{{1,{_SLOGAN}}}’|《[^《》\n]{{1,60}}》"
    return {at for m in re.finditer(short, text) for at in range(*m.span())}


def _read(match: re.Match[str], text: str) -> Quantity | None:
    if match["hundredth"]:
        value = number(match["hundredth"])
        return None if value is None else _placed(match, text, value, "percent", "%", False)
    if match["whole"]:
        share = _share(match)
        return None if share is None else _placed(match, text, share, "percent", "%", False)
    if match["tenths"]:
        return _placed(match, text, _in_tenths(match), "percent", "成", False)
    known = units().units[match["unit"]]
    value = _value(match, known)
    if value is None:
        return None
    about = bool(match["inside"] or match["more"] or match["low"]) or is_pair(match["number"])
    if (
        known.base == "m"
        and known.factor == _KILO
        and _SPEED.search(text, max(0, match.start() - 6), match.start())
    ):
        return _placed(match, text, round(value / _KILO, 6), "km/h", match["unit"], about)
    # 2000/3 m² to the mu: readers write 700亩 as 466666.67.
    digits = 6 if known.factor.is_integer() or known.base != "m2" else 2
    return _placed(match, text, round(value, digits), known.base, match["unit"], about)


def _share(match: re.Match[str]) -> float | None:
    """三分之一 as 33.33 percent; 三分之五 is no share."""
    whole, part = number(match["whole"]), number(match["part"])
    return round(100 * part / whole, _DECIMALS) if whole and part and part < whole else None


def _in_tenths(match: re.Match[str]) -> float:
    """六成 as 60 percent, 三成一 as 31, 四成半 as 45."""
    more = 5.0 if match["more_tenths"] == "半" else number(match["more_tenths"] or "零") or 0.0
    return 10 * (number(match["tenths"]) or 0.0) + more


def _value(match: re.Match[str], unit: Unit) -> float | None:
    """The figure in base units; of a range the lower end (5—50万元, 5000元至1万元)."""
    digits, scale = match["number"], match["scale"]
    value = number(digits) if match["inside"] else number(digits + scale)
    if value is None:
        return None
    value = times_scales(value, scale) if match["inside"] else value
    low = _low(match, unit, re.search(r"[万亿]$", digits + scale))
    return value * unit.factor if low is None else min(low, value * unit.factor)


def _low(match: re.Match[str], unit: Unit, tail: re.Match[str] | None) -> float | None:
    """The lower end of a range in base units: in the unit it has, else in the scale and unit of the upper end."""
    low = number(match["low"]) if match["low"] else None
    if low is None:
        return None
    if match["lowunit"]:
        own = units().units[match["lowunit"]]
        return low * own.factor if own.base == unit.base else None
    shared = tail is not None and match["low"][-1] not in SCALES
    return (times_scales(low, tail[0]) if tail and shared else low) * unit.factor


def _placed(match: re.Match[str], text: str, value: float, base: str, counter: str, about: bool) -> Quantity:
    start, end = match.span()
    before, after = _about(text, start, end)
    if before == "上" and (match["number"] or "")[:1] not in "百千万亿":
        before = ""  # 上百亩, but not 500元以上1万元
    value = float(f"{value:.{_DIGITS_KEPT}g}")  # 74.9亿 is no 7490000000.000001
    about = about or bool(before or after)
    return Quantity(start - len(before), end + len(after), start, end, value, base, counter, about)


def _about(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of approximation right before and behind [``start``, ``end``)."""
    before = next((w for w in units().about_before if text.endswith(w, 0, start)), "")
    return before, next((w for w in units().about_after if text.startswith(w, end)), "")


def _as_quantity(time: Stretch, text: str) -> Quantity:
    before, after = _about(text, time.start, time.end)
    start, end, about = time.start - len(before), time.end + len(after), time.about or bool(before or after)
    counter = text[time.start : time.end].lstrip("0123456789.")
    return Quantity(start, end, time.start, time.end, time.value, time.unit, counter, about)


def _is_norm(found: _Candidate) -> bool:
    """不少于两次, 500元以上1万元以下: what should be, not what was."""
    return is_limit(found.text, *found.match.span())


def _is_threshold(found: _Candidate) -> bool:
    """10亿元以上项目6个: a sum by which what is counted is sorted."""
    return found.quantity.unit == "CNY" and sorts(found.text, found.match.start(), found.match.end())


def _is_no_unit(found: _Candidate) -> bool:
    """二次元, 3台阶, 5米/秒: what only begins like a unit."""
    known, at = units(), found.match.start("unit")
    if not found.match["unit"] or found.text.startswith(known.still_unit, at):
        return False
    return found.text.startswith((*known.left_out, *known.no_unit), at)


def _is_ordinal(found: _Candidate) -> bool:
    before = found.text[max(0, found.match.start() - 10) : found.match.start()]
    if found.match["unit"] == "次" and _SESSION.search(before):  # 五届人大三次会议
        return True
    return before.endswith(units().ordinal_before) and before[-2:] not in units().ordinal_unless


def _is_idiom(found: _Candidate) -> bool:
    return (
        found.text.startswith(units().idiom_after, found.match.end()) or found.match.group() in units().idioms
    )


def _is_one(found: _Candidate) -> bool:
    """一条, 一座座, 1亩苹果: one as an article or a measure for others, not as a count."""
    one = ("一", "零", "〇", "1") if found.quantity.unit in ("m2", "m", "t") else ("一", "零", "〇")
    return found.match["number"] in one and not found.match["scale"] and found.quantity.unit != "percent"


def _is_bare_scale(found: _Candidate) -> bool:
    """千家万户, 百户以上集中点: a scale alone is a figure only as 上百, 百余, or as money."""
    word = (found.match["number"] or "") + (found.match["scale"] or "")
    bare = bool(word) and all(char in "百千万亿" for char in word)
    about = found.quantity.start < found.quantity.at or found.match["inside"] or found.match["more"]
    return bare and not (about or (found.quantity.unit == "CNY" and len(word) > 1))


def _is_name(found: _Candidate) -> bool:
    """二楼, 三部, 三元村: with these units a small Chinese numeral makes a name."""
    unit = _unit(found.match)
    if unit is None or found.match["number"][0].isascii() or found.quantity.approximate:
        return False
    small = found.quantity.value < 10
    return unit.arabic or unit.word == "年" or (unit.base == "CNY" and small)


def _is_bare_noun(found: _Candidate) -> bool:
    """27万居民 counts, 3居民 does not."""
    unit = _unit(found.match)
    return unit is not None and unit.bare and found.quantity.value < SCALES["万"]


def _is_calendar(found: _Candidate) -> bool:
    """2019年: a point in time."""
    return found.match["unit"] == "年" and found.quantity.value >= 1000


def _is_address(found: _Candidate) -> bool:
    """3栋2单元: a house, not three of them."""
    before = found.text[max(0, found.match.start() - 3) : found.match.start()]
    house = found.match["unit"] in ("栋", "幢", "单元")
    return house and bool(re.search(r"[\d号][栋幢楼]$", before) or _ROOM.match(found.text, found.match.end()))


def _is_price(found: _Candidate) -> bool:
    """总价79万起: from so much on, not so many cases."""
    return found.match["unit"] == "起" and (found.match["scale"] or "").endswith("万")


def _is_nothing(found: _Candidate) -> bool:
    return found.quantity.value == 0 and found.quantity.unit != "percent"


def _unit(match: re.Match[str]) -> Unit | None:
    return units().units[match["unit"]] if match["unit"] else None


#: Why a candidate is no quantity, in the order asked.
_REFUSALS: tuple[Callable[[_Candidate], bool], ...] = (
    _is_no_unit,
    _is_norm,
    _is_threshold,
    _is_ordinal,
    _is_idiom,
    _is_one,
    _is_bare_scale,
    _is_name,
    _is_bare_noun,
    _is_calendar,
    _is_address,
    _is_price,
    _is_nothing,
)
