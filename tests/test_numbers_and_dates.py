"""How long, how old, how far and which house: whose such a number of local news is, and which is no number of anybody."""

from __future__ import annotations

import pytest
from marked_articles import marked_article

from kg.extract.datings import datings
from kg.extract.measures import measures
from kg.extract.subjects import Scene

NUMBERS = {
    "a house where somebody lives": (
        "[柳泉街道/Area][桃源里社区/Community]18栋，居民[石小芳/Person]在晒被子。",
        [],
    ),
    "a house where something is": ("在[桃源里社区/Community]32栋，退休教师[石小芳/Person]按下按钮。", []),
    "so many houses": (
        "[桃源里社区/Community]18栋，居民420户。",
        [("桃源里社区", "buildings", 18), ("桃源里社区", "households", 420)],
    ),
    "houses that are taken down": (
        "[粮库片区改造/Project]涉及征收房屋6.3万平方米，拆除违建1200平方米。",
        [("粮库片区改造", "floorArea", 63_000), ("粮库片区改造", "floorArea", 1200)],
    ),
    "the ground below them": (
        "[粮库片区改造/Project]中，违建占地800平方米。",
        [("粮库片区改造", "area", 800)],
    ),
    "homes that a work builds": (
        "[粮库片区改造/Project]建设安置房8栋640套。",
        [("粮库片区改造", "buildings", 8), ("粮库片区改造", "other", 640)],
    ),
    "homes that a compound has": ("[粮库小区/Community]共有住宅280套。", [("粮库小区", "households", 280)]),
    "the result of a race": (
        "选手[石小芳/Person]以1小时06分38秒的成绩夺得冠军。",
        [("石小芳", "duration", 3998)],
    ),
    "what has just been held": (
        "[柳泉消防大队/Agency]组织师生进行[疏散演练/Event]，用时仅2分45秒。",
        [("疏散演练", "duration", 165)],
    ),
    "who came soon": (
        "不到20分钟，[柳泉区城管大队/Agency]队员就赶到现场。",
        [("柳泉区城管大队", "duration", 20)],
    ),
    "nobody came soon": ("不到20分钟，[柳泉区城管大队/Agency]在旁边看着。", []),
    "what is to be done": ("[柳泉消防大队/Agency]每学期至少开展两次演练。", []),
    "which lorries are meant": ("[柳泉大桥/Place]管制期间，5吨以上货车禁止通行。", []),
    "how old the speaker is": (
        "“我今年76岁了，膝盖不好。”3月12日，退休教师[石小芳/Person]按下电梯按钮。",
        [("石小芳", "other", 76)],
    ),
    "how old one of two is": ("“我今年76岁了。”[石小芳/Person]和[王大力/Person]在院里散步。", []),
    "a river past towns": (
        "[柳河/Place]流经[东山镇/Area]、[西山镇/Area]，全长23.6公里。",
        [("柳河", "length", 23_600)],
    ),
    "a road from village to village": (
        "[柳泉公路改建/Project]起于[东山村/Community]，止于[西山村/Community]，路线全长9公里。",
        [("柳泉公路改建", "length", 9000)],
    ),
    "what an area divides": (
        "[柳泉区/Area]全面推行[“路长制”/Method]，将178条小巷划分为62个网格。",
        [("柳泉区", "other", 178), ("柳泉区", "other", 62)],
    ),
    "what is counted before the money of a work": (
        "[柳泉区/Area]共清理占道经营260处，施划停车位480个，投资150万元改造了[东街改造/Project]等12条小巷。",
        [
            ("柳泉区", "other", 260),
            ("柳泉区", "parkingSpaces", 480),
            ("东街改造", "investment", 1_500_000),
            ("东街改造", "other", 12),
        ],
    ),
    "what opens at the same time": (
        "[柳河马拉松/Event]开跑。比赛当天，[第三届美食节/Event]同步启幕，86家餐饮企业设摊展示，首日接待游客3.2万人次。",
        [("第三届美食节", "enterprises", 86), ("第三届美食节", "participants", 32_000)],
    ),
    "who is in charge of a work": (
        "“目前已清淤土方46万立方米，建成护岸11公里。”[县水利局/Agency]副局长、[柳河治理工程/Project]现场负责人[石大勇/Person]说。",
        [("柳河治理工程", "other", 460_000), ("柳河治理工程", "length", 11_000)],
    ),
    "who only tells of a work": (
        "“目前已建成护岸11公里。”[县水利局/Agency]副局长[石大勇/Person]谈[柳河治理工程/Project]时说。",
        [],
    ),
}


@pytest.mark.parametrize(("marked", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_a_number_is_of(marked: str, expected: list[tuple[str, str, float]]) -> None:
    article, mentions = marked_article(marked)
    found = measures(Scene(article, mentions, ()))
    assert [(mentions[m.subject].text, m.property, m.value) for m in found] == expected


DATES = {
    "what is held in the same breath": (
        "3月11日，[柳泉消防大队/Agency]走进学校，开展[“小手拉大手”活动/Event]。队员现场讲解，并组织师生进行[疏散演练/Event]。",
        [
            ("“小手拉大手”活动", "heldOn", "2023-03-11", None),
            ("疏散演练", "heldOn", "2023-03-11", None),
        ],
    ),
    "what is held another time": (
        "3月11日，[柳泉消防大队/Agency]开展[“小手拉大手”活动/Event]。每学期学校都组织师生进行[疏散演练/Event]。",
        [("“小手拉大手”活动", "heldOn", "2023-03-11", None)],
    ),
    "only a noun is so old": ("[柳泉小区/Community]很大，院内建于1961年的老车间将予以保留。", []),
    "the home behind is so old": (
        "建于1961年的[柳泉小区/Community]很大。",
        [("柳泉小区", "builtIn", "1961", None)],
    ),
    "such a home it is": (
        "[柳泉小区/Community]是建于1961年的老小区。",
        [("柳泉小区", "builtIn", "1961", None)],
    ),
    "in the words of who is in charge": (
        "“预计今年6月底全面竣工。”[县水利局/Agency]副局长、[柳河治理工程/Project]现场负责人[石大勇/Person]说。",
        [("柳河治理工程", "completedOn", "2023-06", "planned")],
    ),
}


@pytest.mark.parametrize(("marked", "expected"), DATES.values(), ids=DATES)
def test_a_date_is_of(marked: str, expected: list[tuple[str, str, str, str | None]]) -> None:
    article, mentions = marked_article(marked)
    found = datings(Scene(article, mentions, ()))
    assert [(mentions[d.subject].text, d.property, d.value, d.status) for d in found] == expected
