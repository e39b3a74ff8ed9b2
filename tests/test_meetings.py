"""Meetings, festivals and visits: what they are called, whose they are, who only says whose somebody is."""

from __future__ import annotations

import pytest
from read_texts import claims_in, named_in

NAMES = [
    # A meeting with only a bare word is called after who calls it, not after whom the text names later or most.
    (
        "1月5日，涉县举行招商推介会，青禾科技有限公司等30家企业参加。",
        {"涉县招商推介会"},
    ),
    (
        "1月5日，涉县举行签约仪式，青禾机械有限公司与涉县人民政府签订协议。",
        {"涉县签约仪式"},
    ),
    ("1月5日，涉县组织召开项目推进会，要求加快槐树水库建设。", {"涉县项目推进会"}),
    ("1月5日，县委书记卞晓军到涉县偏城镇。在偏城镇召开的座谈会上，卞晓军要求抓好落实。", {"偏城镇座谈会"}),
    (
        "涉县的回复\n您在青禾网上的留言收悉。1月5日，镇长卞晓军召开协调会，涉县青禾网已答复。",
        set(),
    ),
    # Counted, they are none by name.
    ("涉县教育局局长卞晓军很忙，召开座谈会3次。涉县水利局开了4次协调会。", set()),
    # What is unveiled names its ceremony all the same.
    ("1月5日，涉县举行揭牌仪式。涉县青禾医院正式揭牌。", {"涉县青禾医院揭牌仪式"}),
    # Each of listed festivals is one; what a meeting is about is none.
    (
        "涉县将举办田园音乐节、红色文化论坛、丰收美食周、山地自行车邀请赛等活动。",
        {"田园音乐节", "红色文化论坛", "丰收美食周", "山地自行车邀请赛"},
    ),
    ("1月5日，涉县来信。今年3月，召开城区学校、农业企业座谈会。", {"城区学校、农业企业座谈会"}),
    ("1月5日，涉县县长卞晓军率队参加青禾招商推介会。", {"青禾招商推介会"}),
    # What a body meets in on a day has its name; not what has no day, or is held again and again.
    ("1月5日，涉县县委常委会召开会议，县委书记卞晓军主持会议。", {"涉县委常委会会议"}),
    ("1月5日，涉县水利局党组召开专题会议。", {"涉县水利局党组专题会议"}),
    ("1月5日，涉县县委、县政府召开紧急会议。", {"涉县委、县政府紧急会议"}),
    ("1月5日，涉县县委理论学习中心组举行专题学习会。", {"涉县委理论学习中心组专题学习会"}),
    ("1月5日，涉县人大常委会召开主任会议。", {"涉县人大常委会主任会议"}),
    ("涉县县委常委会召开会议研究。1月5日起，涉县县委召开会议3次，县政府召开会议室改造启用。", set()),
    ("1月5日，政协第十届涉县委员会第三次会议开幕。", {"政协涉县第十届委员会第三次会议"}),
    # Who comes to look at places on a day; who lives with them looks every day.
    (
        "1月5日，涉县副县长卞晓军先后来到偏城镇青塔村、辽城乡等地，实地了解饮水工程情况。",
        {"卞晓军调研偏城镇青塔村"},
    ),
    ("1月5日，涉县副县长卞晓军前往偏城镇，实地察看堤防。", {"卞晓军调研偏城镇"}),
    ("1月5日，槐树社区党支部书记卞晓军来到涉县偏城镇查看苗木。", set()),
    ("涉县副县长卞晓军来到偏城镇，了解过情况。", set()),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_what_is_held_is_called(text: str, names: set[str]) -> None:
    assert named_in(text, "Event") == names


def test_a_contest_is_no_body() -> None:
    assert named_in("1月5日，涉县马拉松邀请赛在县体育中心落幕。", "Organization") == set()


def test_whom_somebody_visits_is_called_without_the_verb() -> None:
    text = "1月5日，涉县县委书记卞晓军率党政代表团赴邯郸市考察青禾理工大学。"
    assert "青禾理工大学" in named_in(text, "Organization")


SAID = [
    # He himself comes, reads out, and holds the session that deals with a document.
    (
        "1月5日，涉县县委书记卞晓军主持召开县委常委会会议。",
        ("卞晓军", "participatesIn", "涉县委常委会会议"),
    ),
    (
        "1月5日，涉县县长卞晓军主持召开县政府第3次常务会议，审议《涉县养老办法》。",
        ("涉县政府第3次常务会议", "issues", "《涉县养老办法》"),
    ),
    (
        "1月5日，涉县县长卞晓军主持召开县政府第3次常务会议，审议《涉县养老办法》。",
        ("涉县政府第3次常务会议", "locatedIn", "涉县"),
    ),
    # Whom somebody leads along, who reports to a meeting, what that agrees to.
    (
        "1月5日，涉县县长卞晓军率县水利局、县住建局主要负责人到偏城镇调研。",
        ("涉县住房和城乡建设局", "participatesIn", "卞晓军调研偏城镇"),
    ),
    (
        "1月5日，涉县防汛工作会议召开。会议听取了县水利局关于堤防情况、县教育局关于校舍情况的汇报。",
        ("涉县教育局", "participatesIn", "涉县防汛工作会议"),
    ),
    (
        "1月5日，涉县防汛工作会议召开。会议原则同意《涉县防汛办法》。",
        ("涉县防汛工作会议", "issues", "《涉县防汛办法》"),
    ),
    (
        "1月5日，涉县防汛工作会议召开。副县长卞晓军部署工作任务。",
        ("卞晓军", "participatesIn", "涉县防汛工作会议"),
    ),
    # Who only tells of his body, or signs for it.
    (
        "涉县商务局局长卞晓军介绍，明年春天将举办首届核桃采摘节。",
        ("涉县商务局", "participatesIn", "首届核桃采摘节"),
    ),
    (
        "涉县商务局局长卞晓军与青禾公司总经理陈松年签订《青禾协议》。",
        ("涉县商务局", "issues", "《青禾协议》"),
    ),
    ("1月5日，涉县篮球邀请赛1月4日在县体育中心落幕。", ("涉县篮球邀请赛", "locatedIn", "涉县体育中心")),
]


@pytest.mark.parametrize(("text", "claim"), SAID)
def test_who_holds_and_comes(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_in(text)


NOT_SAID = [
    # No committee of the party meets as a consultative conference; nobody holds a congress but its body.
    ("1月5日，政协第十届涉县委员会第三次会议开幕。", ("中共涉县委", "participatesIn")),
    (
        "您在涉县十九届人大四次会议上提出的建议已收悉，由我局主办，涉县水利局、县财政局协办。",
        ("涉县水利局", "participatesIn"),
    ),
    # Who leads others founds something, not his branch; a year of its own is not this year.
    ("2020年3月，涉县槐树村党支部书记卞晓军带头成立合作社。", ("槐树村党支部", "foundedIn")),
    ("2023年3月，涉县启动管网改造。今年4月18日，涉县槐荫大桥工程开工。", ("槐荫大桥工程", "startedOn")),
    (
        "1月5日，涉县防汛工作会议召开。会议听取了县水利局关于“十四五”规划编制情况的汇报。",
        ("涉县防汛工作会议", "issues"),
    ),
    ("1月5日，涉县县委书记卞晓军主持召开县委常委会会议。", ("中共涉县委", "participatesIn")),
    ("1月5日，涉县县长卞晓军主持召开县政府第3次常务会议，审议《涉县养老办法》。", ("涉县", "issues")),
    (
        "1月5日，涉县召开教育表彰大会。县委副书记卞晓军宣读《关于表彰先进的决定》。",
        ("中共涉县委", "issues"),
    ),
]


@pytest.mark.parametrize(("text", "claim"), NOT_SAID)
def test_whose_somebody_is_does_nothing(text: str, claim: tuple[str, str]) -> None:
    assert claim not in {said[:2] for said in claims_in(text)}
