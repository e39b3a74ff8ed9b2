"""What is named in a text: the expectation is the text itself with the outermost names in brackets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_articles import marked_article

from kg.extract import extract
from kg.types import Mention

#: Mentions that only point at what was named before.
_POINTERS = ("units.open", "units.anaphor", "units.relative")

CHAINS = [
    "[柳河县/Area][槐荫镇/Area][柳堤社区/Community]的工作人员来了。",
    "走进[柳河县/Area][槐树家属院/Community]，道路平整。",
    "区领导来到[柳河县住建局/Agency]调研。",
    "[柳河县卫生健康委员会/Agency]的医生下乡了。",
    "在[柳堤社区党支部/Agency]的带领下，大家动手清扫。",
    "[柳河县/Area][水泥厂家属院/Community]有六栋楼。",
    "[柳河县环卫中心城北环卫站/Agency]负责清扫。",
    "居民在[槐树小区广场/Place]上跳舞。",
    "[国家统计局柳河调查队/Agency]开展学习。",
    "[柳河县/Area][槐荫镇杨庄中心小学/Organization]的孩子们很高兴。",
    "[青禾机械有限公司/Organization]的产品很好。",
    "[杏花合唱团/Organization]的成员在唱歌。",
    "[建设路派出所/Agency]的民警上门。",
    "他住在[康居花园/Community]里。",
]

COMMON_NOUNS = [
    "一个个老旧小区变得整洁。",
    "物业服务公司和施工单位都来了。",
    "各社区、各街道都行动起来。",
    "城市和农村一起发展。",
    "这座城市的老旧小区很多。",
    "举办方说，道路修好了。",
    "推进老旧小区治理，要靠大家。",
]

QUOTED = [
    "推行[“四步议事”工作法/Method]，居民满意。",
    "开展[“清水进城”专项行动/Project]。",
    "开展[“送学上门”/Project][“邻里一家”/Project]等活动。",
    "学习了[《房屋管理办法》/Document]。",
    "社区与群众之间架起了“连心桥”。",
    "他笑着说：“现在的日子真好。”",
    "完成[“十三五”规划/Document]目标。",
    "严把[“三关”/Method]，保证质量。",
    "“十四五”时期要加快发展。",
    "做到治理[“一网清”/Method]、共享[“一表通”/Method]、执法[“一队管”/Method]。",
]

WORKS = [
    "全县扎实开展[非法占用耕地问题专项整治/Project]。",
    "1月5日，[槐荫镇/Area]召开[安全生产推进会/Event]。",
    "会议印发[优化营商环境工作方案/Document]。",
    "传达[党的二十大/Event]精神。",
    "定期召开业主大会。",
]

LISTS = [
    "对[杨庄/Community]、[李湾/Community]、[小营/Community]等村庄道路进行消毒。",
    "全市已有[江北/Area]、[潼南/Area]、[彭水/Area]等区县受灾。",
    "将[朝霞小区/Community]、[糖厂家属院/Community]等12个老旧小区纳入计划。",
]


def brackets(text: str, mentions: tuple[Mention, ...]) -> str:
    """``text`` with the outermost mentions that name something in brackets."""
    out, at = "", 0
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if mention.start < at or mention.rule in _POINTERS or mention.type == "Person":
            continue
        out += f"{text[at : mention.start]}[{mention.text}/{mention.type}]"
        at = mention.end
    return out + text[at:]


@pytest.mark.parametrize("marked", [*CHAINS, *COMMON_NOUNS, *QUOTED, *WORKS, *LISTS])
def test_names_are_found_where_the_brackets_are(marked: str) -> None:
    article, _ = marked_article(marked)
    assert brackets(article.text.chars, extract(article).mentions) == marked


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("柳河县槐荫街道很美，街道出资修路。", True),
        ("柳河县槐荫街道很美，各乡镇（街道）都来学习。", False),
        ("清溪流经柳河县槐荫街道、白塔镇2个镇（街道）。", False),
    ],
)
def test_a_bare_head_points_at_one_that_was_named(text: str, points: bool) -> None:
    article, _ = marked_article(text)
    found = extract(article).mentions
    assert any(m.text == "街道" and m.rule == "units.anaphor" for m in found) is points


NAMES = [
    ("柳河县住建局", "柳河县住房和城乡建设局"),
    ("区住建局", "区住房和城乡建设局"),
    ("槐荫镇党委", "槐荫镇党委"),
    ("柳河县槐荫镇党委", "槐荫镇党委"),
    ("柳河县槐荫镇杨庄中心小学", "槐荫镇杨庄中心小学"),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_body_is_called_by_what_its_chain_says(text: str, name: str) -> None:
    article, _ = marked_article(f"记者从{text}获悉。")
    bodies = [m.name for m in extract(article).mentions if m.type in ("Agency", "Organization")]
    assert name in bodies


@pytest.mark.parametrize(
    ("sentence", "pointer", "name"),
    [
        ("柳河县水务局忙了一年。该局表示，要继续努力。", "该局", "柳河县水务局"),
        ("朝霞小区焕然一新。该小区居民很高兴。", "该小区", "朝霞小区"),
        ("柳堤社区组织义诊。社区还慰问老人。", "社区", "柳堤社区"),
    ],
)
def test_a_pointer_takes_the_name_of_what_was_named_before(sentence: str, pointer: str, name: str) -> None:
    article, _ = marked_article(sentence)
    pointing = [m for m in extract(article).mentions if m.text == pointer]
    assert [m.name for m in pointing] == [name]


def test_a_pointer_to_nothing_stays_open() -> None:
    article, _ = marked_article("该小区居民很高兴。")
    assert {m.rule for m in extract(article).mentions if m.text == "该小区"} == {"units.open"}


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="文柳河县区市局委社区小镇村路“”《》（），。、王李说12月日的了和\n", max_size=120))
def test_any_text_is_read_and_every_mention_quotes_it(text: str) -> None:
    article, _ = marked_article(text.strip("\n") or "空")
    reading = extract(article)
    chars = article.text.chars
    assert all(chars[m.start : m.end] == m.text for m in reading.mentions)
    assert [m.start for m in reading.mentions] == sorted(m.start for m in reading.mentions)
    count = len(reading.mentions)
    for claim in reading.claims:
        refs = [getattr(claim, key, None) for key in ("subject", "object", "person", "body")]
        assert all(ref is None or 0 <= ref < count for ref in refs)
