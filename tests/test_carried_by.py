"""Who carries out a work that the clause does not name: the work that the sentence points at or tells of."""

from __future__ import annotations

import pytest
from read_texts import claims_in

ISSUE = "柳河日报 2023年11月21日 星期二\n\n柳河县见闻\n\n本报讯（记者 李明） "
WORK = "柳河县城南水厂改扩建工程"

Claim = tuple[str, str, str]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        (
            f"{WORK}占地30亩，总投资6200万元，由柳河宏图建设有限公司承建，预计年底竣工。",
            "柳河宏图建设有限公司",
        ),
        (f"{WORK}去年开工。柳河宏图建设有限公司为该工程的施工单位。", "柳河宏图建设有限公司"),
        (f"{WORK}去年开工，由柳河城投集团有限公司担任业主，进展顺利。", "柳河城投集团有限公司"),
        (f"{WORK}去年通过招标，柳河宏图建设有限公司中标并入场施工。", "柳河宏图建设有限公司"),
        (f"{WORK}总投资6200万元。项目由县水利局牵头，预计年底竣工。", "柳河县水利局"),
        (f"{WORK}去年开工，柳河城投集团有限公司作为代建单位，进展顺利。", "柳河城投集团有限公司"),
        (f"据施工方柳河宏图建设有限公司介绍，{WORK}总投资6200万元。", "柳河宏图建设有限公司"),
    ],
)
def test_who_carries_it_out(text: str, doer: str) -> None:
    assert (doer, "implements", WORK) in claims_in(ISSUE + text)


def test_a_clause_that_names_its_own_work_says_nothing_of_another() -> None:
    text = f"{WORK}去年开工。柳河县柳溪大桥由柳河宏图建设有限公司承建，全长80米。"
    assert ("柳河宏图建设有限公司", "implements", WORK) not in claims_in(ISSUE + text)
