"""Branches and stations of the police and of courts are called after the bureau or court that keeps them."""

from __future__ import annotations

import pytest
from read_texts import claims_in, named_in

DISTRICT = "怀化日报 2023年11月21日 星期二\n\n鹤城区见闻\n\n本报讯（记者 李明） 怀化市鹤城区今年很忙。"
COUNTY = "怀化日报 2023年11月21日 星期二\n\n沅陵县见闻\n\n本报讯（记者 李明） 怀化市沅陵县今年很忙。"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("鹤城公安分局破获一起案件。", "怀化市公安局鹤城分局"),
        ("区公安分局破获一起案件。", "怀化市公安局鹤城分局"),
        ("副区长、公安分局局长王强出席仪式。", "怀化市公安局鹤城分局"),
        ("分局治安大队大队长彭辉提醒大家。", "怀化市公安局鹤城分局治安大队"),
        ("鹤城公安分局城北派出所破获一起案件。", "怀化市公安局鹤城分局城北派出所"),
        # As it is written, and those of others.
        ("怀化市公安局鹤城区分局破获一起案件。", "怀化市公安局鹤城区分局"),
        ("怀化市生态环境局鹤城分局召开会议。", "怀化市生态环境局鹤城分局"),
        ("洪江市公安局破获一起案件。", "洪江市公安局"),
    ],
)
def test_a_branch_is_called_after_the_bureau_of_its_city(text: str, name: str) -> None:
    assert name in named_in(DISTRICT + text, "Agency")


def test_a_branch_belongs_to_its_district_where_the_bureau_is_not_named() -> None:
    assert ("怀化市公安局鹤城分局", "subOrganizationOf", "鹤城区") in claims_in(
        DISTRICT + "鹤城公安分局破获一起案件。"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("城北派出所民警王强劝阻了他。", "沅陵县公安局城北派出所"),
        ("县交警大队大队长王强提醒大家。", "沅陵县公安局交警大队"),
        ("官庄人民法庭公开审理一起纠纷。", "沅陵县人民法院官庄人民法庭"),
        ("县政府办组织验收。", "沅陵县人民政府办公室"),
        # The railway's are no county's.
        ("沅陵铁路派出所民警王强劝阻了他。", "沅陵铁路派出所"),
    ],
)
def test_the_stations_of_a_county_are_called_after_its_bureau(text: str, name: str) -> None:
    assert name in named_in(COUNTY + text, "Agency")


def test_counties_have_bureaus_of_their_own() -> None:
    found = named_in(COUNTY + "副县长、公安分局局长王强出席仪式。", "Agency")
    assert found.isdisjoint({"怀化市公安局沅陵分局", "怀化市公安局沅陵县分局"})
