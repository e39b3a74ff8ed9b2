"""Names that letters to authorities, agency reports and features of papers have: lists with a closing noun, techniques,
tasks, national bodies, districts by their bare names; and what only looks like a name there.

``[name/Class]`` in a text is what must be read at that very place; ``[name/Class=full name]`` also says what it is
called in full.
"""

from __future__ import annotations

import pytest
from read_texts import check_marked, claims_in, resolution_of

from kg.types import Mention, ResolvedMention


def _read(text: str) -> list[ResolvedMention]:
    return list(resolution_of(text).mentions)


def _named(text: str) -> list[Mention]:
    return [each.mention for each in _read(text) if not each.mention.pointer and not each.mention.passing]


NAMES = [
    # lists
    "近日，[腾讯/Organization]、[网易/Organization]等一批头部企业落地柳河县。",
    "该公司客户覆盖[腾讯/Organization]、[一汽集团/Organization]、[宝马/Organization]、[奥迪/Organization]等。",
    "[网易龙之队/Organization]等世界冠军战队在签约活动上落户亮相。",
    "在[梅奔文化中心/Organization]、[东方体育中心/Place]等场馆基础上，柳河县新建球场。",
    "[柳北/Area=柳北区]、[柳南/Area=柳南区]、[鱼峰/Area=鱼峰区]的居民都来了，柳州市很重视。",
    "重庆市[江北/Area]、[沙坪坝/Area=沙坪坝区]、[潼南/Area]等区县要关注雨情。",
    # what companies are called again
    "长春合心机械制造有限公司成立于2002年。[合心机械/Organization=长春合心机械制造有限公司]出口产品。",
    # faculties, forms of companies in brackets, titles inside names
    "他毕业于[云岭大学管理学院/Organization]。",
    "1982年至1986年就读于[云岭大学经济系/Organization]，后参军。",
    "[安徽安禾生物工程(集团)股份有限公司/Organization]今天开业。",
    "[清江师范高等专科学校/Organization]的师生来了。",
    "曾任[安凯汽车股份有限公司/Organization]工程师的他回来了。",
    "项目在[闽江道/Place]与[洪水北路/Place]交口。",
    "[蓼城大道/Place][柳河县行政服务中心/Place]二楼人很多。",
    "[柳河县西堤路项目办/Agency]牵头有关部门处理。",
    "[湖滨片区/Place]的改造升级很快。",
    "[星沙时报/Organization]讯（记者 李丹）市民中心开放。柳河县财政局开会。",
    "走进梅县区[柳河镇/Area][建新村/Community]，漫山遍野都是柚子。",
    "仪式在[育新社区/Community]举行。",
    "国庆期间仅[千垛景区/Place]就接待游客186万人次。",
    "9月7日，柳河县召开[老旧小区改造提升动员会/Event]。",
    "9月7日，[全区老旧小区改造工作会议/Event]召开。",
    "柳河县整治[余英溪/Place]，余英溪两岸很美。",
    "窗口搬至汉黄路6号[福星惠誉红桥城/Place]。",
    # bodies of the nation, power stations, lands
    "[经济日报/Organization]-[中国经济网/Organization]记者走进柳河县。",
    "[教育部/Agency]23日提醒学生注意安全。",
    "他从[农业银行/Organization]取了钱。",
    "[哈密弗光太阳能光伏电站/Organization]占地2300多亩。",
    "柳河县位于[秦巴山区/Place]，通往西南地区。",
    "[金城公园二期/Place]计划于7月开园。",
    # techniques and ways of working
    "我们采用[地质调查法/Method]、[物探法/Method]和[超前钻探法/Method]等方式。",
    "柳河县推出[流动党员报到码/Method]，一键报到。",
    "柳河县自主研发[云溪智能制造管理系统/Method]，效率更高。",
    "柳河县严格执行[首问负责、一次性告知、限时办结制度/Method]。",
    "柳河县发挥组织、系统、阵地[“三网协同”/Method]作用。",
    "柳河县民政局创设养老服务[“爱心卡”/Method]。",
    "柳河县实行[“一户一策”/Method]，精准施策。",
    # works
    "柳河县环卫站负责槐荫镇17万平方米[道路清扫保洁/Project=槐荫镇道路清扫保洁]任务。",
    "柳河县提出建设[“睦邻之家”/Project=“睦邻之家”建设]。",
    "柳河县连降大雨。目前，[洪涝灾害/Event=柳河县洪涝灾害]已导致柳河县的农田受损。",
    # what a letter is about
    "请燃气公司公布[蓉国新赋/Community]热水器情况\n网友：您好！留言收悉。[蓉国新赋/Community]的物业已排查。工作人员分组进入[蓉国新赋/Community]。",
    # people
    "柳河县人民路有积水\n留言对象：安徽省芜湖市委书记[单向前/Person]　回复时间：2022-12-21 02:34\n网友，您好。路已修好。",
    "柳河县人民路有积水\n网友，您好。人民路已修好。\n感谢您的监督！\n具体承办单位：[城关区住建局/Agency]",
]


