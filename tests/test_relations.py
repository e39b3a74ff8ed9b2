"""Who does what: the agent of an act, works that name their place, sessions, residents, and where the evidence stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_articles import marked_article

from kg.extract import extract
from kg.extract.agents import Agents
from kg.extract.attendance import attendance
from kg.extract.bearings import bearings
from kg.extract.relations import relate
from kg.extract.residents import residents
from kg.extract.subjects import Scene
from kg.types import Claim, Fact, Mention, Span

Triple = tuple[str, str, str]


def _shown(mentions: list[Mention], facts: list[Fact[int]]) -> set[Triple]:
    return {
        (mentions[f.subject].text, f.predicate, mentions[f.object].text)
        for f in facts
        if f.object is not None
    }


def _related(marked: str, posts: dict[int, int] | None = None) -> set[Triple]:
    article, mentions = marked_article(marked)
    return _shown(mentions, list(relate(Scene(article, mentions, ()), posts or {})))


AGENTS = [
    (
        "a list acts together",
        "[柳河县委/Agency]、[柳河县政府/Agency]扎实推进[清淤工程/Project]。",
        {("柳河县委", "implements", "清淤工程"), ("柳河县政府", "implements", "清淤工程")},
    ),
    (
        "the sentence's subject before what stands nearer",
        "[柳河县/Area]邀请[东岭大学/Organization]的老师，开展[清淤工程/Project]。",
        {("柳河县", "implements", "清淤工程")},
    ),
    (
        "the subject of the sentence before",
        "[柳河县/Area]多雨。今年以来，推行[“四步”工作法/Method]。",
        {("柳河县", "adopts", "“四步”工作法")},
    ),
    (
        "a purpose looks ahead",
        "为开展好[清淤工程/Project]，[柳河县水务局/Agency]逐村宣传。",
        {("柳河县水务局", "implements", "清淤工程")},
    ),
    ("the unnamed act", "[柳河县/Area]很美，各社区开展[清淤工程/Project]。", set()),
    (
        "who opens the phrase of an event",
        "在[柳河县团委/Agency]举办的[读书大赛/Event]中，[赵国栋/Person]夺得金奖。",
        {("柳河县团委", "participatesIn", "读书大赛"), ("赵国栋", "participatesIn", "读书大赛")},
    ),
    (
        "a body with a title behind it is not there itself",
        "[柳河县政协/Agency]副主席、县工会主席[钱守成/Person]出席[揭牌仪式/Event]。",
        {("钱守成", "participatesIn", "揭牌仪式")},
    ),
    (
        "each item of a list",
        "[柳河县团委/Agency]开展[“书香”活动/Project]、[“清风”活动/Project]。",
        {("柳河县团委", "implements", "“书香”活动"), ("柳河县团委", "implements", "“清风”活动")},
    ),
    (
        "partners in a list, each pair once",
        "[槐树小区/Community]与[柳河县水务局/Agency]、[东岭公司/Organization]等单位签订协议。",
        {("槐树小区", "cooperatesWith", "柳河县水务局"), ("槐树小区", "cooperatesWith", "东岭公司")},
    ),
    (
        "a spirit passed on is no meeting held",
        "传达[省委全会/Event]精神，会议审议了[《报告》/Document]。",
        set(),
    ),
    (
        "only the narrowest place",
        "[纺织馆/Place]位于[柳河县/Area][槐荫镇/Area]。",
        {("纺织馆", "locatedIn", "槐荫镇")},
    ),
]


@pytest.mark.parametrize(
    ("marked", "facts"), [(m, f) for _, m, f in AGENTS], ids=[name for name, _, _ in AGENTS]
)
def test_who_acts(marked: str, facts: set[Triple]) -> None:
    assert _related(marked) == facts


def test_a_speaker_stands_for_the_body() -> None:
    marked = (
        "[柳河县/Area]很美。\n“我们想了很多办法，创新提出[‘四步’工作法/Method]，成效明显。”"
        "[柳河县水务局/Agency]局长[赵国栋/Person]表示。"
    )
    assert ("柳河县水务局", "adopts", "‘四步’工作法") in _related(marked, {3: 2})


STATUS = [
    ("[柳河县/Area]计划实施[清淤工程/Project]。", "planned"),
    ("[柳河县/Area]正在实施[清淤工程/Project]。", "ongoing"),
    ("[柳河县/Area]尚未实施[清淤工程/Project]。", "denied"),
    ("[柳河县/Area]将[危房改造/Project]纳入[安居工程/Project]。", "done"),
    ("[柳河县/Area]将继续实施[清淤工程/Project]。", "planned"),
]


@pytest.mark.parametrize(("marked", "status"), STATUS)
def test_a_plan_is_not_done(marked: str, status: str) -> None:
    article, mentions = marked_article(marked)
    facts = [f for f in relate(Scene(article, mentions, ()), {}) if f.predicate == "implements"]
    assert [f.status for f in facts] == [status]


def _bearings(marked: str, rules: dict[str, str], claims: tuple[tuple[str, str], ...] = ()) -> set[Triple]:
    article, mentions = marked_article(marked)
    mentions = [replace(m, rule=rules.get(m.text, m.rule)) for m in mentions]
    at = {m.text: i for i, m in enumerate(mentions)}
    scene = Scene(article, mentions, ())
    stated: list[Claim[int]] = [
        Fact(at[s], "locatedIn", at[o], scene.source(0, 1, "test", 1.0)) for s, o in claims
    ]
    return _shown(mentions, list(bearings(scene, stated)))


def test_an_area_runs_the_programme_that_bears_its_name() -> None:
    rules = {"柳河县": "units.chain", "柳河县老旧小区改造": "works.programme"}
    facts = _bearings("[柳河县/Area]很美。[柳河县老旧小区改造/Project]进展快。", rules)
    assert ("柳河县", "implements", "柳河县老旧小区改造") in facts
    assert ("柳河县老旧小区改造", "targets", "柳河县") in facts


def test_a_renewed_compound_of_the_programme() -> None:
    rules = {"柳河县老旧小区改造": "works.programme"}
    marked = "[柳河县老旧小区改造/Project]中，将[槐树小区/Community]、[柳树小区/Community]等7个小区打捆。"
    facts = _bearings(marked, rules)
    assert {o for _, p, o in facts if p == "targets"} == {"槐树小区", "柳树小区"}


def test_what_is_still_planned_renews_nothing() -> None:
    rules = {"柳河县老旧小区改造": "works.programme"}
    marked = "下一步，[柳河县老旧小区改造/Project]将覆盖[槐树小区/Community]。"
    assert not {o for _, p, o in _bearings(marked, rules) if o == "槐树小区"}


ATTENDING = [
    (
        "[揭牌仪式/Event]昨日举行。县长[赵国栋/Person]出席仪式并讲话。",
        {("赵国栋", "speaker"), ("赵国栋", "attendee")},
    ),
    (
        "[揭牌仪式/Event]昨日举行。县长[赵国栋/Person]、副县长[钱守成/Person]出席。",
        {("赵国栋", "attendee"), ("钱守成", "attendee")},
    ),
    ("[揭牌仪式/Event]昨日举行。[赵国栋/Person]主持仪式，在家的成员参加。", {("赵国栋", "chair")}),
    ("传达[省委全会/Event]精神。[赵国栋/Person]作了发言。", set()),
    ("[赵国栋/Person]出席仪式。", set()),
]


@pytest.mark.parametrize(("marked", "roles"), ATTENDING)
def test_who_attends_the_event_named_before(marked: str, roles: set[tuple[str, str | None]]) -> None:
    article, mentions = marked_article(marked)
    scene = Scene(article, mentions, ())
    facts = list(attendance(scene, Agents(scene, {})))
    assert {(mentions[f.subject].text, f.role) for f in facts} == roles


def test_a_title_names_who_issues_it() -> None:
    facts = _bearings("[柳河县委/Agency]开会，讨论[《柳河县委关于治水的意见》/Document]。", {})
    assert facts == {("柳河县委", "issues", "《柳河县委关于治水的意见》")}


def test_the_organ_takes_part_in_its_session() -> None:
    text = "[柳河县委十届二次全会/Event]召开。"
    article, mentions = marked_article(text)
    event = replace(mentions[0], rule="works.session")
    organ = replace(event, type="Agency", text="柳河县委", name="柳河县委", end=4, span=Span(0, 4))
    both = [event, organ]
    facts = list(bearings(Scene(article, both, ()), []))
    assert _shown(both, facts) == {("柳河县委", "participatesIn", "柳河县委十届二次全会")}


RENEWALS = [
    (
        "[柳河县老旧小区改造/Project]让[柳河县/Area]焕然一新，[柳河县老旧小区改造/Project]很好。[县住建局/Agency]负责改造前期工作。",
        ("县住建局", "implements", "柳河县老旧小区改造"),
    ),
    (
        "[加装电梯工程/Project]在建，工程由[县住建局/Agency]负责。",
        ("县住建局", "implements", "加装电梯工程"),
    ),
]


@pytest.mark.parametrize(("marked", "fact"), RENEWALS)
def test_a_work_spoken_of_without_its_name(marked: str, fact: Triple) -> None:
    assert fact in _bearings(marked, {"柳河县老旧小区改造": "works.programme"})


def test_residents_are_never_authors() -> None:
    article, mentions = marked_article("[槐树小区/Community]很美。居民[赵国栋/Person]说好。")
    said = list(residents(Scene(article, mentions, ())))
    assert _shown(mentions, said) == {("赵国栋", "residentOf", "槐树小区")}
    mentions[1] = replace(mentions[1], rule="people.byline")
    assert list(residents(Scene(article, mentions, ()))) == []


_PIECES = st.sampled_from(
    [
        "[柳河县/Area]",
        "[水务局/Agency]",
        "[清淤工程/Project]",
        "[“四步”工作法/Method]",
        "[推进会/Event]",
        "[赵国栋/Person]",
        "[槐树小区/Community]",
        "[《办法》/Document]",
        *"，。、“”\n在与由对为的",
        "开展",
        "印发",
        "推行",
        "召开",
        "签订",
        "参加",
        "位于",
        "荣获金奖",
        "我们",
        "他",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, min_size=1, max_size=30))
def test_evidence_stands_in_one_block_and_nothing_says_itself(pieces: list[str]) -> None:
    article, mentions = marked_article("头" + "".join(pieces))
    for fact in relate(Scene(article, mentions, ()), {}):
        words = article.text.chars[fact.source.span.start : fact.source.span.end]
        assert words.strip() and "\n" not in words
        assert fact.subject != fact.object


def test_real_mentions_end_to_end() -> None:
    text = "柳河县住房和城乡建设局印发《柳河县房屋管理办法》。"
    article, _ = marked_article(text)
    reading = extract(article)
    issued = [
        c for c in reading.claims if isinstance(c, Fact) and c.predicate == "issues" and c.object is not None
    ]
    assert [reading.mentions[c.object].text for c in issued if c.object is not None] == [
        "《柳河县房屋管理办法》"
    ]
