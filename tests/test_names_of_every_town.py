"""Names that common words make in every town, and what only looks like one: streets, lanes, villages and homes, what is put
up, what a county or a river is called; sentences with invented names.

``[name/Class]`` in a text is what must be read at that very place; ``[name/Class=full name]`` also says what it is
called in full.
"""

from __future__ import annotations

import pytest
from read_texts import check_marked, named_in, resolution_of

MARKED = [
    # Streets that are called by common words, and lanes off them.
    "[柳河县交警大队/Agency]对[劳动东路/Place]实行半幅封闭施工。",
    "[柳河县城管局/Agency]对[人民路/Place]实施沥青摊铺。",
    "公交沿[解放大道/Place]行驶，停靠[八一大道/Place]、[五一路/Place]。",
    "[香樟路/Place]与[万家秀路/Place]交叉口堵车。",
    "[柳河县/Area]改造[槐荫路西巷/Place]、[向阳街三巷/Place]、[民主路一巷/Place]等背街小巷。",
    "道路南起[迎宾路/Place]，东至[车站路/Place]。",
    "[西门社区/Community]有家食堂，[西门社区文化街/Place=文化街]很热闹。",
    # Offices of sub-districts, sub-districts that were towns.
    "[柳青街道/Area]办[杨家沟村/Community]修了路。",
    "[綦江区/Area][古南镇街道/Area][滨江路社区/Community]开展活动。",
    "[四平市/Area][铁东区/Area][山门镇/Area]来人。",
    # Villages and homes that are called by common words, or begin or end like other words.
    "[建设村党支部/Agency]书记李强说，路修好了。",
    "[东坪镇/Area][团结村/Community]修了路。",
    "[建设小区/Community]、[丰收小区/Community]纳入改造。",
    "[新建里小区/Community]居民反映问题。",
    "[东坪镇/Area][和东村/Community]村民修路。",
    "[东坪镇/Area][那柳屯/Community]的村民修路。",
    "[东庄头村/Community]村民修路。",
    "[虹桥社区/Community][花园小区/Community]居民反映问题。",
    "[柳河街道/Area][亚都社区/Community]居民反映问题。",
    # With whom somebody acts, and the county of that name.
    "[柳河县/Area]答复：我局立即会同[县水利局/Agency]到现场核实。",
    "[怀化市/Area]的[新晃县/Area]、[会同县/Area]派人参加。",
    # Rivers, not counties and nobody.
    "受降雨影响，[昌江/Place]、[饶河/Place]水位上涨。",
    "[钱清江/Place]、[曹娥江/Place]、[白马湖/Place]水质稳定。",
    "[壶源江/Place]是[浦阳江/Place]的一级支流。",
    # What is done with something stands before its name.
    "[柳河县/Area]新建[西坪热源厂/Organization]。",
    "[柳河县/Area]集中开工[青禾物流园/Place]。",
    "[柳河县委/Agency]书记[李军/Person]调研[罗山电池产业园/Place]。",
    # Companies, banks, schools, parts of hospitals, parts of works.
    "[湖南科远达公司/Organization]来了。",
    "[河南中科安防工程有限公司/Organization]中标。",
    "[中国农业发展银行/Organization]发放贷款。",
    "[柳河县职业中专学校/Organization]开学。",
    "[柳河县人民医院/Organization]搬迁，[柳河县人民医院门诊综合楼/Place]完工。",
    "[柳河县城市管理综合执法局/Agency=柳河县城市管理综合执法局]答复。",
    "[柳河县人民医院搬迁项目/Project]主体工程全面完工。",
    # Who is called so in full, and what a typhoon is called.
    "局长[陈伯安/Person]介绍，工程已完工。",
    "村民[李叔明/Person]说，路修好了。",
    "受[台风“山猫”/Event=台风“山猫”]影响，学校停课。",
    # A town that is called after a river, homes that are called after a bank.
    "[长沙县/Area][湘江镇/Area]政府的人来了。",
    "[建行宿舍/Community]、[农机公司家属院/Community]纳入改造。",
    # What somebody hands in.
    "您提出的[“关于加快河道整治的建议”/Document]收悉。",
]

NONE = [
    "昔日的“空壳村”“光棍村”变成了富裕村。",
    "这是一个回族村。",
    "以“逐梦蓝湾 乐享西山”为主题举办音乐节。",
    "医院拟新建门诊1栋。",
    "公司投入1800万元新建换热站6座。",
    "建成滨水公园5处、养老院12家，居家养老服务站52个。",
    "法庭获评全区优秀人民法庭、全省先进派出所。",
    "建设全省一流的特色产业园区。",
    "车站为地下两层岛式车站。",
    "小田变大田，黄桃喜获丰收，杨梅园里人很多。",
    "西北部两镇受灾。",
    "绿道串起幸福路，创业路上有你有我。",
    "建设小区停车场，建设社区食堂，开发小区养老设施。",
    "来了三条新路。",
    "人才公寓项目建设公寓2栋。",
    "由市林业局会办。",
    "村里建成茶叶加工厂1个。",
]


@pytest.mark.parametrize("marked", MARKED)
def test_names_stand_where_the_brackets_are(marked: str) -> None:
    check_marked(marked)


@pytest.mark.parametrize("text", NONE)
def test_nothing_is_named(text: str) -> None:
    found = {
        m.mention.text
        for m in resolution_of(text).mentions
        if not m.mention.pointer and not m.mention.passing
    }
    assert found <= {"市林业局"}


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("柳河区来信，要求区住建局会同区交警大队研究解决方案。", "Document", "柳河区交警大队研究解决方案"),
        ("改造安置房竣工了，棚户区改造安置房很新。", "Community", "棚户区改造安置房"),
        ("柳河县檀香路南巷改造。", "Place", "檀香路"),
        ("柳河县物业服务行业党委成立，柳河县物业纠纷调解委员会成立。", "Organization", "柳河县物业"),
        ("石佛寺镇党委书记李明汇报。镇平县县长王刚讲话。", "Agency", "石佛寺镇平县人民政府"),
        ("县委书记李军率党政代表团赴外地考察。", "Organization", "党政代表团"),
    ],
)
def test_what_is_no_name_of_its_own(text: str, kind: str, name: str) -> None:
    assert name not in named_in(text, kind)
