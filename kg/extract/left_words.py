"""What one word before a head tells of the name: that it ends there, that it hangs on something, that it begins with it.

The words themselves are those of ``seeds/lexicons/boundaries.toml``.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extract.analysis import Analysis
from kg.extract.unit import Chains
from kg.knowledge.boundaries import boundaries
from kg.knowledge.words import Word, frequency

LEVELS = frozenset("省市县区镇乡州旗")
HARD = frozenset("，。；：！？、“”‘’（）《》()…—－- \n\t·□■●▲◆[]【】/|丨")
#: Zones whose last character is no district.
ZONES = (
    "集聚区",
    "示范区",
    "合作区",
    "试验区",
    "保税区",
    "工业区",
    "产业区",
    "度假区",
    "园区",
    "景区",
    "片区",
    "库区",
    "灾区",
    "社区",
    "小区",
    "行政区",
)
#: 老区, 城区, 全市, 立县: what stands before a level that is part of a common word.
_NO_LEVEL = frozenset("老城新全我该本场集古强立兴环")
CONJUNCTIONS = frozenset("和与及")
#: Single characters that are no beginning of a name, before a level; how sure the tagger must be of one.
_PARTS, _SEEN = frozenset("和与及由在对为是从到于向的省市县区镇乡州旗"), 0.4
#: What joins two events: 某会暨|某某公园开园.
AS_WELL = "暨"
#: 四个, 五名: a counted noun follows, no name.
_COUNTERS = frozenset("个名家位处条座栋户项件次批届所支间")
_COUNTS = frozenset("一二三四五六七八九十两几0123456789")
#: What stands before no preposition or adverb: the single word behind it begins a name, 的|[同]兴路, 一条|[何]垛河; what may
#: stand behind 的 all the same, and what behind a comma, 和 and an area.
_POINTING, _PREDICATES = (
    frozenset("的该此这那各每某本我你他她它其全地得了着过之所"),
    frozenset("是有在就也都还对与和及为由"),
)
#: What stands behind something, and so at the head of no clause.
_BEHIND, _CLAUSE_ENDS = frozenset("时里间等"), frozenset("。！？；：\n，、（")
_PREPOSITIONS = frozenset("在对向从由被把将给让使为于到经用以有无是来去出进也都就还又再才更最很不跟同与和及")
_YEAR = re.compile("[0-9]年$")
#: What may be joined to homes by 和, and what stands before the name of homes.
_NO_FIRST_OF_TWO, _WHERE_HOMES = frozenset("路街巷城楼院厂店家户人党"), frozenset("在到于由")
#: So long are verbs that homes are called by, and so rare.
_VERB, _RARE = 2, 60


def word_before(analysis: Analysis, at: int) -> Word | None:
    """The word that ends at ``at``, or the part of it before ``at``; None at a hard boundary."""
    if at == 0 or analysis.text[at - 1] in HARD:
        return None
    word = analysis.words[bisect_left(analysis.word_starts, at) - 1]
    return word if word.end == at else Word(word.start, at, analysis.text[word.start : at], "n")


def area_at(chains: Chains, at: int) -> int | None:
    """The area that ends at ``at``."""
    unit = chains.ending_at(at)
    return unit if unit is not None and chains.units[unit].type == "Area" else None


def is_level(analysis: Analysis, word: Word) -> bool:
    """Whether the word is the article's own area by its level: 区|住建局, not 老区|, 园区|, 东市|南街."""
    if analysis.text.endswith(ZONES, 0, word.end):
        return False
    before = analysis.text[word.start - 1 : word.start]
    market = word.text == "市" and before in frozenset("东西南北")
    level = word.text in LEVELS and before not in _NO_LEVEL and not market
    return level and not _is_inside(analysis, word)


def _is_inside(analysis: Analysis, word: Word) -> bool:
    """Whether a name that the tagger sees, or a town's that the article names, begins with the single character before the
    level and goes on behind it: 白[市]驿派出所, 解[州]法庭."""
    before = word_before(analysis, word.start)
    if before is None or len(before.text) > 1 or before.text in _PARTS:
        return False
    if any(town.startswith(before.text + word.text) for town in analysis.towns):
        return True
    tag = analysis.tags_by_start.get(before.start)
    return tag is not None and tag.end > word.end and tag.probability >= _SEEN


