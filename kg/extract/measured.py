"""What a number is of somebody once it is known whose it is: money of a work is its investment, 46个 of a renewal of
compounds are compounds."""

from __future__ import annotations

import re

from kg.extract.counts import Counted
from kg.extract.daily import is_canteen
from kg.types import Mention

#: A person holds no events and has no revenue.
_NOT_OF_PEOPLE = ("events", "revenue", "investment")
#: Money beside one of these is none that was put into a work.
_NO_INVESTMENT = re.compile(
    "罚|损失|欠|奖|工资|薪|分红|收入|产值|每|人均|户均|费|租金|赔|罪|涉案|贷款余额|合同额|销售|交易|节约|节省|省下|单价|均价|价格|定价|卖|工钱"
)
#: A sum of so much is spent on a work, a smaller one paid by somebody.
_LEAST_INVESTED = 10_000
_SPENT = ("money", "fine")
#: What is inside a house: its space is that of its floors.
_ROOMS = re.compile("(?:食堂|中心|书屋|馆|室|店|超市|驿站|卫生院|卫生站|学堂|课堂|餐厅|车间|厅|楼)”?$")
#: Of people without a word for what they do, at an event: they take part.
_PEOPLE = "people"
#: Homes that a work builds have no households yet: 建设安置房8栋640套.
_HOMES = "homes"
#: Who eats at a canteen takes part; how many have room in it is another number.
_EAT, _ROOM_FOR = re.compile("[吃餐]"), re.compile("容纳|同时|可供")
#: Nobody takes part in what befalls him.
_HARMED = re.compile("受灾|被困|遇难|死亡|受伤|失踪|失联|伤亡|感染|确诊")
#: What a work that ends so has so many of, where no noun stands beside the number.
_KINDS = (("小区改造", "compounds"), ("项目", "projects"), ("工程", "projects"), ("实事", "projects"))
_WORK = "改造"
#: Contests have events for projects: 设男子单打等5个项目.
_CONTEST = re.compile("(?:赛|运动会|比武|竞技)(?:活动)?”?$")
_BARE = re.compile(
    "(?:[^一-龥]|改造|完成|完工|开工|竣工|启动|实施|计划|拟|已|全部|累计|共|余下|剩下|剩余|其余|其中|今年|去年|明年|目前|眼下|另有|还有|在建|新增|交付|建成|任务|占|了|的|截至|底|月|多干|比)*"
)
#: What may stand behind such a number: how far they are, and by when.
_DONE = re.compile(
    "(?:[于将在也已正]|全部|年底|年内|[0-9]{1,2}月|[上中下]旬|[底初末前]|[0-9]{1,2}日)*(?:开工|动工|完工|竣工|交付|建成|完成|改造|启动)"
)


def property_of(bearer: Mention, counted: Counted) -> str:
    """The property of a number by its rule and by whose it is."""
    name, rule = counted.rule.property, counted.rule.name
    if bearer.type == "Person":
        return "other" if name in _NOT_OF_PEOPLE else name
    if rule == "area" and "面积" in counted.left and bearer.type != "Project" and _ROOMS.search(bearer.name):
        return "floorArea"
    if rule == _PEOPLE and is_canteen(bearer) and _EAT.search(counted.left + counted.right):
        return name if _ROOM_FOR.search(counted.left + counted.right) else "participants"
    if rule == _PEOPLE and bearer.type == "Event":
        return name if _HARMED.search(counted.left + counted.right) else "participants"
    if rule == _HOMES and bearer.type == "Project":
        return "other"
    if bearer.type == "Event" and name == "projects" and _CONTEST.search(bearer.name):
        return "other"
    if bearer.type != "Project" or name != "other":
        return name
    beside = counted.left + counted.right
    spent = rule in _SPENT and counted.quantity.value >= _LEAST_INVESTED
    if spent and not _NO_INVESTMENT.search(beside):
        return "investment"
    left = counted.left.rpartition(_WORK)[2]
    alone = not counted.right or _DONE.match(counted.right)
    if counted.quantity.counter == "个" and alone and _BARE.fullmatch(left):
        return next((kind for end, kind in _KINDS if bearer.name.endswith(end)), name)
    return name