@pytest.mark.parametrize("marked", NAMES)
def test_what_is_named_stands_there(marked: str) -> None:
    check_marked(marked)


NO_NAMES = [
    ("电力、燃气、供水等企业到社区服务。", "Organization"),
    ("财政、民政、农业农村等部门联合检查。", "Organization"),
    ("国有、民营等企业都来了。", "Organization"),
    ("自南方福建泉州一带所盛行的戏曲传到这里。", "Agency"),
    ("重庆中西部有中到大雨。", "Agency"),
    ("这份跨越山海的温暖令人难忘。", "Place"),
    ("企业深度研发实现技术突破。", "Method"),
    ("今年采用新方法种植苹果。", "Method"),
    ("社区通过入户走访、电话沟通等方式宣传。", "Method"),
    ("柳河县负责安保任务。", "Project"),
    ("柳河县建设“干净、宜居、特色”三大目标要求。", "Project"),
    ("这里变“被动响应”为“主动作为”。", "Method"),
    ("柳河县“老人互助”作用很大。", "Method"),
    ("小区停供热水问题\n网友：您好！留言收悉。停供热水的原因已查明，停供热水将改正。", "Community"),
    ("多湖中央商务区有一座医院。", "Agency"),
    ("物业服务公司的新馆很好，目前正在建设中。", "Project"),
    ("他回访社区居民，入驻小区的人很多。", "Community"),
    ("干部分包老旧小区，2024年老旧小区改造完成。", "Community"),
    ("四川中涪建筑工程有限公司负责施工。绵阳市涪城区很好。", "Place"),
    ("已经有50多家物流企业要加盟入住。", "Area"),
    ("这是柳河县又一所学校，也是两所百年老校之一。", "Organization"),
    ("柳河县化工设计院工程师和云岭公司项目经理到了现场。", "Project"),
]


@pytest.mark.parametrize(("text", "kind"), NO_NAMES)
def test_what_is_no_name(text: str, kind: str) -> None:
    assert {m.text for m in _named(text) if m.type == kind} == set()


NOT_THERE = [
    ("云溪公司工程建设部负责施工。", "建设部"),
    ("美国国务院发言人表示反对。", "国务院"),
    ("熊克武任总司令，石青阳为川北招讨使。", "青阳"),
    ("公司位于桃花江畔（鲁家村）的地块。", "桃花江畔（鲁家村"),
    ("县领导韩凤林召开城镇工作会。", "开城镇"),
    ("居民可通过多渠道、多方式反映。", "多渠道"),
    ("清远冷冻厂处厂房被拆除。", "清远冷冻厂处"),
    ("记者从柳河县人民政府处获悉。", "柳河县人民政府处"),
    ("车停在柳河县财政局院内。", "柳河县财政局院"),
    ("奎光学校曾获国家教育部表彰。", "奎光学校曾获国家教育部"),
    ("该方案已服务一汽集团富维海拉等企业。", "富维海"),
]


@pytest.mark.parametrize(("text", "part"), NOT_THERE)
def test_a_part_of_another_name_is_no_name(text: str, part: str) -> None:
    assert part not in {m.text for m in _named(text)}


