"""Who takes part in an event, by what somebody does there: lists of people and of bodies through whoever speaks for them,
those who sign, present, win a prize, hold it; and who does not."""

from __future__ import annotations

import pytest
from read_texts import claims_in

_MEETING = "柳河县新闻。3月28日，柳河县六届人大常委会第十四次会议召开。"
_SIGNING = "1月5日，柳河县2024年第一季度项目集中签约仪式在柳河宾馆举行。"

ATTENDS = [
    # A list of people and bodies; the bodies by whoever speaks for them.
    (
        _MEETING + "县委常委、副县长卞晓军，县监委、县法院负责同志列席会议。",
        {"卞晓军", "柳河县监委", "柳河县人民法院"},
    ),
    (
        "柳河县新闻。1月3日，柳河县防汛指挥部召开视频调度会。县水利局、县气象局主要负责人在会上作了发言。",
        {"柳河县水利局", "柳河县气象局", "柳河县防汛指挥部"},
    ),
    (
        "1月3日，柳河县青石镇召开加梯协调会，镇长卞晓军、青禾燃气有限公司、飞达电梯有限公司以及业主代表陈松年等参加。",
        {"卞晓军", "青禾燃气有限公司", "飞达电梯有限公司", "陈松年"},
    ),
    # Those who speak, announce and unveil.
    (
        "1月3日，柳河县医院揭牌仪式举行。副县长卞晓军、县卫健局局长陈松年共同揭牌。",
        {"卞晓军", "陈松年", "柳河县医院"},
    ),
    (
        "1月3日，柳河县城市更新推进会召开。县长卞晓军随后宣布，办法2月1日起施行。县住建局局长陈松年汇报。",
        {"卞晓军", "陈松年"},
    ),
    # Those who sign.
    (
        _SIGNING + "县商务局与柳河学院签订了人才合作协议。副县长卞晓军与青禾公司董事长陈松年代表双方签约。",
        {"柳河县商务局", "柳河学院", "卞晓军", "陈松年"},
    ),
    # Those who win a prize, those who hold it.
    (
        "柳河县首届“红色故事”讲解员大赛4月17日落幕，青石小学教师卞晓云获一等奖。",
        {"卞晓云"},
    ),
    (
        "柳河县第九届荷花节16日开幕。本届荷花节由柳河县文旅局主办，青石镇人民政府承办。",
        {"柳河县文化和旅游局", "青石镇人民政府"},
    ),
    ("10月15日，柳河县人民医院到青石村开展“健康下乡”义诊活动。", {"柳河县人民医院"}),
    ("1月3日，柳河县委书记卞晓军主持召开县委常委会会议。", {"卞晓军", "中共柳河县委常委会"}),
]

STAYS_AWAY = [
    # Who only introduces somebody does not sign; a campaign of months is none of a day's events.
    (_SIGNING + "副县长卞晓军与青禾公司董事长陈松年代表双方签约。", "青禾公司"),
    ("今年以来，柳河县公安局开展“百警进千企”宣传活动。", "柳河县公安局"),
    # Towns are listed among the bureaus, and attend nothing themselves.
    ("1月3日，柳河县城乡建设推进会召开。县住建局、青石镇作表态发言。", "青石镇"),
    # What was won, signed or held before, elsewhere or will be; who guides a society.
    ("柳河县第二届诗歌大赛落幕。主持人卞晓云曾获全国金话筒奖。", "卞晓云"),
    ("柳河县举办首届自行车赛。当日，县税务局在全县税收评选中获得第一名。", "柳河县税务局"),
    ("1月8日，柳河县举行合作签约仪式。此前，柳河县医院与青石医院签订了协议。", "柳河县医院"),
    ("1月8日，柳河县第三届荷花节开幕。上届荷花节由青石镇人民政府承办。", "青石镇人民政府"),
    ("1月8日，柳河县第三届荷花节开幕。柳河县荷花协会由县文旅局指导成立。", "柳河县文化和旅游局"),
]


def _attending(text: str) -> set[str]:
    return {subject for subject, predicate, _ in claims_in(text) if predicate == "participatesIn"}


@pytest.mark.parametrize(("text", "who"), ATTENDS)
def test_who_attends(text: str, who: set[str]) -> None:
    assert _attending(text) == who


@pytest.mark.parametrize(("text", "who"), STAYS_AWAY)
def test_who_does_not(text: str, who: str) -> None:
    assert who not in _attending(text)
