"""What fresh pages showed: texts that a stage could not digest, and works called so whatever verb is in their names."""

from __future__ import annotations

import pytest
from read_texts import claims_in, named_in, names_of, resolution_of

DIGESTED = [
    # What lies at a border that names no area right before it.
    ("柳河县青石隧道位于两省交界，长18公里。", "柳河县"),
    # 县、乡政府: the levels before a township's.
    ("柳河县农村不再冷清。县、乡政府先后投资1200多万元。", "柳河县人民政府"),
    # An event in quotation marks that is called after an area.
    (
        "2020年6月11日，河北省群众艺术馆到兴隆县大杖子镇柳河口村，举行“河北省农村文艺培训基地”挂牌仪式。",
        "河北省群众艺术馆",
    ),
]
CALLED = [
    ("这一段叫伏牛溪站接驳道路工程，总投资3600万元。", "伏牛溪站接驳道路工程"),
    ("青石镇供水一体化工程涉及三个村，投资3600万元。", "青石镇供水一体化工程"),
]


@pytest.mark.parametrize(("text", "name"), DIGESTED)
def test_what_no_stage_could_digest_is_read(text: str, name: str) -> None:
    assert name in {found for _, found in names_of(resolution_of(text)).values()}


@pytest.mark.parametrize(("text", "name"), CALLED)
def test_a_work_that_is_called_one_may_have_verbs_in_its_name(text: str, name: str) -> None:
    assert name in named_in(text, "Project")


def test_each_level_that_shares_a_government_is_named() -> None:
    said = claims_in("柳河县青石镇召开会议。县、镇政府联合印发《柳河县河道管理办法》。")
    assert ("柳河县人民政府", "issues", "《柳河县河道管理办法》") in said
