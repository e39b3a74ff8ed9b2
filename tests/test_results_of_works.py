"""What a list of results tells so many of is no work of its own, and whose the numbers are: the programme's that is told of,
else those of whoever did it. What is done to several sites is the renewal of none of them alone."""

from __future__ import annotations

import pytest
from read_texts import claims_in, named_in

Claim = tuple[str, str, str]

WORKS: list[tuple[str, set[str]]] = [
    # one result among others
    ("今年以来，柳河县青石镇疏浚河道12公里，新建公厕7座，绿化村道9公里。", set()),
    ("柳河县青石镇红梅村安装路灯130盏，硬化道路5.2公里。", set()),
    ("柳河县青石镇红梅村新建健身广场3处、农家书屋2个。", set()),
    ("柳河县新建口袋公园6个、公厕21座。", set()),
    # all that an area did, or what the article is about
    ("青石镇近期新装太阳能路灯420盏，覆盖7个村。", {"青石镇太阳能路灯安装"}),
    (
        "柳河县今年建成日间照料中心36个，惠及老人2.1万人，总投资900万元。",
        {"柳河县日间照料中心建设"},
    ),
    # programmes
    (
        "柳河县今年改造老旧小区22个，新建高标准农田3.1万亩。",
        {"柳河县老旧小区改造", "柳河县高标准农田建设"},
    ),
    # several sites
    (
        "今年，柳河县投资2600万元，对梨园小区、棉纺新村、二中家属院等12个老旧小区进行改造，新增停车位600个。",
        {"柳河县老旧小区改造"},
    ),
    (
        "柳河县计划投资1300万元，对青石镇、白塔镇的供热管网进行改造。",
        {"青石镇、白塔镇供热管网改造"},
    ),
    # so many, of which none is named
    (
        "柳河县去年对梨园小区进行改造。今年，该县又将15个小区列入改造计划，涉及居民5200户。",
        {"梨园小区改造", "柳河县老旧小区改造"},
    ),
    # a building that a larger work puts up among others
    (
        "柳河县城乡供水一体化工程总投资2.6亿元，新建云溪水厂1座，铺设管道140公里。工程2022年10月动工。",
        {"柳河县城乡供水一体化"},
    ),
    ("柳河县新建青龙水厂，铺设管道140公里，投资2.6亿元。", {"青龙水厂建设"}),
]


@pytest.mark.parametrize(("text", "names"), WORKS)
def test_the_works_of_a_list_of_results(text: str, names: set[str]) -> None:
    assert named_in(text, "Project") == names


CLAIMS: list[tuple[str, set[Claim], set[Claim]]] = [
    # what nothing else bears is of whoever did it
    (
        "今年以来，柳河县青石镇疏浚河道12公里，新建公厕7座，绿化村道9公里。",
        {("青石镇", "length", "12000"), ("青石镇", "other", "7"), ("青石镇", "length", "9000")},
        set(),
    ),
    ("柳河县青石镇红梅村新建文化广场3处、公厕2座。", {("红梅村", "other", "3")}, {("柳河县", "other", "3")}),
    # the programme that is told of bears them all
    (
        "柳河县大力实施背街小巷改造。截至目前，全县已完成改造26条，铺设人行道2.1万平方米，安装路灯170盏，受益群众1.9万人。",
        {
            ("柳河县背街小巷改造", "area", "21000"),
            ("柳河县背街小巷改造", "other", "170"),
            ("柳河县背街小巷改造", "residents", "19000"),
        },
        set(),
    ),
    # another thing that is counted is none of the programme's
    (
        "柳河县改造老旧小区12个、背街小巷31条。",
        {("柳河县老旧小区改造", "compounds", "12"), ("柳河县", "other", "31")},
        {("柳河县老旧小区改造", "other", "31")},
    ),
    ("柳河县改造老旧小区12个、楼栋48栋。", {("柳河县老旧小区改造", "buildings", "48")}, set()),
    # several sites
    (
        "今年，柳河县投资2600万元，对梨园小区、棉纺新村、二中家属院等12个老旧小区进行改造，新增停车位600个。",
        {
            ("柳河县老旧小区改造", "targets", "棉纺新村"),
            ("柳河县老旧小区改造", "targets", "二中家属院"),
            ("柳河县老旧小区改造", "parkingSpaces", "600"),
            ("柳河县老旧小区改造", "investment", "2.6e+07"),
        },
        set(),
    ),
    (
        "柳河县实施红石镇供热管网改造项目，总投资3400万元。下一步，该县将投资1300万元，对青石镇、白塔镇的供热管网进行改造。",
        {
            ("红石镇供热管网改造项目", "investment", "3.4e+07"),
            ("青石镇、白塔镇供热管网改造", "investment", "1.3e+07"),
            ("青石镇、白塔镇供热管网改造", "targets", "白塔镇"),
        },
        {("红石镇供热管网改造项目", "investment", "1.3e+07")},
    ),
    # so many, of which none is named
    (
        "柳河县去年对梨园小区进行改造。今年，该县又将15个小区列入改造计划，涉及居民5200户。",
        {("柳河县老旧小区改造", "compounds", "15"), ("柳河县老旧小区改造", "households", "5200")},
        {("梨园小区改造", "households", "5200")},
    ),
    # a building that a larger work puts up among others
    (
        "柳河县城乡供水一体化工程总投资2.6亿元，新建云溪水厂1座，铺设管道140公里。工程2022年10月动工。",
        {
            ("柳河县城乡供水一体化", "length", "140000"),
            ("柳河县城乡供水一体化", "startedOn", "2022-10"),
        },
        set(),
    ),
    # so many lifts are the street's, though a home of it is told of, too
    (
        "白塔街道累计加装电梯46台，惠及居民552户。白塔街道梨园社区金桂小区加装电梯7台。",
        {
            ("白塔街道加装电梯", "other", "46"),
            ("白塔街道加装电梯", "households", "552"),
            ("金桂小区加装电梯", "other", "7"),
        },
        {("金桂小区加装电梯", "other", "46")},
    ),
]


@pytest.mark.parametrize(("text", "said", "unsaid"), CLAIMS)
def test_whose_the_results_are(text: str, said: set[Claim], unsaid: set[Claim]) -> None:
    claims = claims_in(text)
    assert said <= claims, claims
    assert not unsaid & claims
