"""Works that are told of without a name, their stages, and the roads, waters and buildings that they are done to."""

from __future__ import annotations

import pytest
from read_texts import claims_in, named_in, names_of, resolution_of

PLACES = [
    ("柳河县的人同时反映的率水路占道停车。", {"率水路"}),
    ("柳河县把车位划在院墙外头的桔园路边。", {"桔园路"}),
    ("在柳河县，他从一头走到富强街。", {"富强街"}),
    ("柳河县的富强街（人民路至建设路段）封闭。", {"富强街", "人民路", "建设路"}),
    ("柳河县居民把车停到工业路上。", {"工业路"}),
    ("列车从柳河县的胶新铁路底下穿过去。", {"胶新铁路"}),
    ("柳河县一座跨茵香河的小桥通了。", {"茵香河"}),
    ("在柳河县，磁湖北岸围起来了。", {"磁湖"}),
    ("柳河县的老屋在资江边上。", {"资江"}),
    ("柳河县濂河大坎段涨水。", {"濂河大坎段"}),
    ("柳河县新街街道的同兴路农贸市场开了。", {"同兴路农贸市场"}),
    ("柳河县隔着一条何垛河。", {"何垛河"}),
    ("柳河县的槐树小区3号楼停水。", {"槐树小区3号楼"}),
    ("柳河县槐树小区5栋业主反映停水。", {"槐树小区5栋"}),
]
NO_PLACES = [
    "柳河县奔跑在乡村振兴路上。",
    "柳河县的孩子在上学路上。",
    "柳河县避开高峰时段。",
    "柳河县的思路和出路。",
    "柳河县槐树小区5栋楼、12个单元都改造了。",
    "柳河县走好新的长征路。",
]


@pytest.mark.parametrize(("text", "names"), PLACES)
def test_places_that_no_word_of_the_dictionary_shows(text: str, names: set[str]) -> None:
    assert names <= named_in(text, "Place")


@pytest.mark.parametrize("text", NO_PLACES)
def test_words_that_only_look_like_places(text: str) -> None:
    assert named_in(text, "Place") == set()


LISTED = [
    ("紫阳县人民医院的医生到焕古、毛坝、高滩等镇坐诊。", "Area", {"焕古镇", "毛坝镇", "高滩镇"}),
    ("紫阳县的焕古、毛坝、高滩等5个乡镇开工。", "Area", {"焕古镇", "毛坝镇", "高滩镇"}),
    ("龙游县在小南海、湖镇、塔石三镇各设一个点。", "Area", {"小南海镇", "湖镇镇", "塔石镇"}),
    ("龙游县模环乡的里王、杨家山两村也来了。", "Community", {"里王村", "杨家山村"}),
]


@pytest.mark.parametrize(("text", "kind", "names"), LISTED)
def test_lists_that_say_how_many_they_name(text: str, kind: str, names: set[str]) -> None:
    assert names <= named_in(text, kind)


