"""A programme that every district runs is a site's own work where it stands on one, and a village's where it runs it itself;
who is in charge of a work leads it."""

from __future__ import annotations

import pytest
from read_texts import claims_in, named_in

WORKS: list[tuple[str, set[str]]] = [
    # on a site, before a word that says of what sort the work is
    ("柳河县境内有清泉河。5月，柳河县启动清泉河生态河道治理工程。", {"清泉河生态河道治理"}),
    # on a water that nothing else tells of
    ("5月，柳河县启动白露河生态河道治理工程。", {"白露河生态河道治理"}),
    ("5月，柳河县启动内河河道治理工程。", {"柳河县河道治理"}),
    # run by a village itself; by its county
    ("柳河县青石镇红梅村同步开展人居环境整治。", {"红梅村人居环境整治"}),
    ("柳河县全面开展人居环境整治，红梅村变了样。", {"柳河县人居环境整治"}),
]


@pytest.mark.parametrize(("text", "works"), WORKS)
def test_whose_programme_it_is(text: str, works: set[str]) -> None:
    assert named_in(text, "Project") == works


LED: list[tuple[str, set[tuple[str, str]]]] = [
    ("清泉大桥工程现场负责人周立新说，年底通车。", {("周立新", "清泉大桥工程")}),
    ("柳河县住建局副局长、清泉大桥工程现场负责人周立新说。", {("周立新", "清泉大桥工程")}),
    ("清泉大桥工程监理周立新说，年底通车。", set()),
]


@pytest.mark.parametrize(("text", "led"), LED)
def test_who_is_in_charge_leads_the_work(text: str, led: set[tuple[str, str]]) -> None:
    assert {(who, what) for who, said, what in claims_in(text) if said == "leads"} == led