SAID = [
    (
        "柳河县环卫站负责槐荫镇17万平方米道路清扫保洁任务。",
        {("槐荫镇道路清扫保洁", "area", "170000"), ("柳河县环卫站", "implements", "槐荫镇道路清扫保洁")},
        {("槐荫镇", "area", "170000"), ("槐荫镇", "implements", "槐荫镇道路清扫保洁")},
    ),
    (
        "柳河县连降大雨。洪涝灾害已导致柳河县农业直接经济损失3.5亿元。",
        {("柳河县洪涝灾害", "other", "3.5e+08")},
        {("柳河县", "other", "3.5e+08")},
    ),
    (
        "今年，浦东新区的电竞产业规模占到上海的三分之一。",
        {("浦东新区", "rate", "33.33")},
        {("上海市", "rate", "33.33")},
    ),
    (
        "柳河县“红星”队伍处置险情137起。今年，“红星”应急救援队伍表现很好。",
        {("“红星”应急救援队伍", "other", "137")},
        {("“红星”队伍", "other", "137")},
    ),
    (
        "近日，柳河县举行2020年全国节能宣传周启动仪式。",
        {("柳河县2020年全国节能宣传周启动仪式", "heldOn", "2020")},
        set(),
    ),
    (
        "2024年5月6日，柳河县举行2024年全国节能宣传周启动仪式。",
        {("柳河县2024年全国节能宣传周启动仪式", "heldOn", "2024-05-06")},
        {("柳河县2024年全国节能宣传周启动仪式", "heldOn", "2024")},
    ),
    (
        "4月30日，柳河县举行文化节开幕式。县委书记曹正民，县长郭维安及临夏州、市有关领导参加了开幕式。",
        {("郭维安", "participatesIn", "文化节开幕式"), ("曹正民", "participatesIn", "文化节开幕式")},
        set(),
    ),
    (
        "柳河县推进基层治理“一网清”、数据共享“一表通”、综合执法“一队管”。",
        {("柳河县", "adopts", "“一网清”"), ("柳河县", "adopts", "“一队管”")},
        set(),
    ),
    (
        "长春合心机械制造有限公司很有名。2015年，公司先后成立合心德国、合心美国、合心泰国等海外分公司。",
        {("合心德国", "foundedIn", "2015"), ("合心泰国", "foundedIn", "2015")},
        set(),
    ),
    (
        "槐荫镇的电业宿舍建于1985年。去年，该小区被列入柳河县老旧小区改造计划，由县住建局牵头，青岩公司承建，新增停车位98个。",
        {
            ("电业宿舍改造", "targets", "电业宿舍"),
            ("青岩公司", "implements", "电业宿舍改造"),
            ("电业宿舍改造", "parkingSpaces", "98"),
        },
        {("柳河县老旧小区改造", "parkingSpaces", "98")},
    ),
    (
        "为期100天的背街小巷百日攻坚行动日前收官。行动由柳河县创城指挥部统一部署，柳河县住建局具体组织。\n"
        "其间，清理卫生死角1860处，清运积存垃圾4150吨。",
        {
            ("柳河县背街小巷百日攻坚行动", "waste", "4150"),
            ("柳河县住房和城乡建设局", "implements", "柳河县背街小巷百日攻坚行动"),
        },
        {("柳河县住房和城乡建设局", "waste", "4150")},
    ),
    (
        "9月7日，柳河县召开老旧小区改造提升动员会。县委书记李宗明出席会议，县长李文主持会议。李宗明强调，实施老旧小区改造是好事，"
        "要推进老旧小区改造。",
        {
            ("李宗明", "participatesIn", "柳河县老旧小区改造提升动员会"),
            ("李文", "participatesIn", "柳河县老旧小区改造提升动员会"),
        },
        {("中共柳河县委", "implements", "柳河县老旧小区改造")},
    ),
    (
        "9月7日，柳河县召开老旧小区改造动员会。县人大常委会主任贺天成、县政协主席刘英出席。副县长周铁军宣读《柳河县改造方案》。",
        {
            ("贺天成", "participatesIn", "柳河县老旧小区改造动员会"),
            ("周铁军", "participatesIn", "柳河县老旧小区改造动员会"),
        },
        {("柳河县人大常委会", "participatesIn", "柳河县老旧小区改造动员会")},
    ),
    (
        "今年柳河县计划改造老旧小区38个，完成投资1.4亿元。",
        {("柳河县老旧小区改造", "compounds", "38"), ("柳河县老旧小区改造", "investment", "1.4e+08")},
        {("柳河县", "investment", "1.4e+08")},
    ),
    (
        "柳河县城管局联合柳河县住建局、柳河县公安局开展飞线充电集中整治。",
        {("柳河县城市管理局", "cooperatesWith", "柳河县住房和城乡建设局")},
        {
            ("柳河县住房和城乡建设局", "cooperatesWith", "柳河县公安局"),
            ("柳河县公安局", "cooperatesWith", "柳河县住房和城乡建设局"),
        },
    ),
    (
        "柳河晚报记者来了，位于湖光路95号的清远冷冻厂被拆除。",
        {("清远冷冻厂", "locatedIn", "湖光路")},
        {("柳河晚报", "locatedIn", "湖光路")},
    ),
    (
        "三峡库区最长隧道有望通车。记者了解到，施工克服了长达7公里的软岩大变形。",
        set(),
        {("三峡库区", "length", "7000")},
    ),
]


@pytest.mark.parametrize(("text", "said", "unsaid"), SAID)
def test_what_is_said_of_whom(text: str, said: set[tuple[str, ...]], unsaid: set[tuple[str, ...]]) -> None:
    claims = claims_in(text)
    assert said <= claims, claims
    assert not unsaid & claims