def is_rare(word: Word) -> bool:
    """Whether a verb is so rare that homes are called by it: 在|育新|社区."""
    listed = word.text in boundaries().before or word.text in boundaries().inside
    return not listed and len(word.text) == _VERB and 0 < frequency(word.text) < _RARE


def acts(chains: Chains, word: Word) -> bool:
    """Whether the word is what the body right before it does: 某市交警支队|联合|火车站公安分局."""
    unit = chains.ending_at(word.start) if word.text in boundaries().acting else None
    return unit is not None and chains.units[unit].type in {"Agency", "Organization"}


def ends(analysis: Analysis, word: Word) -> bool:
    """Whether no name goes on to the left of the word or holds it: a number, what counts, what the lists say."""
    before = word_before(analysis, word.start)
    if word.text == "之":  # 竹之声
        return before is None or len(before.text) > 1
    if word.text.isascii() or (word.pos == "m" and word.text[-1] in _COUNTERS):
        return True
    if before is None:
        return boundaries().ends_name(word)
    if word.pos == "i" and before.text[-1] in LEVELS:
        return False  # 县|心连心|服务中心
    counted = word.pos == "q" and (before.text.isascii() or before.pos == "m")
    single = len(word.text) == 1 and before.text.isascii()
    pair = len(before.text) == len(word.text) == 1
    verb = pair and before.text + word.text in boundaries().before  # 拉|上|某某大学, 网|传|某湖
    return counted or single or verb or boundaries().ends_name(word)


def is_no_word(analysis: Analysis, chains: Chains, word: Word, at: int, head_start: int) -> bool:
    """Whether a single character that looks like a preposition, an adverb or a verb cannot be one where it stands, and so
    begins a name that the dictionary does not know: 和|[时]堰中学, 某镇|[太]升村, 1983年[怀]阳热电厂."""
    if len(word.text) > 1 or word.text in _POINTING or at == head_start:
        return False
    if len(analysis.words_in(at, head_start)[0].text) > 1:
        return False
    before = analysis.text[word.start - 1 : word.start]
    if before in _CLAUSE_ENDS and (word.text in _BEHIND or _again(analysis, word, head_start)):
        return True  # 。|[时]堰中学; [太]升村, named before behind its town
    if before == "的" and word.text not in _PREDICATES:
        return True
    if word.text in _PREPOSITIONS:
        return False
    counted = before in _COUNTERS and analysis.text[word.start - 2 : word.start - 1] in _COUNTS
    return (
        before == "、"
        or (bool(before) and counted)
        or before in CONJUNCTIONS
        or area_at(chains, word.start) is not None
        or _YEAR.search(analysis.text, max(0, word.start - 2), word.start) is not None
    )


def _again(analysis: Analysis, word: Word, head_start: int) -> bool:
    """Whether the article has the words from ``word`` to the head's first character elsewhere, not at the head of a
    clause."""
    name = analysis.text[word.start : head_start + 1]
    places = (analysis.text.find(name), analysis.text.rfind(name))
    return any(at > 0 and analysis.text[at - 1] not in HARD for at in places)


def before_he(analysis: Analysis, chains: Chains, word: Word) -> int | None:
    """Where the name of homes begins that ends in 和 before its head, behind one character that leads the clause or
    follows its area, and can be joined to nothing: ，[定和]社区, 某镇|[义和]村."""
    first = word_before(analysis, word.start) if word.text == "和" else None
    if first is None or len(first.text) > 1:
        return None
    if first.text in LEVELS | _NO_FIRST_OF_TWO or first.pos[:1] == "r":
        return None
    before = analysis.text[first.start - 1 : first.start]
    leads = not before or before in HARD or before in _WHERE_HOMES
    return first.start if leads or area_at(chains, first.start) is not None else None
