"""Who is at the head of a task force or a cooperative, to whom these belong and where they lie, and who is of a place
because he comes home to it, is met there, or bears its name before his trade."""

from __future__ import annotations

import pytest
from read_texts import claims_in, named_in, posts_in

POSTS = [
    # The body stands behind the title, or the sentence founds it before.
    (
        "柳河县成立由副县长卞晓军任组长的油茶产业园项目服务专班，全程服务。",
        ("卞晓军", "组长", "油茶产业园项目服务专班"),
    ),
    (
        "青石镇成立以镇长卞晓军为组长的经济普查领导小组。",
        ("卞晓军", "组长", "经济普查领导小组"),
    ),
    (
        "文峰区成立区冬春水利建设指挥部，由区委副书记、区长卞晓军任指挥长。",
        ("卞晓军", "指挥长", "文峰区冬春水利建设指挥部"),
    ),
    (
        "青石镇龙口村变了。2019年，村里成立绿硒蔬菜专业合作社，由村党总支书记卞晓军兼任理事长。",
        ("卞晓军", "理事长", "绿硒蔬菜专业合作社"),
    ),
    ("文峰区统计局总统计师卞晓军介绍。", ("卞晓军", "总统计师", "文峰区统计局")),
    # A village alone is the one of the paragraph.
    (
        "青石镇种寨村变了。种寨村富了。\n韩庄村很穷。这里地少。年轻人都走了。第一书记卞晓军带头修路。",
        ("卞晓军", "第一书记", "韩庄村"),
    ),
]

SAID = [
    # A cooperative is its village's, by its name or by what the paragraph tells of, and of the branch that runs it.
    (
        "柳河县青石镇种寨村变了。柳河县种寨绿源种植专业合作社成立了。",
        ("柳河县种寨绿源种植专业合作社", "locatedIn", "种寨村"),
    ),
    (
        "柳河县青石镇龙口村变了。2019年，村里成立柳河县丰润菌业专业合作社。",
        ("柳河县丰润菌业专业合作社", "locatedIn", "龙口村"),
    ),
    (
        "2019年，青石镇龙口村党支部领办成立丰润菌业专业合作社。",
        ("丰润菌业专业合作社", "subOrganizationOf", "龙口村党支部"),
    ),
    # A task force is of the county.
    (
        "柳河县光明街道改造。柳河县很重视。老城片区更新指挥部副指挥长卞晓军说，好。",
        ("老城片区更新指挥部", "subOrganizationOf", "柳河县"),
    ),
    # Who lives where.
    (
        "运输公司家属院的凉亭下，68岁的赵秀兰一边择豆角，一边聊天。",
        ("赵秀兰", "residentOf", "运输公司家属院"),
    ),
    ("柳河县青石镇龙口村变了。1993年，从卫校毕业的卞晓军回村当起村医。", ("卞晓军", "residentOf", "龙口村")),
    ("青石镇泗滨村的匠人卞晓军说，好。", ("卞晓军", "residentOf", "泗滨村")),
    ("1958年，中共柳河县委第一书记卞晓军带领群众修水库。", ("卞晓军", "leads", "中共柳河县委")),
    # A task force of a bureau's committee is the committee's.
    (
        "柳河县交通局党委成立治超工作领导小组。",
        ("治超工作领导小组", "subOrganizationOf", "柳河县交通运输局党委"),
    ),
]

NOT_SAID = [
    # Who leads a body by a post there does not, who is only sent there.
    ("青石镇龙口村第一书记卞晓军说，好。", ("卞晓军", "leads", "龙口村")),
    # Who is there by his post or on a visit; who is at work in the place.
    ("柳河县青石镇龙口村变了。驻村干部卞晓军回家乡看望父母。", ("卞晓军", "residentOf", "龙口村")),
    ("滨河小区的快递驿站里，26岁的卞晓军正在分拣包裹。", ("卞晓军", "residentOf", "滨河小区")),
    # A cooperative of elsewhere, a word that begins like a village.
    (
        "柳河县青石镇龙口村的村民把梨卖给了丰达果品专业合作社。",
        ("丰达果品专业合作社", "locatedIn", "龙口村"),
    ),
    (
        "柳河县新开村变了。青石镇的柳河县新开源种植专业合作社带动300户。",
        ("柳河县新开源种植专业合作社", "locatedIn", "新开村"),
    ),
    # Task forces of the country, those who only coordinate, who hands out an honour.
    (
        "国家防汛抗旱总指挥部副总指挥卞晓军到柳河县检查。柳河县很重视。",
        ("国家防汛抗旱总指挥部", "subOrganizationOf", "柳河县"),
    ),
    (
        "青石小学项目投资1200万元，由柳河县教育局统筹推进。",
        ("柳河县教育局", "funds", "青石小学项目"),
    ),
    # A bank's cooperative is no village's.
    ("青石镇龙口村变了。柳河县供销合作社来人了。", ("柳河县供销合作社", "locatedIn", "龙口村")),
]


@pytest.mark.parametrize(("text", "post"), POSTS)
def test_posts(text: str, post: tuple[str, str, str]) -> None:
    assert post in posts_in(text)


@pytest.mark.parametrize(("text", "claim"), SAID)
def test_what_is_said(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_in(text)


@pytest.mark.parametrize(("text", "claim"), NOT_SAID)
def test_what_is_not_said(text: str, claim: tuple[str, str, str]) -> None:
    assert claim not in claims_in(text)


def test_what_each_of_many_sets_up_is_none() -> None:
    text = "文峰区的会议要求，各街道成立老旧小区改造工作领导小组，党政一把手挂帅。"
    assert named_in(text, "Agency") == set()