NAMES = [
    ("柳河县消息：和时堰中学一起。", "时堰中学"),
    ("柳河县消息。时堰中学放假了。", "时堰中学"),
    ("柳河县有1983年怀阳热电厂盖的房子。", "怀阳热电厂"),
    ("柳河县隔壁盐业公司宿舍不肯加。", "盐业公司宿舍"),
    ("柳河县升昌镇太升村党支部很忙。", "太升村"),
    ("钦北区长田街道永福社区很忙。", "长田街道"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_where_names_begin(text: str, name: str) -> None:
    assert name in {own for _, own in names_of(resolution_of(text)).values()}


WORKS = [
    # what a site's own sentences tell
    (
        "柳河县消息。金墩新村1994年建成，26幢楼。今年3月改造进场，新埋管道4.3公里，总投资2160万元。",
        "金墩新村改造",
    ),
    ("柳河县实验小学城东校区2021年9月开工，上月主体封顶，投资1.95亿元。", "柳河县实验小学城东校区建设"),
    ("柳河县消息。轻工局家属院有4栋楼。5月20日进场，9月28日完工，居民很满意。", "轻工局家属院改造"),
    # by their clause
    ("柳河县红兰路南延是今年新上的。", "红兰路南延"),
    ("柳河县安丰镇老街供水管网更新23日完工。", "安丰镇老街供水管网更新"),
    ("柳河县墙夼水库的除险加固则是另一个项目。", "墙夼水库除险加固"),
    ("柳河县槐荫镇中心幼儿园易地新建（12个班）。", "槐荫镇中心幼儿园易地新建"),
    # where it is done
    ("在柳河县新华路供热管网改造工程施工现场，工人很忙。", "新华路供热管网改造工程"),
    ("在柳河县新华大道燃气管道改造施工现场，机械轰鸣。", "新华大道燃气管道改造"),
    ("记者在柳河县东濂河综合治理项目现场看到，工人很忙。", "柳河县东濂河综合治理项目"),
    # a part of what it stands on
    ("柳河县白塔街道污水管网改造工程新建管网18公里。", "白塔街道污水管网改造工程"),
    ("柳河县2024年城镇燃气管道等老化更新改造项目总投资5600万元。", "柳河县2024年燃气管道等老化更新改造"),
    # a stretch of a road
    (
        "柳河县消息。县道X041线梨园至白塔段公路改建工程由柳河县交通运输局实施。",
        "县道X041线梨园至白塔段公路改建工程",
    ),
    ("省道S222线柳河县梨园至白塔段改造工程全长18公里。", "省道S222线柳河县梨园至白塔段改造工程"),
    ("绥阳县茅垭镇至枧坝镇农村公路改扩建项目开工。", "茅垭镇至枧坝镇农村公路改扩建"),
    # so many of them
    ("柳河县年底前再治理背街小巷60条。", "柳河县背街小巷治理"),
    ("柳河县建设高标准农田11万亩。", "柳河县高标准农田建设"),
    # stages
    ("柳河县的山药交易市场二期封顶。去年建成的一期，年交易额1.1亿元。", "山药交易市场二期"),
    ("柳河县的山药交易市场二期封顶。去年建成的一期，年交易额1.1亿元。", "山药交易市场一期"),
]
BODIES = [
    # so many of them are none by name
    ("柳河县人民医院与全县17个镇卫生院合作。", {"柳河县人民医院"}, set()),
    ("柳河县消息。县妇联、团县委到场。", {"柳河县妇联"}, set()),
    ("柳河县团县委到场。", {"共青团柳河县委"}, set()),
    ("柳河县从17个镇和县直单位选人。", set(), {"和县"}),
    ("罗田县大河岸镇很美。村里通上了大河岸水厂的水。", {"大河岸水厂"}, set()),
    ("罗田县胜利镇很美。胜利人民法庭开庭。", {"罗田县人民法院胜利人民法庭"}, set()),
    ("罗田县的消防车给村里送了47天水。", set(), {"天水市"}),
    ("柳河县青山轴承厂很好。厂工会到场。", {"柳河县青山轴承厂工会"}, set()),
    ("柳河县人民医院很好。医院党委到场。", {"柳河县人民医院党委"}, set()),
    ("柳河县消息。公司工会到场。", set(), {"公司工会"}),
    ("柳河县住建局物业科到场。", {"柳河县住房和城乡建设局物业科"}, {"柳河县住建局物业"}),
    ("三里桥小区由宝鸡高新区管委会立项。", {"宝鸡高新区管委会"}, {"高新区管委会"}),
    ("宁乡市消息。宁乡经开区产业发展局到场。", {"宁乡经开区产业发展局"}, {"永州经开区"}),
    ("国家税务总局许昌市魏都区税务局到场。", {"国家税务总局许昌市魏都区税务局"}, {"魏都区税务局"}),
    ("许昌市魏都区消息。区直机关工委到场。", {"魏都区直机关工委"}, set()),
    ("柳河县人民法院槐荫人民法庭开庭。", {"柳河县人民法院槐荫人民法庭"}, set()),
]


@pytest.mark.parametrize(("text", "named", "unnamed"), BODIES)
def test_bodies_by_their_names(text: str, named: set[str], unnamed: set[str]) -> None:
    names = {
        name for kind, name in names_of(resolution_of(text)).values() if kind in ("Agency", "Organization")
    }
    assert named <= names and not any("卫生院" in name for name in names)
    assert not unnamed & {name for _, name in names_of(resolution_of(text)).values()}


def test_names_of_two_characters_set_wide() -> None:
    text = "# 家门口看上专家号\n\n□ 记者 储茂银 通讯员 龚 娟\n\n柳河县人民医院开了新科。(张 琴)"
    assert named_in(text, "Person") == {"储茂银", "龚娟", "张琴"}


def test_items_marked_with_circles() -> None:
    text = "# 短波\n\n○槐荫镇农安村茶园提升工程日前开工。\n\n○柳河县供销社在槐荫镇办培训班。"
    assert named_in(text, "Project") == {"槐荫镇农安村茶园提升工程"}


CONGRESSES = [
    "柳河县第六届人民代表大会第四次会议在县城开幕。",
    "柳河县六届人大四次会议闭幕。",
]


@pytest.mark.parametrize("text", CONGRESSES)
def test_sessions_of_a_congress_have_one_name(text: str) -> None:
    assert named_in(text, "Event") == {"柳河县第六届人民代表大会第四次会议"}


NO_WORKS = [
    "柳河县消息。金墩新村1994年建成，26幢楼、812户。",
    "柳河县消息。槐树小区的居民喜欢散步，投资1000万元的公司在别处。",
    "柳河县城东小学开展了一期培训。",
    "柳河县金湾小区有11栋楼。选聘的物业公司进场，新划停车位118个，收缴率由进场之初的37%升到92%。",
    "柳河县的槐河涨水，河边的人修缮了3处房子。",
]


@pytest.mark.parametrize(("text", "work"), WORKS)
def test_works_that_are_told_of(text: str, work: str) -> None:
    assert work in named_in(text, "Project")


@pytest.mark.parametrize("text", NO_WORKS)
def test_what_tells_of_no_work(text: str) -> None:
    assert named_in(text, "Project") == set()


SAID = [
    (
        "柳河县消息。金墩新村1994年建成，26幢楼。今年3月改造进场，总投资2160万元。",
        {
            ("金墩新村改造", "targets", "金墩新村"),
            ("金墩新村改造", "investment", "2.16e+07"),
            ("金墩新村", "buildings", "26"),
        },
    ),
    # who pays
    (
        "柳河县消息。人民路改造工程总投资8760万元，其中县财政配套2760万元，其余3000万元由柳河县恒源热力有限公司自筹。",
        {
            ("柳河县", "funds", "人民路改造工程"),
            ("柳河县恒源热力有限公司", "funds", "人民路改造工程"),
        },
    ),
    (
        "柳河县槐荫镇投资380万元的山药交易市场二期封顶。",
        {("槐荫镇", "funds", "山药交易市场二期")},
    ),
    # whose share a number is
    (
        "柳河县治理背街小巷60条，其中槐荫镇24条、石桥镇22条。",
        {("槐荫镇", "other", "24"), ("石桥镇", "other", "22")},
    ),
    # of what a number without a noun is
    ("柳河县老旧小区改造今年任务14个，完工9个。", {("柳河县老旧小区改造", "compounds", "14")}),
    # the district's programme, told behind the renewal of one compound
    (
        "柳河县消息。纺机厂家属院有6栋楼。今年3月动工，总投资612万元。\n"
        "纺机厂家属院并非个例，全县已累计改造老旧小区186个，惠及3.17万户。"
        "其中，今年计划改造62个、1.08万户，已完工54个，完成投资1.94亿元。",
        {
            ("纺机厂家属院改造", "investment", "6.12e+06"),
            ("柳河县老旧小区改造", "compounds", "186"),
            ("柳河县老旧小区改造", "compounds", "62"),
            ("柳河县老旧小区改造", "compounds", "54"),
            ("柳河县老旧小区改造", "households", "10800"),
            ("柳河县老旧小区改造", "investment", "1.94e+08"),
        },
    ),
    # whose programme it is: what 我市 means, not the district that is named beside it
    (
        "钦州市消息。\n钦南区沙尾口袋公园很热闹。\n市园林管理中心主任冯志坚介绍，我市见缝插绿，建成口袋公园47个。",
        {("钦州市口袋公园建设", "other", "47")},
    ),
    # behind the share of a part again of the whole
    (
        "柳河县整治背街小巷42条，其中槐荫镇31条；新增停车泊位2860个。",
        {("槐荫镇", "other", "31"), ("柳河县背街小巷整治", "parkingSpaces", "2860")},
    ),
    # shares in tenths
    (
        "柳河县的头盔佩戴率不到六成，投诉同比下降四成。",
        {("柳河县", "rate", "60"), ("柳河县", "growthRate", "-40")},
    ),
    # the items of a notice are about what its headline names
    (
        "柳河县关于云桥路改造的公告\n\n有关事项公告如下：\n一、施工范围：西起青石路，东至新安路，全长650米。",
        {("云桥路改造", "length", "650")},
    ),
    # the ground is the building's, the money the work's
    (
        "柳河县的磁湖口袋公园正在施工，总投资460万元，占地5800平方米。",
        {("磁湖口袋公园", "area", "5800"), ("磁湖口袋公园建设", "investment", "4.6e+06")},
    ),
]
UNSAID = [
    # who tells of a number only tells of it
    (
        "柳河县启动“橙色守护”行动。柳河县公安局副局长李明介绍，行动共有1.3万人次志愿者上岗。",
        ("柳河县公安局", "participants", "13000"),
    ),
    # the bureau of finance is no area
    ("柳河县市财政局今年安排600万元用于人民路改造工程。", ("柳河县", "funds", "人民路改造工程")),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_what_is_said_of_works(text: str, said: set[tuple[str, str, str]]) -> None:
    claims = claims_in(text)
    assert said <= claims, claims


@pytest.mark.parametrize(("text", "unsaid"), UNSAID)
def test_what_is_not_said(text: str, unsaid: tuple[str, str, str]) -> None:
    assert unsaid not in claims_in(text)
