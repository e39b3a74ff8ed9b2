"""Builds of a store that are killed: at random moments, and at each call that makes something last. Here in a short form; by
the hundred in bench/kills.py."""

from __future__ import annotations

from pathlib import Path

from bench.kills import Scene, apart, calls_in, moments_in

OFFICE = "安阳市文峰区住房和城乡建设局局长刘斐介绍，该局今年投资2.92亿元。\n"
AGAIN = "文峰区住建局局长刘斐说，文峰区住建局完成投资29200万元。\n"
VISIT = "记者刘斐在文峰区东关街道看到，枫林苑小区改造惠及居民480户。\n"
#: One page changes, one goes, one comes.
CHANGES = Scene({"a.txt": OFFICE, "d.txt": VISIT}, {"a.txt": OFFICE + AGAIN, "c.txt": VISIT})


def test_a_build_killed_at_any_call_loses_nothing_and_goes_on(tmp_path: Path) -> None:
    tally = apart(calls_in, tmp_path, CHANGES, 1)
    assert tally.wrong == []
    assert tally.reported > 0 and tally.kills["after a call"] > 10


def test_a_store_killed_while_it_is_made_is_made_by_the_next_build(tmp_path: Path) -> None:
    tally = apart(calls_in, tmp_path, Scene({}, {"b.txt": AGAIN}), 1)
    assert tally.wrong == []
    assert tally.kills["after a call"] > 5


def test_a_build_killed_at_random_moments_loses_nothing_and_goes_on(tmp_path: Path) -> None:
    assert apart(moments_in, tmp_path, CHANGES, 4, 0, 1).wrong == []
