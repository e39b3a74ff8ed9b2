"""Who is who over several pages, from their text: one where it is one, two where there are two, open where nothing says."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.assemble import DEFAULT_BASE, assemble
from kg.extract import extract
from kg.knowledge.identity import identity, probability
from kg.knowledge.judgement_rows import JudgementRow, parse, written
from kg.knowledge.judgements import Judgements, decided
from kg.knowledge.names import name_model
from kg.resolve import resolve, resolve_page
from kg.resolve.corpus.cluster import Group, cluster
from kg.resolve.corpus.decide import Judged
from kg.resolve.corpus.node import Node, NodeId
from kg.resolve.corpus.people import expected
from kg.segment import segment
from kg.types import Decision, Entity, Page, PageResolution, Post, Profile, Resolution, Verdict, parties

_NOBODY = Judgements()


def apart(*texts: str, judged: Judgements = _NOBODY) -> tuple[list[Page], list[PageResolution]]:
    """Each text as a page, resolved by itself."""
    pages = [Page(f"p{number}.txt", text) for number, text in enumerate(texts)]
    readings = [[extract(article) for article in segment(page)] for page in pages]
    return pages, [resolve_page(p.id, p.text, r, judged) for p, r in zip(pages, readings, strict=True)]


def together(*texts: str, judged: Judgements = _NOBODY) -> Resolution:
    """The texts as pages of one corpus."""
    return resolve(*apart(*texts, judged=judged), judged=judged)


def keys(resolution: Resolution, page: int, text: str) -> set[str]:
    """What a text names where it stands in a page."""
    return {m.entity for m in resolution.mentions if m.page == f"p{page}.txt" and m.mention.text == text}


def key(resolution: Resolution, page: int, text: str) -> str:
    """The one thing that a text names in a page."""
    (found,) = keys(resolution, page, text)
    return found


_FULL = "安阳市文峰区住房和城乡建设局局长祁连山说，改造已经开始。\n河南省安阳市文峰区今年改造小区12个。"
_SHORT = "安阳市文峰区召开会议\n2021年3月5日，文峰区住建局局长祁连山介绍情况。"
_RELATIVE = "文峰区推进改造\n2021年5月6日，文峰区改造老旧小区。区住房和城乡建设局负责人说，安阳市十分重视。"


def test_an_agency_by_three_names_is_one() -> None:
    found = together(_FULL, _SHORT, _RELATIVE)
    bureaus = {
        key(found, 0, "文峰区住房和城乡建设局"),
        key(found, 1, "文峰区住建局"),
        key(found, 2, "区住房和城乡建设局"),
    }
    assert len(bureaus) == 1
    assert key(found, 0, "祁连山") == key(found, 1, "祁连山")


@pytest.mark.parametrize(
    ("one", "first", "other", "second", "same"),
    [
        pytest.param(
            "河南省安阳市文峰区东关街道整治环境。\n东关街道办事处组织志愿者。",
            "东关街道",
            "陕西省商洛市商州区整治环境。\n商州区东关街道组织志愿者。",
            "东关街道",
            False,
            id="a street of one name in two cities",
        ),
        pytest.param(
            "安阳市文峰区召开会议\n本报讯（记者 刘斐）文峰区召开会议。",
            "刘斐",
            "安阳市文峰区植树\n本报讯（记者 刘斐）文峰区组织植树。",
            "刘斐",
            True,
            id="a reporter",
        ),
        pytest.param(
            "天津市蓟县召开会议\n2015年3月5日，天津市蓟县公安局局长祁连山说。",
            "蓟县公安局",
            "天津市蓟州区召开会议\n2019年3月5日，天津市蓟州区公安局局长江晚晴说。",
            "蓟州区公安局",
            True,
            id="the police of a county that became a district",
        ),
        pytest.param(
            "安阳市文峰区召开会议\n2007年3月5日，安阳市文峰区建设局局长祁连山说。",
            "文峰区建设局",
            "安阳市文峰区召开会议\n2019年3月5日，安阳市文峰区住建局局长江晚晴说。",
            "文峰区住建局",
            True,
            id="a renamed bureau",
        ),
        pytest.param(
            "安阳市文峰区召开会议\n2017年3月5日，安阳市文峰区卫计委主任祁连山说。",
            "文峰区卫计委",
            "安阳市文峰区召开会议\n2019年3月5日，安阳市文峰区卫健委主任江晚晴说。",
            "文峰区卫健委",
            False,
            id="a commission and its successor",
        ),
        pytest.param(
            "安阳市文峰区召开会议\n2021年3月5日，安阳市文峰区教育局局长张伟说。",
            "张伟",
            "安阳市文峰区召开会议\n2021年4月5日，安阳市文峰区公安局局长张伟说。",
            "张伟",
            False,
            id="two of a common name at the head of two bureaus",
        ),
        pytest.param(
            "安阳市文峰区召开会议\n2021年3月5日，安阳市文峰区教育局局长张伟说。",
            "张伟",
            "安阳市文峰区植树\n2021年4月5日，文峰区教育局党组书记、局长张伟说。",
            "张伟",
            True,
            id="one of a common name in one bureau",
        ),
        pytest.param(
            "安阳市文峰区召开会议\n2021年3月5日，安阳市文峰区发布《倡议书》。",
            "《倡议书》",
            "洛阳市涧西区召开会议\n2021年3月5日，洛阳市涧西区发布《倡议书》。",
            "《倡议书》",
            False,
            id="documents that are called by their sort alone",
        ),
    ],
)
def test_pairs(one: str, first: str, other: str, second: str, same: bool) -> None:
    found = together(one, other)
    assert (key(found, 0, first) == key(found, 1, second)) is same


def test_a_successor_is_linked_with_its_evidence() -> None:
    found = together(
        "安阳市文峰区召开会议\n2017年3月5日，安阳市文峰区卫计委主任祁连山说。",
        "安阳市文峰区召开会议\n2019年3月5日，安阳市文峰区卫健委主任江晚晴说。",
    )
    (fact,) = [claim for claim in found.claims if getattr(claim, "predicate", "") == "succeededBy"]
    assert (fact.source.page, fact.source.rule) == ("p0.txt", "identity.succession")
    decision = next(d for d in found.decisions if d.verdict != "same")
    assert any("2018" in reason for reason in decision.reasons)


_TWO = (
    "安阳市文峰区召开会议\n2021年3月5日，安阳市文峰区教育局局长张伟说。",
    "安阳市文峰区召开会议\n2021年4月5日，安阳市文峰区公安局局长张伟说。",
)


def test_a_key_that_turns_out_to_be_two_points_to_both() -> None:
    found = together(*_TWO)
    parts = {key(found, 0, "张伟"), key(found, 1, "张伟")}
    whole = "Person/河南省安阳市/张伟"
    assert whole not in parts and {old for old, _ in found.replaced} == {whole}
    assert {new for _, new in found.replaced} == parts
    assert together(_TWO[0]).replaced == () and key(together(_TWO[0]), 0, "张伟") == whole
    posts = {claim.person: claim.body for claim in found.claims if isinstance(claim, Post)}
    assert posts.keys() == parts and len(set(posts.values())) == 2


def test_a_person_outranks_the_score_both_ways() -> None:
    one, other = sorted(key(together(*_TWO), page, "张伟") for page in (0, 1))
    joined = together(*_TWO, judged=Judgements(same={other: one}))
    assert key(joined, 0, "张伟") == key(joined, 1, "张伟")
    assert [d.rule for d in joined.decisions if d.verdict == "same"] == ["judgements"]
    agreeing = (_FULL, _SHORT)
    heads = [key(together(*agreeing), page, "祁连山") for page in (0, 1)]
    assert heads[0] == heads[1]


_OLD = "安阳市文峰区建设局启动改造\n2016年3月5日，安阳市文峰区建设局局长李云飞说，文峰区改造小区12个。"
_NEW = "安阳市文峰区启动改造\n2021年3月5日，河南省安阳市文峰区住房和城乡建设局局长祁连山说，改造已经开始。"
_BUREAU, _BEFORE = (f"Agency/河南省安阳市/文峰区{name}" for name in ("住房和城乡建设局", "建设局"))
_PERSON = "Person/河南省安阳市/张伟"


_DROPPED = (
    ("whole, by the key in the graph", (_OLD, _NEW), [JudgementRow("drop", _BUREAU)], {_BUREAU}),
    ("whole, by its IRI", (_OLD, _NEW), [JudgementRow("drop", DEFAULT_BASE + _BUREAU)], {_BUREAU}),
    ("what one page calls so", (_OLD, _NEW), [JudgementRow("drop", _BEFORE)], {_BEFORE}),
    (
        "one of two",
        (_OLD, _NEW),
        [JudgementRow("different", _BUREAU, other=_BEFORE), JudgementRow("drop", _BUREAU)],
        {_BUREAU},
    ),
    (
        "another name",
        (_OLD, _NEW),
        [JudgementRow("same", _BUREAU, other=_BEFORE), JudgementRow("drop", _BEFORE)],
        {_BEFORE},
    ),
    ("all of a name", _TWO, [JudgementRow("drop", _PERSON)], {_PERSON}),
    (
        "one of a name",
        _TWO,
        [JudgementRow("drop", f"{_PERSON}（文峰区公安局）")],
        {f"{_PERSON}（文峰区公安局）"},
    ),
)


@pytest.mark.parametrize(
    ("texts", "rows", "gone"), [pytest.param(*each[1:], id=each[0]) for each in _DROPPED]
)
def test_what_is_dropped_is_gone_wherever_it_was_read(
    texts: tuple[str, ...], rows: list[JudgementRow], gone: set[str]
) -> None:
    """Who is who is decided as if nothing were dropped; then what pages, or all of them together, call so goes."""
    judged = decided(parse(written(rows), "judgements.tsv"))
    own = {(m.page, m.mention.span): m.entity for page in apart(*texts)[1] for m in page.mentions}
    before = together(*texts, judged=replace(judged, drop=frozenset(), rows=())).mentions
    left = {m for m in before if gone.isdisjoint({m.entity, own[m.page, m.mention.span]})}
    pages, read = apart(*texts, judged=judged)
    found = resolve(pages, read, judged=judged)
    assert set(found.mentions) == left and len(left) < len(before)
    assert found.notices == ()
    assert {each.key for each in found.entities} == {m.entity for m in left}
    assert {key for claim in found.claims for key in parties(claim)} <= {m.entity for m in left}
    assert assemble(resolve(pages[::-1], read[::-1], judged=judged)) == assemble(found)


def _entity(found: Resolution, key: str) -> Entity | None:
    return next((each for each in found.entities if each.key == key), None)


_ORGANIZATION = _BUREAU.replace("Agency", "Organization")
_KEYS_OF_ONE = (_BUREAU, _BEFORE)


@pytest.mark.parametrize("key", _KEYS_OF_ONE)
def test_a_verdict_holds_of_an_entity_by_any_of_its_keys(key: str) -> None:
    """The body has one key in the graph, and another one that a page reads."""

    def obeyed(*rows: JudgementRow) -> Resolution:
        found = together(_OLD, _NEW, judged=decided(parse(written(rows), "judgements.tsv")))
        assert found.notices == ()
        return found

    renamed = _entity(obeyed(JudgementRow("rename", key, name="文峰住建")), _BUREAU)
    assert renamed is not None and renamed.name == "文峰住建" and "文峰区建设局" in renamed.aliases
    retyped = obeyed(JudgementRow("retype", key, type="Organization"))
    assert _entity(retyped, _BUREAU) is None and _entity(retyped, _ORGANIZATION) is not None
    assert (_BUREAU, _ORGANIZATION) in retyped.replaced and (_BEFORE, _ORGANIZATION) in retyped.replaced
    assert {m.mention.type for m in retyped.mentions if m.entity == _ORGANIZATION} == {"Organization"}
    assert {c.body for c in retyped.claims if isinstance(c, Post)} == {_ORGANIZATION}
    person = "Person/河南省安阳市/李云飞"
    words = "文峰区建设局局长李云飞"
    added = obeyed(JudgementRow("add", person, "holdsPost", key, title="党组书记", quote=words))
    assert (person, _BUREAU, "党组书记") in {(c.person, c.body, c.title) for c in _posts(added)}
    gone = obeyed(JudgementRow("drop", person, "holdsPost", key, quote=words))
    assert [c.person for c in _posts(gone)] == ["Person/河南省安阳市/祁连山"]
    assert [c.person for c in _posts(obeyed(JudgementRow("drop", key, quote=words)))] == [
        "Person/河南省安阳市/祁连山"
    ]
    parted = obeyed(JudgementRow("retype", key, type="Organization", quote=words))
    assert {c.body for c in _posts(parted)} == {_BUREAU, _ORGANIZATION}
    one = obeyed(JudgementRow("same", "Agency/河南省安阳市/文峰区教育局", other=key))
    assert {c.body for c in _posts(one)} == {"Agency/河南省安阳市/文峰区教育局"}


def _posts(found: Resolution) -> list[Post[str]]:
    return [claim for claim in found.claims if isinstance(claim, Post)]


def test_a_verdict_on_what_another_verdict_has_retyped() -> None:
    rows = [JudgementRow("retype", _BEFORE, type="Organization")]
    for more in (
        JudgementRow("rename", _ORGANIZATION, name="文峰住建"),
        JudgementRow("drop", "Person/河南省安阳市/祁连山", "holdsPost", _ORGANIZATION),
        JudgementRow("same", _ORGANIZATION, other="Person/河南省安阳市/祁连山"),
        JudgementRow("drop", _ORGANIZATION, quote="文峰区建设局局长李云飞"),
    ):
        judged = decided(parse(written([*rows, more]), "judgements.tsv"))
        plain, found = together(_OLD, _NEW, judged=decided(rows)), together(_OLD, _NEW, judged=judged)
        assert found.notices == ()
        assert assemble(found) != assemble(plain)


_PARTS = [f"{_PERSON}（文峰区{body}）" for body in ("公安局", "教育局")]


def test_what_people_take_for_one_is_one_with_all_that_rules_join_to_it() -> None:
    """Rules tell the two bodies apart, and join the older name to the one of them."""
    other = "Agency/河南省安阳市/文峰区教育局"
    found = together(_OLD, _NEW, _TWO[0], judged=decided([JudgementRow("same", other, other=_BUREAU)]))
    assert {c.body for c in _posts(found)} == {other}
    assert {(_BUREAU, other), (_BEFORE, other)} <= {*found.replaced}
    one = _entity(found, other)
    assert one is not None and one.name == "文峰区教育局" and "文峰区建设局" in one.aliases


def test_parts_that_are_one_after_all_point_to_it() -> None:
    for rows in ([JudgementRow("same", *_sides(_PARTS))], [JudgementRow("same", *_sides(_PARTS[::-1]))]):
        found = together(*_TWO, judged=decided(rows))
        assert {c.person for c in _posts(found)} == {_PERSON}
        assert {*found.replaced} == {(part, _PERSON) for part in _PARTS}


def _sides(pair: Sequence[str]) -> tuple[str, str, str]:
    return pair[0], "", pair[1]


def test_a_key_that_means_several_joins_none_of_them_and_is_told() -> None:
    rows = [JudgementRow("same", "Person/河南省安阳市/李云飞", other=_PERSON)]
    found = together(_OLD, *_TWO, judged=decided(parse(written(rows), "judgements.tsv")))
    (notice,) = found.notices
    assert f"{_PERSON} names several: {_PARTS[0]}, {_PARTS[1]}; name one of them" in notice.message
    assert {c.person for c in _posts(found)} == {"Person/河南省安阳市/李云飞", *_PARTS}


@pytest.mark.parametrize("key", [_BUREAU, _BEFORE, _ORGANIZATION, f"{_PERSON}（无此局）", "Agency//无此局"])
def test_only_keys_that_mean_something_are_met(key: str) -> None:
    rows = [
        JudgementRow("rename", key, name="某局"),
        JudgementRow("drop", "Person/河南省安阳市/李云飞", quote="江"),
    ]
    found = together(_OLD, _NEW, *_TWO, judged=decided(parse(written(rows), "judgements.tsv")))
    told = [notice.message.partition(":")[0] for notice in found.notices]
    assert told == ([] if key in _KEYS_OF_ONE else ["judgements.tsv, line 2"]) + ["judgements.tsv, line 3"]


def test_who_held_a_post_at_what_is_dropped_is_no_official_for_it() -> None:
    def people(*rows: JudgementRow) -> dict[str, tuple[str, ...]]:
        found = together(_OLD, _NEW, judged=decided(rows))
        return {each.name: each.kinds for each in found.entities if each.type == "Person"}

    assert people() == {"李云飞": ("Official",), "祁连山": ("Official",)}
    assert people(JudgementRow("drop", _BUREAU)) == {"李云飞": (), "祁连山": ()}
    assert people(JudgementRow("drop", _BEFORE)) == {"李云飞": (), "祁连山": ("Official",)}


def test_what_nothing_decides_stays_open_and_is_noted() -> None:
    lost = "鼓楼区召开会议\n鼓楼区住建局局长祁连山说，改造已经开始。"
    found = together(lost, lost.replace("改造", "植树"))
    assert keys(found, 0, "鼓楼区住建局").isdisjoint(keys(found, 1, "鼓楼区住建局"))
    assert {notice.code for notice in found.notices} == {"homonymous-area"}
    assert {notice.page for notice in found.notices} == {"p0.txt", "p1.txt"}
    placed = together("南京市" + lost)
    assert not placed.notices and "江苏省南京市" in key(placed, 0, "鼓楼区住建局")


_PAGES = (
    _FULL,
    _SHORT,
    _RELATIVE,
    *_TWO,
    "鼓楼区召开会议\n鼓楼区住建局局长祁连山说，改造已经开始。",
    "重庆暴雨\n2020年7月26日，重庆市武隆区土地乡六井村出现滑坡。重庆市防汛抗旱指挥部启动应急响应。",
    "重庆救灾\n2020年7月27日，重庆市组织救灾。六井村村民已经转移。",
    "安阳市文峰区召开会议\n2017年3月5日，安阳市文峰区卫计委主任祁连山说。",
    "安阳市文峰区召开会议\n2019年3月5日，安阳市文峰区卫健委主任张伟说。",
)


@pytest.fixture(scope="module")
def corpus() -> tuple[list[Page], list[PageResolution]]:
    return apart(*_PAGES)


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(len(_PAGES))), size=st.integers(1, len(_PAGES)))
def test_the_graph_is_that_of_the_set_of_pages(
    corpus: tuple[list[Page], list[PageResolution]], order: Sequence[int], size: int
) -> None:
    pages, resolved = corpus
    chosen = order[:size]
    straight, shuffled = (
        resolve([pages[at] for at in each], [resolved[at] for at in each], judged=_NOBODY)
        for each in (sorted(chosen), chosen)
    )
    assert straight.entities == shuffled.entities
    assert straight.decisions == shuffled.decisions and straight.replaced == shuffled.replaced
    assert assemble(straight) == assemble(shuffled)


_NAMES = st.sampled_from(["甲", "乙", "丙"])
_PROFILES = st.builds(
    Profile,
    key=st.just("Agency/某省/某局"),
    type=st.just("Agency"),
    name=_NAMES,
    forms=st.lists(_NAMES, unique=True).map(tuple),
    passing=st.booleans(),
    where=st.sampled_from([None, "41", "4105"]),
    dates=st.lists(st.sampled_from(["2020", "2021-01"]), unique=True).map(tuple),
)


@given(seen=st.lists(_PROFILES, max_size=6), taken=st.integers(0, 6), seed=st.integers())
def test_a_node_is_the_sum_of_its_pages_and_a_page_can_be_taken_out(
    seen: list[Profile], taken: int, seed: int
) -> None:
    def node(chosen: Iterable[tuple[int, Profile]]) -> Node:
        made = Node("Agency/某省/某局", "", "Agency")
        for number, profile in chosen:
            made.add(profile, f"p{number}", str)
        return made

    pages = list(enumerate(seen))
    mixed = random.Random(seed).sample(pages, len(pages))
    whole = node(mixed)
    for number, profile in pages[:taken]:
        whole.add(profile, f"p{number}", str, -1)
    assert whole == node(pages[taken:])


def _judged(left: str, right: str, verdict: Verdict, bits: float) -> Judged:
    ends: list[NodeId] = [(left, ""), (right, "")]
    return Judged(*ends, Decision(left, right, verdict, probability(bits), ("",), "identity.1"), bits)


def _clusters(judged: Sequence[Judged], same: Sequence[str] = (), different: Sequence[str] = ()) -> list[str]:
    nodes = [(name, "") for name in "abcd"]
    groups = [Group(each[0], tuple((name, frozenset({(name, "")})) for name in each)) for each in same]
    pairs = [frozenset({(one, ""), (other, "")}) for one, other in different]
    found = cluster(nodes, judged, groups, pairs).clusters
    return ["".join(key for key, _ in members) for members in found]


@pytest.mark.parametrize(
    ("judged", "same", "different", "clusters"),
    [
        ([("a", "b", "same", 5), ("b", "c", "same", 5)], [], [], ["abc", "d"]),
        ([("a", "b", "same", 5), ("b", "c", "same", 9)], [], ["ac"], ["a", "bc", "d"]),
        (
            [("a", "b", "same", 5), ("b", "c", "same", 9), ("a", "c", "different", -9)],
            [],
            [],
            ["a", "bc", "d"],
        ),
        ([("a", "b", "same", 5), ("b", "c", "same", 5), ("a", "c", "open", 0)], [], [], ["a", "b", "c", "d"]),
        ([("a", "b", "different", -9)], ["ab"], [], ["ab", "c", "d"]),
        ([("a", "b", "same", 9), ("c", "d", "same", 9)], ["bc"], ["ad"], ["abc", "d"]),
        ([], ["ab", "bc"], ["ac"], ["ab", "c", "d"]),
        # what rules join to either is joined, whatever they think of the two together
        ([("b", "c", "same", 5), ("a", "c", "different", -9)], ["ab"], [], ["abc", "d"]),
        ([("a", "c", "same", 5), ("b", "d", "same", 5), ("c", "d", "different", -9)], ["ab"], [], ["abcd"]),
        # what people told apart no rule joins by way of what they took for one
        ([("b", "d", "same", 9), ("a", "c", "same", 9)], ["ab"], ["cd"], ["abc", "d"]),
    ],
)
def test_joining_never_crosses_what_is_apart(
    judged: list[tuple[str, str, Verdict, float]], same: list[str], different: list[str], clusters: list[str]
) -> None:
    decisions = [_judged(*each) for each in judged]
    assert _clusters(decisions, same, different) == clusters
    assert _clusters(decisions[::-1], same[::-1], different) == clusters


@pytest.mark.parametrize("name", ["李某", "王女士", "老王"])
def test_a_name_that_hides_its_bearer_may_mean_anybody(name: str) -> None:
    assert expected(name, "410502") > 1


@pytest.mark.parametrize(("name", "than"), [("张伟", "祁连山"), ("王勇", "王永安"), ("李娜", "欧阳建国")])
def test_common_names_are_more_common(name: str, than: str) -> None:
    assert name_model().share(name) > name_model().share(than) > 0


def test_thresholds_leave_room_for_what_is_open() -> None:
    assert 0 < identity().different < 0.5 < identity().same < 1
    assert probability(0) == 0.5 and probability(100) == 1 and probability(-100) == 0
