"""Who holds which post in which body: the input with the person in brackets, and the posts read from it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import extract
from kg.types import Fact, Post, Reading
from tests.marked_articles import marked_article

BEFORE_THE_NAME = [
    ("县水利局局长[苗春生]说。", ["苗春生 局长 县水利局"]),
    ("柳湾社区党委书记[苗春生]说。", ["苗春生 书记 柳湾社区党委"]),
    ("柳湾社区书记[苗春生]告诉记者。", ["苗春生 书记 柳湾社区"]),
    ("青禾镇党委副书记、镇长[苗春生]说。", ["苗春生 副书记 青禾镇党委", "苗春生 镇长 青禾镇人民政府"]),
    ("县水利局党组书记、局长[苗春生]说。", ["苗春生 书记 县水利局党组", "苗春生 局长 县水利局"]),
    (
        "县委常委、县纪委书记、县监委主任[苗春生]出席。",
        ["苗春生 常委 县委", "苗春生 书记 县纪委", "苗春生 主任 县监委"],
    ),
    ("柳湾社区居委会主任[苗春生]说。", ["苗春生 主任 柳湾社区居委会"]),
    ("柳湾街道主任[苗春生]说。", ["苗春生 主任 柳湾街道办事处"]),
    ("柳湾街道书记[苗春生]说。", ["苗春生 书记 柳湾街道党工委"]),
    ("县水利局工会主席[苗春生]说。", ["苗春生 主席 县水利局工会"]),
    ("县人民医院医生[苗春生]说。", ["苗春生 医生 县人民医院"]),
]
#: Bodies that are no names by themselves: the post before, or the person before, says whose they are.
IN_A_ROW = [
    ("县委常委、宣传部部长[苗春生]参加。", ["苗春生 常委 县委", "苗春生 部长 县委宣传部"]),
    ("县委常委、宣传部长[苗春生]参加。", ["苗春生 常委 县委", "苗春生 部长 县委宣传部"]),
    ("副县长、公安局局长[苗春生]主持会议。", ["苗春生 副县长 县人民政府", "苗春生 局长 县公安局"]),
    (
        "县委书记[苗春生]，副书记、县长[白雪莲]出席。",
        ["苗春生 书记 县委", "白雪莲 副书记 县委", "白雪莲 县长 县人民政府"],
    ),
    (
        "柳湾村党支部书记、村委会主任[苗春生]说。",
        ["苗春生 书记 柳湾村党支部", "苗春生 主任 柳湾村村委会"],
    ),
    ("县水利局副局长[苗春生]、[白雪莲]参加。", ["苗春生 副局长 县水利局", "白雪莲 副局长 县水利局"]),
    ("柳湾小学校长[苗春生]和教师[白雪莲]参加。", ["苗春生 校长 柳湾小学", "白雪莲 教师 柳湾小学"]),
]
AFTER_THE_NAME = [
    ("[苗春生]（县水利局局长）说，水渠已修好。", ["苗春生 局长 县水利局"]),
    ("[苗春生]，男，现任县水利局局长。", ["苗春生 局长 县水利局"]),
    ("[苗春生]，男，县水利局局长。", ["苗春生 局长 县水利局"]),
    ("会议任命[苗春生]为县水利局局长。", ["苗春生 局长 县水利局"]),
    ("[苗春生]是县水利局局长，他说。", ["苗春生 局长 县水利局"]),
    ("退休教师[苗春生]当选柳湾社区党支部书记。", ["苗春生 书记 柳湾社区党支部"]),
    ("受[苗春生]副市长委托，会议如期举行。", ["苗春生 副市长 市人民政府"]),
    (
        "柳湾社区文明实践站成立，站长由社区党委书记[苗春生]兼任。",
        ["苗春生 书记 柳湾社区党委", "苗春生 站长 柳湾社区文明实践站"],
    ),
]
#: The body was named before; or there is none to name.
ELSEWHERE = [
    ("青禾建材有限公司去年投产。公司董事长[苗春生]说。", ["苗春生 董事长 青禾建材有限公司"]),
    ("柳湾小学今天开学。校长[苗春生]说，人都到齐了。", ["苗春生 校长 柳湾小学"]),
    ("局长[苗春生]说，水渠已修好。", []),
    ("柳湾街道把每周六定为卫生日，党工委书记[苗春生]带头。", ["苗春生 书记 柳湾街道党工委"]),
    ("青禾镇很忙。党委书记[苗春生]说。", ["苗春生 书记 青禾镇党委"]),
    ("青禾医院很忙。党委书记[苗春生]说。", ["苗春生 书记 青禾医院党委"]),
    ("青禾医院很忙。青禾医院与柳湾医院签约。院长[苗春生]说。", ["苗春生 院长 青禾医院"]),
    ("青禾医院很忙。青禾医院添了床位。柳湾医院送来设备。院长[苗春生]说。", ["苗春生 院长 青禾医院"]),
    ("青禾医院很忙。青禾医院添了床位。在柳湾医院，院长[苗春生]说。", ["苗春生 院长 柳湾医院"]),
    ("青禾建材有限公司投产。公司工会主席[苗春生]说。", ["苗春生 主席 青禾建材有限公司工会"]),
    ("[习近平]总书记强调，要抓好落实。", []),
    ("志愿者[苗春生]说，路通了。", []),
]
FORMER = [
    ("县水利局原局长[苗春生]说。", True),
    ("原县水利局局长[苗春生]说。", True),
    ("[苗春生]曾任柳湾小学校长。", True),
    ("时任县水利局局长[苗春生]说。", True),
    ("县水利局局长[苗春生]说。", False),
]
#: What is said of holding a post: since and until when, whether it is over, only proposed, held in a particular way.
TENURES = [
    ("会议任命[苗春生]为柳河县水利局局长。", ["苗春生 局长 柳河县水利局"]),
    ("3月5日，县人大常委会任命[苗春生]为县水利局局长。", ["苗春生 局长 县水利局 since=2023-03-05"]),
    (
        "县十六届人大常委会第三次会议昨日举行，会议决定任命[苗春生]为县水利局局长，免去[白雪莲]的县水利局局长职务。",
        ["苗春生 局长 县水利局 since=2023-05-19", "白雪莲 局长 县水利局 until=2023-05-19 former"],
    ),
    (
        "4月2日，县人大常委会举行会议。会议任命[苗春生]为县水利局局长；[秦岭南]为县教育局局长。",
        ["苗春生 局长 县水利局 since=2023-04-02", "秦岭南 局长 县教育局 since=2023-04-02"],
    ),
    (
        "决定免去：\n[白雪莲]的柳河县水利局局长职务；\n[何远山]的柳河县教育局局长职务。",
        ["白雪莲 局长 柳河县水利局 former", "何远山 局长 柳河县教育局 former"],
    ),
    (
        "会议决定，接受[白雪莲]辞去县长职务的请求，任命[苗春生]为副县长、代理县长。",
        [
            "白雪莲 县长 县人民政府 former",
            "苗春生 副县长 县人民政府",
            "苗春生 代理县长 县人民政府 acting",
        ],
    ),
    ("免去[白雪莲]县水利局局长职务。", ["白雪莲 局长 县水利局 former"]),
    ("4月2日，大会选举[苗春生]为县人民政府县长。", ["苗春生 县长 县人民政府 since=2023-04-02"]),
    ("会议补选[苗春生]为县人大常委会副主任。", ["苗春生 副主任 县人大常委会"]),
    (
        "1月10日，会议选举[苗春生]为县委书记，[何远山]、[秦大川]为县委副书记。",
        [
            "苗春生 书记 县委 since=2023-01-10",
            "何远山 副书记 县委 since=2023-01-10",
            "秦大川 副书记 县委 since=2023-01-10",
        ],
    ),
    ("2010年，[苗春生]当选柳湾村党支部书记。", ["苗春生 书记 柳湾村党支部 since=2010"]),
    ("[苗春生]自2015年起任柳河县水利局局长。", ["苗春生 局长 柳河县水利局 since=2015"]),
    ("[苗春生]从2018年3月开始担任柳湾村党支部书记。", ["苗春生 书记 柳湾村党支部 since=2018-03"]),
    (
        "2013年3月至2016年5月，[苗春生]任柳河县水利局局长。",
        ["苗春生 局长 柳河县水利局 since=2013-03 until=2016-05 former"],
    ),
    (
        "[苗春生]，2016年5月至2019年8月任柳河县水利局局长、党组书记。",
        [
            "苗春生 局长 柳河县水利局 since=2016-05 until=2019-08 former",
            "苗春生 书记 柳河县水利局党组 since=2016-05 until=2019-08 former",
        ],
    ),
    (
        "[苗春生]2015年任柳河县水利局局长，2019年6月任柳河县教育局局长。",
        ["苗春生 局长 柳河县水利局 since=2015", "苗春生 局长 柳河县教育局 since=2019-06"],
    ),
    (
        "[苗春生]2008年5月任青禾镇党委副书记、镇长，现任柳河县人民政府副县长。",
        [
            "苗春生 副书记 青禾镇党委 since=2008-05 former",
            "苗春生 镇长 青禾镇人民政府 since=2008-05 former",
            "苗春生 副县长 柳河县人民政府",
        ],
    ),
    (
        "[苗春生]曾于2003年至2008年担任柳湾村党支部书记。",
        ["苗春生 书记 柳湾村党支部 since=2003 until=2008 former"],
    ),
    (
        "2021年6月，[苗春生]由县水利局局长调任柳河县教育局局长。",
        ["苗春生 局长 县水利局 until=2021-06 former", "苗春生 局长 柳河县教育局 since=2021-06"],
    ),
    ("[苗春生]不再担任柳河县水利局局长。", ["苗春生 局长 柳河县水利局 former"]),
    ("2009年，时任柳河县水利局局长的[苗春生]带队修渠。", ["苗春生 局长 柳河县水利局 former"]),
    (
        "[苗春生]，男，1975年3月出生，1996年7月参加工作，现任柳河县水利局副局长，拟任柳河县水利局局长。",
        ["苗春生 副局长 柳河县水利局", "苗春生 局长 柳河县水利局 proposed"],
    ),
    ("拟任命[苗春生]为县水利局局长。", ["苗春生 局长 县水利局 proposed"]),
    ("提名[苗春生]为县长候选人。", ["苗春生 县长 县人民政府 proposed"]),
    ("[苗春生]将出任柳河县水利局局长。", ["苗春生 局长 柳河县水利局 proposed"]),
    ("拟任县水利局局长[苗春生]说。", ["苗春生 局长 县水利局 proposed"]),
    ("县委副书记、代县长[苗春生]出席会议。", ["苗春生 副书记 县委", "苗春生 代县长 县人民政府 acting"]),
    ("人大代表[苗春生]说。", []),
    (
        "副县长兼县公安局局长[苗春生]主持会议。",
        ["苗春生 副县长 县人民政府", "苗春生 局长 县公安局 concurrent"],
    ),
    ("[苗春生]兼任柳河县水利局局长。", ["苗春生 局长 柳河县水利局 concurrent"]),
    ("县水利局副局长（挂职）[苗春生]说。", ["苗春生 副局长 县水利局 seconded"]),
    ("2021年，[苗春生]到青禾镇挂职副镇长。", ["苗春生 副镇长 镇人民政府 since=2021 seconded"]),
    # Dates that are not the post's own.
    ("2021年5月，县水利局局长[苗春生]来到柳湾村。", ["苗春生 局长 县水利局"]),
    ("去年建成的柳湾小学，[苗春生]任校长。", ["苗春生 校长 柳湾小学"]),
    ("[苗春生]1996年参加工作，任柳湾小学校长。", ["苗春生 校长 柳湾小学"]),
    ("[苗春生]接受记者采访，他的任务是修渠。", []),
]


def _tenure(post: Post[int]) -> str:
    dates = [f"{name}={date}" for name in ("since", "until") if (date := getattr(post, name))]
    flags = [flag for flag in ("former", "proposed") if getattr(post, flag)]
    return "".join(f" {word}" for word in (*dates, *([post.capacity] if post.capacity else []), *flags))


@pytest.mark.parametrize(("marked", "posts"), TENURES)
def test_how_and_how_long_a_post_is_held(marked: str, posts: list[str]) -> None:
    reading = _read(marked)
    names = [m.name for m in reading.mentions]
    found = [f"{names[p.person]} {p.title} {names[p.body]}{_tenure(p)}" for p in _posts(reading)]
    assert sorted(found) == sorted(posts)


@pytest.mark.parametrize("marked", [marked for marked, _ in TENURES if "\n" not in marked])
def test_the_words_of_a_post_hold_its_dates(marked: str) -> None:
    reading = _read(marked)
    text = reading.article.text.chars
    for post in _posts(reading):
        words = text[post.source.span.start : post.source.span.end]
        assert post.title[-1] in words
        for date in filter(None, (post.since, post.until)):
            assert any(
                part in words for part in (f"{int(date[-2:])}日", f"{int(date[-2:])}月", f"{date}年", "昨日")
            )


@pytest.mark.parametrize("marked", [row[0] for row in TENURES if any("proposed" in post for post in row[1])])
def test_who_is_only_proposed_leads_nothing(marked: str) -> None:
    reading = _read(marked)
    assert not [c for c in reading.claims if isinstance(c, Fact) and c.predicate == "leads"]


def _read(marked: str) -> Reading:
    return extract(marked_article(re.sub(r"\[([^\[\]]+)\]", r"\1", marked))[0])


def _posts(reading: Reading) -> list[Post[int]]:
    return [c for c in reading.claims if isinstance(c, Post)]


@pytest.mark.parametrize(("marked", "posts"), [*BEFORE_THE_NAME, *IN_A_ROW, *AFTER_THE_NAME, *ELSEWHERE])
def test_posts(marked: str, posts: list[str]) -> None:
    reading = _read(marked)
    names = [m.name for m in reading.mentions]
    assert sorted(f"{names[p.person]} {p.title} {names[p.body]}" for p in _posts(reading)) == sorted(posts)


@pytest.mark.parametrize(("marked", "former"), FORMER)
def test_former_posts_lead_nothing(marked: str, former: bool) -> None:
    reading = _read(marked)
    leads = [c for c in reading.claims if isinstance(c, Fact) and c.predicate == "leads"]
    assert [p.former for p in _posts(reading)] == [former]
    assert bool(leads) is not former


@pytest.mark.parametrize("title", ["副局长", "科员", "常务副局长"])
def test_only_heads_lead(title: str) -> None:
    reading = _read(f"县水利局{title}[苗春生]说。")
    assert not [c for c in reading.claims if isinstance(c, Fact) and c.predicate == "leads"]


def test_a_place_with_a_director_is_an_institution() -> None:
    reading = _read("县文化馆昨天开放。县文化馆馆长[苗春生]致辞。")
    assert {m.type for m in reading.mentions if m.name.endswith("文化馆")} == {"Organization"}


@given(st.text(alphabet="县委局长书记、，（）任为由副主任苗春生馆校公司", min_size=1, max_size=40))
def test_bodies_are_bodies_and_bearers_are_people(text: str) -> None:
    reading = extract(marked_article(text)[0])
    for post in _posts(reading):
        assert reading.mentions[post.person].type == "Person"
        assert reading.mentions[post.body].type in {"Agency", "Organization", "Area", "Community"}
