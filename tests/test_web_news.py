"""What short items of web news, letters and features say: who makes what together, where works and sites lie, whose a
session is, what opens and moves; and names by the sort of thing that they are."""

from __future__ import annotations

import pytest
from read_texts import claims_in, named_in

SAID = [
    # Those who make something together, each with each of the others; two agencies make no pair.
    (
        "由青禾物流有限公司、蓝岭大学和云桥集团有限公司共同注册成立的云桥科技有限公司落户滨城市。",
        ("青禾物流有限公司", "cooperatesWith", "云桥集团有限公司"),
    ),
    ("丰产村、里王村、杨家山村2019年合股成立云桥强村有限公司。", ("丰产村", "cooperatesWith", "杨家山村")),
    # What an area carries out on itself is for it.
    ("柳州市全面推进“和美小院”建设。", ("“和美小院”建设", "targets", "柳州市")),
    # The work on what is named lies there, and what is called after a work lies where the work does.
    (
        "记者来到位于延吉市朝阳川镇的蓝岭职业技术学院移址新建项目现场。",
        ("蓝岭职业技术学院移址新建项目", "locatedIn", "朝阳川镇"),
    ),
    (
        "青禾文化产业园项目位于永定区官黎坪街道，由深圳市青石投资有限公司投资。",
        ("深圳市青石投资有限公司", "implements", "青禾文化产业园项目"),
    ),
    (
        "阳山县供销合作社联合社、阳山县气象台参加了活动。",
        ("阳山县供销合作社联合社", "subOrganizationOf", "阳山县"),
    ),
    # A company under its registered name only lies there.
    ("阳山县城市建设投资有限公司来人了。", ("阳山县城市建设投资有限公司", "locatedIn", "阳山县")),
    ("阳山县城投集团来人了。", ("阳山县城投集团", "subOrganizationOf", "阳山县")),
    ("阳山县青年商会、阳山县淮剧团来人了。", ("阳山县青年商会", "locatedIn", "阳山县")),
    ("阳山县供销合作社联合社、阳山县气象台参加了活动。", ("阳山县气象台", "subOrganizationOf", "阳山县")),
    ("阳山县养老服务中心开业，县里的老人来了。", ("阳山县养老服务中心", "locatedIn", "阳山县")),
    # Whoever does it with the one that leads carries it out, too.
    (
        "柳河县公安局会同柳河县农业农村局、柳河县市场监督管理局开展“护渔2023”专项行动。",
        ("柳河县市场监督管理局", "implements", "“护渔2023”专项行动"),
    ),
    # What an organ meets in by itself.
    (
        "柳河县政府第8次常务会议召开，审议了方案。",
        ("柳河县人民政府", "participatesIn", "柳河县政府第8次常务会议"),
    ),
    # Whose session it is, who speaks at the only event, who signs.
    (
        "惠东县十届7次县政府常务会议审定了方案。惠东县政府很重视。",
        ("惠东县人民政府", "participatesIn", "惠东县十届7次县政府常务会议"),
    ),
    (
        "6月12日，苏仙区举行青禾产业园项目签约仪式。青石集团有限公司董事长陈远山表示，将加快建设。",
        ("陈远山", "participatesIn", "青禾产业园项目签约仪式"),
    ),
    (
        "5月15日，蓝岭大学附属医院与商城县人民医院建立医联体签约仪式在商城县举行。",
        ("蓝岭大学附属医院", "participatesIn", "医联体签约仪式"),
    ),
    # Founders, and how old somebody is behind a title.
    ("在阳山县太阳花幼儿园，幼儿园创办者、89岁的谭远山在菜地。", ("谭远山", "leads", "阳山县太阳花幼儿园")),
    ("村民陈远山回村成立了阳山县青禾农业有限公司。", ("陈远山", "leads", "阳山县青禾农业有限公司")),
    # Where people moved to.
    ("今年39岁的陈远山从中武村搬迁到了民主镇明珠社区。", ("陈远山", "residentOf", "明珠社区")),
    # Who puts a site up, where only its own sentence says so.
    (
        "云桥物流园由青石控股集团投资建设，总投资5.2亿元。",
        ("青石控股集团", "implements", "云桥物流园建设"),
    ),
    ("枫林小区去年3月加装电梯，总投资60万元。", ("枫林小区加装电梯", "investment", "600000")),
    # The office that a party secretary heads acts, and who is at a school, not the school.
    (
        "柳河县青石镇党委副书记、镇长陈远山表示，明年将实施青石镇危桥改造。",
        ("青石镇人民政府", "implements", "青石镇危桥改造"),
    ),
    (
        "永定区住房和城乡建设局党组书记、局长陈远山介绍，2019年启动老旧小区改造。",
        ("永定区住房和城乡建设局", "implements", "老旧小区改造"),
    ),
    (
        "柳河县青石学校很热闹。团县委、柳河县义工联合会在该校开展“月满中秋”活动。",
        ("柳河县义工联合会", "implements", "“月满中秋”活动"),
    ),
    # Floors and people by what they are.
    ("枫林社区老年食堂面积320平方米。", ("枫林社区老年食堂", "floorArea", "320")),
    ("石山村陈远山从2012年从事人民调解工作，至今14年。", ("陈远山", "startedOn", "2012")),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_what_is_said(text: str, said: tuple[str, str, str]) -> None:
    found = claims_in(text)
    assert said in found, sorted(found)


NOT_SAID = [
    # Who only tells of a work takes no part in it.
    ("柳河县青石镇镇长陈远山表示，明年将实施青石镇危桥改造。", "participatesIn"),
    # Two agencies of one area act together as a matter of course.
    ("由阳山县委、阳山县政府共同打造的平台上线。", "cooperatesWith"),
    # A campaign that an area runs is not one on the area.
    ("柳州市开展“护苗”专项行动。", "targets"),
    # A session is called after an organ, not after where it is held.
    ("惠东县十届7次县政府常务会议审定了方案。", "locatedIn"),
    # A home is not begun.
    ("枫林小区2019年3月投入使用。", "startedOn"),
    # Who speaks in an article of several events may have spoken anywhere.
    (
        "6月1日，苏仙区举行第三届青禾论坛。6月12日，苏仙区举行首届青禾采摘节。"
        "青石集团有限公司董事长陈远山表示，将加快建设。",
        "participatesIn",
    ),
]


@pytest.mark.parametrize(("text", "predicate"), NOT_SAID)
def test_what_is_not_said(text: str, predicate: str) -> None:
    assert not [said for said in claims_in(text) if said[1] == predicate]


NAMED = [
    # One character more where the tagger sees it; a line that thanks signs nothing; a level is no name.
    ("6月23日，百色市政府召开常务会议，市长周异决主持会议。", "Person", {"周异决"}),
    ("青禾图书馆6月10日开放。\n衷心感谢广大读者的理解、支持和配合。", "Person", set()),
    ("银川市建成自治区级湿地公园3个。", "Place", set()),
    ("局长李国强制执行了规定。", "Person", {"李国"}),
    ("本报记者 王理解 通讯员 李支持\n青禾图书馆6月10日开放。", "Person", {"王理解", "李支持"}),
    ("杭州站、杭州东站运力提升。", "Place", {"杭州站", "杭州东站"}),
    ("青阳高速零点收费站今日关闭。", "Place", {"青阳高速", "青阳高速零点收费站"}),
    ("阳山县医疗急救中心与阳山县中心血站合作。", "Agency", {"阳山县医疗急救中心", "阳山县中心血站"}),
    ("阳山县卫生健康委、县禁毒委发布通告。", "Agency", {"阳山县卫生健康委员会", "阳山县禁毒委员会"}),
    # A campus is a place, an industrial park too, however it is named.
    ("仪式在阳山县人民医院东院区举行。", "Place", {"阳山县人民医院东院区"}),
    ("青石集团在阳山县建设青禾现代物流枢纽产业园。", "Place", {"青禾现代物流枢纽产业园"}),
    # A phase of an institution is a work on it, one of a park a place.
    (
        "新桥大学云谷校区一期封顶，城南产业园二期工程用地635亩。",
        "Project",
        {"新桥大学云谷校区一期", "城南产业园二期"},
    ),
    ("新桥大学云谷校区一期封顶，金城公园二期计划于7月开园。", "Place", {"新桥大学云谷校区", "金城公园二期"}),
    # A second word for what a quoted name is by itself.
    ("服务队开展“潮汐护航课堂”“健康潮声行动”等活动。", "Project", {"“潮汐护航课堂”", "“健康潮声行动”"}),
    ("广泛推行“四访四问四清”等做法。", "Method", {"“四访四问四清”"}),
    # A hill has a name of its own; the rest is the beginning of a road's.
    ("项目位于青岛西海岸新区山海路以西。", "Place", {"山海路"}),
    # What is told to open is named, though nothing else shows it.
    ("军山景区即日起闭园维护。\n童话城即将开业，市民可以前往。", "Place", {"军山景区", "童话城"}),
]


@pytest.mark.parametrize(("text", "kind", "names"), NAMED)
def test_what_is_named(text: str, kind: str, names: set[str]) -> None:
    assert named_in(text, kind) == names
