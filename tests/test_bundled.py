"""Compounds that a renewal puts together: it is done to all of them, the renewal of one of them is not."""

from __future__ import annotations

from read_texts import claims_in

ISSUE = "柳河日报 2023年11月21日 星期二\n\n柳河县见闻\n\n本报讯（记者 李明） "
HOMES = ("纺织厂宿舍", "电机厂宿舍", "粮食局家属院")


def test_a_programme_is_done_to_all_that_are_taken_up_together() -> None:
    text = "纺织厂宿舍建于1983年。该宿舍与相邻的电机厂宿舍、粮食局家属院一道列入柳河县城镇老旧小区改造计划。"
    claims = claims_in(ISSUE + text)
    assert {("柳河县老旧小区改造", "targets", home) for home in HOMES[1:]} <= claims
    assert ("电机厂宿舍改造", "targets", "粮食局家属院") not in claims


def test_compounds_that_become_one_area() -> None:
    text = "柳河县将纺织厂宿舍、电机厂宿舍、粮食局家属院整合为一个片区，实施莲池片区老旧小区改造。"
    claims = claims_in(ISSUE + text)
    (work,) = {s for s, p, o in claims if p == "targets" and o == "电机厂宿舍"}
    assert {(work, "targets", home) for home in HOMES} <= claims
