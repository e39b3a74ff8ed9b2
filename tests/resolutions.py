"""A small corpus, resolved by hand: invented people and bodies, every kind of claim, overlapping pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.types import (
    Article,
    Block,
    Byline,
    Dating,
    Entity,
    Fact,
    Measure,
    Mention,
    Page,
    Post,
    Resolution,
    ResolvedMention,
    Source,
    Span,
    Text,
)

#: Names that have broken one file format or another.
HOSTILE = (
    'quote " and \\ backslash',
    "line\nbreak\r\nand\ttab",
    "<script>alert('x')</script>&amp;",
    "]]> --> <![CDATA[",
    '=HYPERLINK("http://x")',
    "+1-2@3",
    "'=leading apostrophe",
    "bidi \u202e txet \u2066x\u2069",
    "zero\u200bwidth\ufeff",
    "control \x01\x0c\x1f\x7f\x85",
    "non\ufffecharacter \U0001f3d8 \U000e0001",
    "a/b/../c?d#e%20f",
    "\u0301combining",
    "half\ud800pair",
    "{{7*7}} ${x} `id`",
    ".",
)

FIRST = """民生工程见成效
□本报记者 柳丹青
  1月15日，云溪区住房和城乡建设局局长祁连山介绍，枫林苑小区翻修花去资金2.92亿元。
枫林苑小区建于1998年，位于云溪区。区政协副主席祁连山、区卫健局没有出席云溪区民生工作会议。
"""
SECOND = """简讯
云溪区住建局局长祁连山说，枫林苑小区改造将惠及枫林苑小区近两万户居民，完成投资29200万元。
原局长卢沟月获“金穗奖”。文教集团与枫林书院签约。
"""
PEOPLE = ("Person/云溪区/祁连山", "Person/云溪区/卢沟月", "Person/柳丹青")
QI, LU, LIU = PEOPLE
AREA, BUREAU = "Area/河西省云州市云溪区", "Agency/云溪区住房和城乡建设局"
ESTATE, RENEWAL = "Community/云溪区/枫林苑小区", "Project/枫林苑小区改造"
MEETING, GROUP, SCHOOL = "Event/云溪区民生工作会议", "Organization/文教集团", "Organization/枫林书院"

ENTITIES = (
    Entity(QI, "Person", "祁连山", ("Official",)),
    Entity(LU, "Person", "卢沟月", ("Official",)),
    Entity(LIU, "Person", "柳丹青"),
    Entity(AREA, "Area", "云溪区", (), ("全区",)),
    Entity(BUREAU, "Agency", "云溪区住房和城乡建设局", (), ("云溪区住建局", "区住建局")),
    Entity(ESTATE, "Community", "枫林苑小区", ("Compound",)),
    Entity(RENEWAL, "Project", "枫林苑小区改造"),
    Entity(MEETING, "Event", "云溪区民生工作会议"),
    Entity(GROUP, "Organization", "文教集团"),
    Entity(SCHOOL, "Organization", "枫林书院"),
)

#: Sentences of pages that have much in common: one body under two names, one project, namesakes.
IN_COMMON = (
    "安阳市文峰区住房和城乡建设局局长刘斐介绍，该局今年投资2.92亿元。",
    "文峰区住建局局长刘斐说，文峰区住建局完成投资29200万元。",
    "记者刘斐在文峰区东关街道看到，枫林苑小区改造惠及居民480户。",
    "枫林苑小区位于安阳市文峰区东关街道，建于1998年。",
    "安阳市文峰区枫林苑小区改造项目总投资2.92亿元，惠及480户。",
    "区住建局副局长张伟出席文峰区民生工作会议。",
    "安阳市副市长张伟没有出席会议。",
)


def page_text(page: Page, words: str) -> Span:
    """Where the words stand on the page (once, or for the first time)."""
    start = page.text.index(words)
    return Span(start, start + len(words))


def source(page: Page, words: str, rule: str = "test.rule", confidence: float = 0.9) -> Source:
    return Source(page.id, "a1", page_text(page, words), rule, confidence)


def article(
    page: Page, title: str, published: str | None = None, bylines: tuple[Byline, ...] = ()
) -> Article:
    text = Text(page.text, range(len(page.text)))
    blocks = (Block("paragraph", 0, len(page.text)),)
    whole = Span(0, len(page.text))
    return Article("a1", page.id, title, whole, None, None, None, bylines, text, blocks, published)


def mention(page: Page, words: str, entity: Entity, name: str | None = None) -> ResolvedMention:
    span = page_text(page, words)
    read = Mention(entity.type, words, span.start, span.end, span, name or words, "test.name", 0.95)
    return ResolvedMention(page.id, "a1", read, entity.key)


def _first_claims(page: Page) -> tuple:
    said = source(page, "云溪区住房和城乡建设局局长祁连山")
    cost = source(page, "枫林苑小区翻修花去资金2.92亿元", "test.money")
    absent = source(page, "区卫健局没有出席云溪区民生工作会议")
    return (
        Post(QI, BUREAU, "局长", said, attested="2021-01-15"),
        Fact(QI, "leads", BUREAU, said),
        Fact(BUREAU, "subOrganizationOf", AREA, said),
        Measure(RENEWAL, "investment", 292000000.0, "CNY", False, "2.92亿元", cost, as_of="2021"),
        Fact(RENEWAL, "targets", ESTATE, cost),
        Dating(ESTATE, "builtIn", "1998", source(page, "枫林苑小区建于1998年")),
        Fact(ESTATE, "locatedIn", AREA, source(page, "位于云溪区", "test.place", 0.6)),
        Fact(BUREAU, "participatesIn", MEETING, absent, status="denied", role="attendee"),
        Fact(QI, "participatesIn", MEETING, absent, role="chair"),
        Fact(QI, "participatesIn", MEETING, absent, role="speaker"),
    )


def _second_claims(page: Page) -> tuple:
    said = source(page, "云溪区住建局局长祁连山", "test.rule", 0.7)
    plan = source(page, "将惠及枫林苑小区近两万户居民")
    deal = source(page, "文教集团与枫林书院签约")
    return (
        Post(QI, BUREAU, "局长", said, attested="2021-03"),
        Fact(QI, "leads", BUREAU, said),
        Fact(RENEWAL, "targets", ESTATE, plan, status="planned"),
        Measure(RENEWAL, "households", 20000.0, "count", True, "近两万户", plan, label="居民"),
        Measure(
            RENEWAL,
            "investment",
            292000000.0,
            "CNY",
            False,
            "29200万元",
            source(page, "29200万元"),
            as_of="2021",
        ),
        Post(LU, BUREAU, "局长", source(page, "原局长卢沟月"), former=True),
        Fact(LU, "receives", None, source(page, "获“金穗奖”"), value="金穗奖"),
        Fact(GROUP, "cooperatesWith", SCHOOL, deal),
        Fact(SCHOOL, "cooperatesWith", GROUP, deal),
    )


def corpus(folder: str = "pages", text: tuple[str, str] = (FIRST, SECOND)) -> Resolution:
    """The whole corpus. ``folder`` is where the pages are said to lie."""
    first, second = Page(f"{folder}/云溪日报 01.txt", text[0]), Page(f"{folder}/feed.jsonl#7", text[1])
    second = replace(second, title="云溪简讯", date="2021-03-02", source="https://news.example/7")
    by_key = {entity.key: entity for entity in ENTITIES}
    byline = Byline("柳丹青", page_text(first, "柳丹青"), "reporter")
    mentions = (
        mention(first, "柳丹青", by_key[LIU]),
        mention(first, "祁连山", by_key[QI]),
        mention(first, "云溪区住房和城乡建设局", by_key[BUREAU]),
        mention(second, "云溪区住建局", by_key[BUREAU], "云溪区住房和城乡建设局"),
        mention(second, "祁连山", by_key[QI]),
    )
    articles = (article(first, "民生工程见成效", "2021-01-18", (byline,)), article(second, "", "2021-03"))
    claims = _first_claims(first) + _second_claims(second)
    return Resolution((first, second), articles, ENTITIES, mentions, claims)


def hostile_corpus(names: Sequence[str] = HOSTILE) -> Resolution:
    """One page on which every hostile string is a person, a body's name, a title, an award and a quote."""
    page = Page("bad/=1+1 <b>\u202e.txt", "\n".join(names) + "\n")
    entities, claims, mentions = [], [], []
    for name in names:
        person = Entity(f"Person/{name}", "Person", name, (), (f"{name} alias",))
        body = Entity(f"Agency/{name}", "Agency", name)
        where = source(page, name, name)
        entities += [person, body]
        mentions.append(mention(page, name, person))
        claims += [
            Post(person.key, body.key, name, where),
            Fact(person.key, "leads", body.key, where),
            Fact(person.key, "receives", None, where, value=name),
            Measure(body.key, "other", -3.5, "count", False, name, where, label=name),
        ]
    return Resolution((page,), (article(page, names[0]),), tuple(entities), tuple(mentions), tuple(claims))


