"""From the text of a page to entities and claims, through the real reading of it."""

from __future__ import annotations

import pickle

import pytest
from marked_readings import facts, names

from kg.extract import extract
from kg.knowledge.judgements import Judgements
from kg.resolve import resolve, resolve_page
from kg.segment import segment
from kg.types import Page, Resolution

_DISTRICT = """任城区推进老旧小区改造

2023年5月20日，济宁市任城区住建局局长祁连山介绍，今年全区老旧小区改造惠及居民3000户。区委、区政府十分重视。

走进枫林苑小区，路面平整。任城区阜桥街道柳泉社区党支部书记江晚晴说，枫林苑小区改造提升项目已经完工。
"""


def understood(text: str) -> Resolution:
    page = Page("page.txt", text)
    readings = [extract(article) for article in segment(page)]
    return resolve([page], [resolve_page(page.id, page.text, readings, Judgements())], judged=Judgements())


@pytest.fixture(scope="module")
def district() -> Resolution:
    return understood(_DISTRICT)


@pytest.mark.parametrize(
    ("type_", "name"),
    [
        ("Agency", "任城区住房和城乡建设局"),
        ("Agency", "中共任城区委"),
        ("Agency", "任城区人民政府"),
        ("Area", "任城区"),
        ("Area", "济宁市"),
        ("Area", "阜桥街道"),
        ("Community", "柳泉社区"),
        ("Community", "枫林苑小区"),
        ("Person", "祁连山"),
        ("Person", "江晚晴"),
        ("Project", "任城区老旧小区改造"),
    ],
)
def test_entities(district: Resolution, type_: str, name: str) -> None:
    assert name in names(district, type_)


@pytest.mark.parametrize(
    ("predicate", "subject", "obj"),
    [
        ("subOrganizationOf", "任城区住房和城乡建设局", "任城区"),
        ("subOrganizationOf", "中共任城区委", "任城区"),
        ("locatedIn", "任城区", "济宁市"),
        ("locatedIn", "阜桥街道", "任城区"),
        ("locatedIn", "柳泉社区", "阜桥街道"),
        ("targets", "任城区老旧小区改造", "任城区"),
    ],
)
def test_facts(district: Resolution, predicate: str, subject: str, obj: str) -> None:
    assert (subject, obj) in facts(district, predicate)


def test_each_place_lies_in_one_place(district: Resolution) -> None:
    inner = [subject for subject, _ in facts(district, "locatedIn")]
    assert len(inner) == len(set(inner))


def test_every_claim_speaks_of_entities_and_points_into_the_page(district: Resolution) -> None:
    keys = {entity.key for entity in district.entities}
    for claim in district.claims:
        subject = claim.person if hasattr(claim, "person") else claim.subject
        assert subject in keys
        assert district.pages[0].text[claim.source.span.start : claim.source.span.end]


def test_a_national_page_takes_no_place_from_its_neighbour_article() -> None:
    text = """济宁市任城区枫林苑小区改造完工

本报讯 山东省济宁市任城区枫林苑小区改造近日完工，居民十分满意，纷纷称赞工程质量好。

惠东县柳泉社区举办义诊

本报讯 惠东县柳泉社区近日举办义诊活动，社区工作人员现场服务居民，居民十分满意。
"""
    found = facts(understood(text), "locatedIn")
    assert ("惠东县", "山东省") not in found and ("惠东县", "济宁市") not in found
    assert ("柳泉社区", "任城区") not in found


def test_a_page_resolved_by_itself_travels_between_processes() -> None:
    page = Page("page.txt", _DISTRICT)
    one = resolve_page(page.id, page.text, [extract(article) for article in segment(page)], Judgements())
    assert pickle.loads(pickle.dumps(one)) == one
    by_name = {profile.name: profile for profile in one.profiles}
    head, bureau = by_name["祁连山"], by_name["任城区住房和城乡建设局"]
    assert [(held.body, held.title) for held in head.posts] == [(bureau.key, "局长")]
    assert "Official" in head.kinds and bureau.above == ("Area/山东省济宁市任城区",)
    assert bureau.places == ("370811013",) and head.dates == ("2023-05",)
