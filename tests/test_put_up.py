"""What a village puts up without a name of its own: the building of it is a work, with whose money it is and whose site."""

from __future__ import annotations

import pytest
from read_texts import claims_in, named_in

ISSUE = "柳河日报 2023年11月21日 星期二\n\n柳河县见闻\n\n本报讯（记者 李明）"
WORK, SITE = "石人沟村冷库建设", "石人沟村冷库"

Claim = tuple[str, str, str]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "柳河县石人沟村争取扶持资金85万元，建起一座库容800吨的冷库，每年租金22万元。",
            {
                (WORK, "targets", SITE),
                (WORK, "investment", "850000"),
                ("石人沟村", "implements", WORK),
                (SITE, "other", "800"),
            },
        ),
        (
            "柳河县石人沟村今年很忙。县农业农村局拨付衔接资金180万元，支持村里建成容量600吨的冷库。",
            {
                ("柳河县农业农村局", "funds", WORK),
                (WORK, "investment", "1.8e+06"),
                ("石人沟村", "implements", WORK),
            },
        ),
    ],
)
def test_the_building_of_it_is_a_work(text: str, said: set[Claim]) -> None:
    assert said - claims_in(ISSUE + text) == set()


def test_whoever_gives_the_money_funds_it() -> None:
    text = "柳河县石人沟村今年很忙。县审计局帮扶35万元，县乡村振兴局安排衔接资金65万元，建成480平方米的核桃烘干车间。"
    work = "石人沟村核桃烘干车间建设"
    assert claims_in(ISSUE + text) >= {
        ("柳河县审计局", "funds", work),
        ("柳河县乡村振兴局", "funds", work),
    }


def test_what_it_earns_later_is_not_what_it_cost() -> None:
    claims = claims_in(ISSUE + "柳河县石人沟村争取扶持资金85万元，建起一座库容800吨的冷库，每年租金22万元。")
    assert not {claim for claim in claims if claim[0] == WORK and claim[2] == "220000"}


@pytest.mark.parametrize(
    "text",
    [
        # Nobody paid for it there; and two together are no work of the one.
        "柳河县石人沟村建起一座库容800吨的冷库。",
        "柳河县石人沟村争取扶持资金85万元，建起500平方米的烘干车间和一座冷库。",
    ],
)
def test_what_is_no_work_of_its_own(text: str) -> None:
    assert named_in(ISSUE + text, "Project") == set()
