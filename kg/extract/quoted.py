"""What stands in quotation marks: 《documents》, and “names” of methods, campaigns, events and groups.

Something has to show that a quotation is a name: the noun behind it, the verb before it, a count of ways (“三问三送”), or
the names it is listed with. What nothing shows to be one is a figure of speech (“连心桥”, “高大上”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extract.analysis import Analysis, Stretch
from kg.extract.naming import draft
from kg.extract.quoted_class import NAMED_BY_HEAD, class_alone, class_behind
from kg.knowledge.boundaries import boundaries
from kg.knowledge.lexicon import body_head
from kg.knowledge.works import works
from kg.types import EntityType, Mention

#: Classes that readers tell apart least: a quoted name belongs to one of them for the whole article.
_WAYS = frozenset({"Method", "Project"})
#: What is put up under a quoted name of so many characters.
_WORK = ("项目”", "工程”")
_BUILDS, _BUILT = re.compile("(?:建设|共建)$"), 4
_TEAM = ("队", "队伍")
#: The noun before a quotation that belongs to what the work is called is so long at most.
_NOUNS, _PLAIN_NOUNS = 6, frozenset({"n", "vn", "nz", "b"})
_PLAIN = re.compile(r"[^。！？；]{2,45}")
#: 《某某日报》 is a newspaper, no document.
_PAPER = re.compile(r"(?:日|晚|早|时|商|周|都市|晨|快)报》$|杂志》$")
#: What something is called in praise: 素有“小江南”之称.
#: What something is held or done under: 以“乐享山海”为主题.
_THEME = re.compile("以(?P<words>“[^”\n]{2,30}”)为(?:活动|年度|大会|赛事)?(?:主题|题|口号|主线|目标)")
_REPUTED = re.compile(
    "有着?(?P<words>“[^”\\n]{2,14}”|[^，。；“”\\n]{2,12}?)(?:之称|之美称|的美称|的美誉|之美誉|美誉)"
)
#: Before the name that something bears from now on.
_NOW = re.compile("(?:更名|改名|改称|变更)(?:成|为)$")
#: Companies bear no marks in their names: 更名为“某某有限公司”.
_REGISTERED = "公司"
#: Behind a name these only say what sort of thing it is: “四访四问”[等做法].
_SORTS = re.compile("(?:等)?(?:的)?(?:做法|举措|社会力量|社会组织)")
#: What is whole by its last word, and behind it another word for the same: “潮汐护航课堂”[活动], “50+调解队”[宣讲队].
_WHOLE, _AGAIN = (
    re.compile("(?:行动|课堂|建设|工程|计划|队|团)$"),
    re.compile("(?:等)?(?:志愿者)?(?:活动|项目|队伍|宣讲队)"),
)
FIVE_YEARS = re.compile(r"十[一二三四五六]五")
_BETWEEN = re.compile(r"[”’][、和与及]?[“‘]")
#: A way of behaving has so long a name at least: “严真细实快”作风.
_MANNER = 3
#: 等15个: before the head that listed names share.
_AND_OTHERS = re.compile(r"^等(?:[一二三四五六七八九十百多余\d]+[个项类种大])?")
#: What several are together, and none alone: “甲”“乙”等|系列|活动.
_SERIES = "系列"
#: As many as were listed: “清河”“护林”两大|行动.
_SO_MANY = re.compile(r"([两二三四五六七八九十2-9])(?:[大项个类]|(?=行动|工程|活动))")
_COUNTS = {n: f"{'零一二三四五六七八九'[n]}{n}" + "两" * (n == 2) for n in range(2, 10)}
#: Behind a head that is only the first half of a noun: “夕阳红”活动|室.
_GOES_ON = ("群", "员", "长", "室", "站", "点", "厅", "场所", "场地", "阵地", "器材", "经费", "资金", "现场")
#: Between the steps of a way and what the way is called.
_OF = "的“"
#: Verbs of praise before what somebody is called, with at most the level between; nouns of praise behind it.
_PRAISED, _PRAISE = re.compile("(?:评为|授予|获评|荣获|认定为|评定为|荣膺)(?:了)?[一-龥]{0,4}$"), 10
_PRAISES = ("称号", "荣誉", "流动红旗", "奖牌")


def find_documents(analysis: Analysis) -> list[Mention]:
    """《某市养犬管理条例》: each title in book-title marks; 《某某日报》 is a newspaper."""
    return [_titled(analysis, inside) for inside in analysis.works]


def _titled(analysis: Analysis, inside: Stretch) -> Mention:
    text, rule = analysis.text[inside.start : inside.end], "quoted.book_title"
    if _PAPER.search(text):
        return draft(analysis, "Organization", inside.start, inside.end, rule, 0.9, text[1:-1])
    return draft(analysis, "Document", inside.start, inside.end, rule, 0.95, text, None, (text[1:-1],))


def find_quoted(analysis: Analysis) -> list[Mention]:
    """The quoted names of the article."""
    found = _one_name([m for run in _runs(analysis) for m in _read(analysis, run)])
    found = _with_their_steps(analysis, found)
    return [_with_noun(analysis, m) for m in (*found, *_again(analysis, found))]


def _with_their_steps(analysis: Analysis, found: list[Mention]) -> list[Mention]:
    """“党员领种、农户领棒”的[“双领”机制]: what a way consists of is another name of it, and no other way."""
    starts = {m.start: m for m in found if m.type in _WAYS}
    steps: dict[int, str] = {}
    for mention in found:
        told = mention.rule == "quoted.bare" and "、" in mention.text and mention.end + 1 in starts
        if told and analysis.text.startswith(_OF, mention.end):
            steps[mention.end + 1] = mention.name
    return [
        replace(m, aliases=(*m.aliases, steps[m.start])) if m.start in steps and m.type in _WAYS else m
        for m in found
        if not (m.end + 1 in steps and m.name == steps[m.end + 1])
    ]


def _with_noun(analysis: Analysis, mention: Mention) -> Mention:
    """A work is also called with the noun before its quotation: [道路]“白改黑”工程."""
    if mention.rule != "quoted.head" or mention.type not in _WAYS or not mention.text.startswith("“"):
        return mention
    start = mention.start
    for word in reversed(analysis.words_in(max(0, start - _NOUNS), start)):
        if word.end != start or word.pos not in _PLAIN_NOUNS or boundaries().ends_name(word):
            break
        start = word.start
    longer = analysis.text[start : mention.end]
    return mention if start == mention.start else replace(mention, aliases=(*mention.aliases, longer))


def _one_name(found: list[Mention]) -> list[Mention]:
    """One quotation under two heads is one way of working: “网格+热线”服务模式, “网格+热线”便民项目; and one team under its
    longest name: “红星”队伍, “红星”应急救援队."""
    first: dict[str, Mention] = {}
    teams: dict[str, Mention] = {}
    for mention in found:
        if mention.type in _WAYS and mention.rule == "quoted.head":
            first.setdefault(_inner(mention), mention)
        elif _is_team(mention):
            longest = teams.setdefault(_inner(mention), mention)
            teams[_inner(mention)] = mention if len(mention.name) > len(longest.name) else longest
    return [_renamed(m, first if m.type in _WAYS else teams if _is_team(m) else {}) for m in found]


def _renamed(mention: Mention, known: dict[str, Mention]) -> Mention:
    same = known.get(_inner(mention))
    return mention if same is None else replace(mention, type=same.type, name=same.name)


def _is_team(mention: Mention) -> bool:
    return mention.type in NAMED_BY_HEAD and mention.name.endswith(_TEAM)


def _inner(mention: Mention) -> str:
    return mention.text.split("”")[0].lstrip("“")


def _again(analysis: Analysis, found: list[Mention]) -> Iterator[Mention]:
    """The same words in quotation marks again, without their head."""
    known = {_inner(m): m for m in found}
    taken = {m.start for m in found}
    for quote in analysis.quotes:
        first = known.get(analysis.text[quote.start : quote.end])
        if first is not None and quote.start - 1 not in taken:
            yield draft(analysis, first.type, quote.start - 1, quote.end + 1, "quoted.again", 0.8, first.name)


def _runs(analysis: Analysis) -> Iterator[list[Stretch]]:
    """Quotations that follow each other directly share a head: “送书上门”“夜读云溪”等活动."""
    run: list[Stretch] = []
    for quote in analysis.quotes:
        if run and not _BETWEEN.fullmatch(analysis.text, run[-1].end, quote.start):
            yield run
            run = []
        run.append(quote)
    if run:
        yield run


def _read(analysis: Analysis, run: list[Stretch]) -> Iterator[Mention]:
    if FIVE_YEARS.fullmatch(analysis.text, run[-1].start, run[-1].end):
        yield from _plan(analysis, run[-1])
        return
    if _is_in_noun(analysis, run[-1].end + 1):
        return
    listed = len(run) > 1 or analysis.text.startswith("等", run[-1].end + 1)
    kind, tail = class_behind(analysis, run[-1].end + 1, shared=listed)
    for quote in run:
        text = analysis.text[quote.start : quote.end]
        if not _PLAIN.fullmatch(text) or text in works().figures or works().goal.search(text):
            continue
        if len(text) < _MANNER and analysis.text.startswith("作风", quote.end + 1):
            continue  # “气霸”作风
        if body_head(text) is not None and _NOW.search(
            analysis.text, max(0, quote.start - 4), quote.start - 1
        ):
            continue  # 更名为“某县公安局森林分局”: a name like any other
        if body_head(text) is not None and _is_honour(analysis, quote):
            continue  # 被评为“枫桥式人民法庭”
        last = quote is run[-1]
        if kind is not None:
            yield _named(analysis, quote, kind, tail if last else 0, _label(analysis, run, tail))
        elif (fallback := class_alone(analysis, quote, run)) and fallback not in _WAYS:
            yield _named(analysis, quote, fallback, 0, "")
        elif built := _BUILDS.search(analysis.text, max(0, quote.start - 4), quote.start - 1):
            yield from _built(analysis, quote, built.group())
        elif fallback:
            yield _named(analysis, quote, fallback, _manner(analysis, quote), "")


def _manner(analysis: Analysis, quote: Stretch) -> int:
    """How far the words behind a way of working belong to its name: “四级包保”|责任制."""
    match = works().manner.match(analysis.text, quote.end + 1)
    return match.end() - match.start() if match else 0


def _is_honour(analysis: Analysis, quote: Stretch) -> bool:
    """Whether a quotation is what somebody is called in praise, and no body or place: 获评“最美小巷”, “先锋队”称号."""
    before = analysis.text[max(0, quote.start - 1 - _PRAISE) : quote.start - 1]
    return _PRAISED.search(before) is not None or analysis.text.startswith(_PRAISES, quote.end + 1)


def _is_in_noun(analysis: Analysis, at: int) -> bool:
    """Whether the head at ``at`` is only the first half of a noun: “夕阳红”活动|室."""
    match = works().tail.match(analysis.text, at)
    return match is not None and analysis.text.startswith(_GOES_ON, match.end())


def _built(analysis: Analysis, quote: Stretch, act: str) -> Iterator[Mention]:
    """建设“睦邻之家”: the building of what is quoted is a work; a goal with commas in it is none."""
    own = analysis.text[quote.start - 1 : quote.end + 1]
    if quote.end - quote.start >= _BUILT and not set("，、") & set(own):
        name = own if own.endswith(_WORK) else own + act
        forms = (own.strip("“”") + act, act + own)
        yield draft(
            analysis, "Project", quote.start - 1, quote.end + 1, "quoted.built", 0.65, name, None, forms
        )


def _plan(analysis: Analysis, quote: Stretch) -> Iterator[Mention]:
    """“十三五”规划 is a document; “十四五” alone is a time."""
    if analysis.text.startswith("规划", quote.end + 1):
        yield _named(analysis, quote, "Document", 2, "")


def _label(analysis: Analysis, run: list[Stretch], tail: int) -> str:
    """The head that the run shares, without 等 and without how many they are: 活动, 三大|行动."""
    words_after = analysis.text[run[-1].end + 1 : run[-1].end + 1 + tail]
    listed = len(run) > 1 or words_after.startswith("等")
    counted = _SO_MANY.match(words_after)
    if len(run) > 1 and counted is not None and counted[1] in _COUNTS.get(len(run), ""):
        words_after = words_after[counted.end() :]
    return _AND_OTHERS.sub("", words_after).removeprefix(_SERIES) if listed else ""


def _named(analysis: Analysis, quote: Stretch, kind: EntityType, tail: int, shared: str) -> Mention:
    inner = analysis.text[quote.start : quote.end]
    behind = shared or analysis.text[quote.end + 1 : quote.end + 1 + tail]
    if _SORTS.fullmatch(behind) or (_WHOLE.search(inner) and _AGAIN.fullmatch(behind)):
        tail, shared = 0, ""
    end = quote.end + 1 + (0 if shared else tail)
    own = inner if inner.endswith(_REGISTERED) else f"“{inner}”"
    name = own + (shared or analysis.text[quote.end + 1 : end])
    forms = (inner, own, own + name.removeprefix(own).removeprefix("的"))
    aliases = tuple(a for a in dict.fromkeys(forms) if a != name)
    sure = 0.85 if tail or shared else 0.65
    return draft(
        analysis,
        kind,
        quote.start - 1,
        end,
        "quoted.head" if tail or shared else "quoted.bare",
        sure,
        name,
        None,
        aliases,
    )


def figures(analysis: Analysis) -> list[tuple[int, int]]:
    """What is a figure of speech or praise, and names nothing: “连心桥”, 有“江南小故宫”之美称, 被评为“枫桥式法庭”."""
    quotes = ((q.start, q.end) for q in analysis.quotes)
    plain = [(start, end) for start, end in quotes if analysis.text[start:end] in works().figures]
    plain += [(q.start, q.end) for q in analysis.quotes if _is_honour(analysis, q)]
    found = (match for pattern in (_REPUTED, _THEME) for match in pattern.finditer(analysis.text))
    return plain + [match.span("words") for match in found]


def ways(analysis: Analysis) -> list[tuple[int, int]]:
    """Ways of working that everybody knows by name, in which no place is named: 枫桥经验."""
    return [match.span() for match in works().methods.finditer(analysis.text)]