def crowded_corpus(names: Sequence[str]) -> Resolution:
    """One page on which every name is that of an entity and, in turn, an alias, a title, an award, what is counted, and
    the words of a fact: less of each name than in `hostile_corpus`, for many more of them."""
    page = Page("bad/=1+1 <b>\u202e.txt", "\n".join(names) + "\n")
    entities, claims, mentions = [], [], []
    start = 0
    for number, name in enumerate(names):
        turn = number % 5
        other, quoted = names[number - 1], Span(start, start + len(name))
        start = quoted.end + 1
        person = Entity(f"Person/{name}", "Person", name, (), (other,) if turn == 0 else ())
        entities.append(person)
        where = Source(page.id, "a1", quoted, name if turn == 1 else "test.rule", 0.9)
        read = Mention("Person", name, quoted.start, quoted.end, quoted, name, "test.name", 0.95)
        mentions.append(ResolvedMention(page.id, "a1", read, person.key))
        if turn == 1:
            body = Entity(f"Agency/{name}", "Agency", name)
            entities.append(body)
            claims.append(Post(person.key, body.key, other, where))
        elif turn == 2:
            claims.append(Fact(person.key, "receives", None, where, value=other))
        elif turn == 3:
            claims.append(Measure(person.key, "other", -3.5, "count", False, name, where, label=other))
    return Resolution((page,), (article(page, names[0]),), tuple(entities), tuple(mentions), tuple(claims))
