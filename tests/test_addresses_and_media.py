"""What stands behind a house number, newspapers and sites, whose clubs and colleges are, how far a place is sure, what is
built on waters, and where names of people end."""

from __future__ import annotations

import pytest
from read_texts import claims_in, named_in

NAMED = (
    ("窗口搬至汉黄路6号福星惠誉红桥城。", "Place", {"汉黄路", "福星惠誉红桥城"}),
    ("该公司位于柳河县南环东路788号南环汇邻广场。", "Place", {"南环东路", "南环汇邻广场"}),
    ("柳河县红旗路8号院住着12户人家。", "Place", {"红旗路", "红旗路8号院"}),
    ("居民在“和美家园”微信群里留言。和美家园小区的住户很高兴。", "Community", {"和美家园小区"}),
    (
        "关注“柳河交警”微信公众号，登录“云上柳河”客户端。",
        "Organization",
        {"“柳河交警”微信公众号", "“云上柳河”客户端"},
    ),
    (
        "柳河新桥通车_张某_新浪博客\n柳河县的新桥昨天通车，市民很高兴，出行方便多了。\n",
        "Organization",
        {"新浪博客"},
    ),
    (
        "柳河新桥通车-柳河新闻网\n柳河县的新桥昨天通车，市民很高兴，出行方便多了。\n",
        "Organization",
        {"柳河新闻网"},
    ),
    ("织密一张民生保障网\n柳河县新桥通车\n柳河县的新桥昨天通车，出行方便多了。\n", "Organization", set()),
    ("柳河新桥通车...\n柳河县的新桥昨天通车，市民很高兴，出行方便多了。\n", "Organization", set()),
    ("据楚天都市报报道，桥通了。", "Organization", {"楚天都市报"}),
    ("去年，安昌村被评为“山西省乡村旅游示范村”。抓好典型村培育。", "Community", {"安昌村"}),
    ("太行东街街道惠丰社区完整社区建设走笔。", "Community", {"惠丰社区"}),
    ("区委书记先后到沋河水库、双王街道罗刘村渭河堤防。", "Place", {"沋河水库", "罗刘村渭河堤防"}),
    ("督导组来到舞凤街道西河排涝泵站。", "Place", {"西河排涝泵站"}),
    (
        "潞州区今天下雨。听取长治市生态环境局潞州分局局长靳志明的汇报。",
        "Agency",
        {"长治市生态环境局", "长治市生态环境局潞州分局"},
    ),
    ("“钢城义警”队队长刘炳坤说，“何姐调解室”里很热闹。", "Organization", {"“钢城义警”队", "“何姐调解室”"}),
    ("民乐镇环镇路正在扩建。", "Place", {"环镇路"}),
    ("迎泽区劲松社区的院子里，松之韵合唱团团长樊若兰清了清嗓子。", "Organization", {"松之韵合唱团"}),
    ("柳河小区有“江南小故宫”之美称，有南国故宫之称。", "Place", set()),
    ("楼道协商会召开31场。", "Organization", set()),
    ("调解的是桐城市人民法院驻村法官赵晨。", "Community", set()),
    ("党支部牵头选举产生楚水花苑业主委员会。", "Community", {"楚水花苑"}),
    ("小分队赴武汉理工大学招人。", "Organization", {"武汉理工大学"}),
    ("连日强降雨致融江水位暴涨，融江出现洪峰。", "Place", {"融江"}),
    ("九龙坡区白市驿镇的人到白市驿派出所办理。", "Agency", {"白市驿派出所"}),
    ("龙亭区站前社区很热闹。", "Community", {"站前社区"}),
    ("解州法庭管辖解州、龙居、席张3个乡镇。盐湖区的。", "Area", {"解州镇", "龙居镇", "席张乡", "盐湖区"}),
    ("英德市城北、和平、浈阳3个社区改造。", "Community", {"城北", "和平", "浈阳"}),
    ("副县长沙吾列任组长，副局长敖日格勒也来了。", "Person", {"沙吾列", "敖日格勒"}),
    ("选出楼栋长和老干部编成5个小组。", "Organization", set()),
    ("安徽省池州市昨天下雨。长江路东段通车。", "Place", {"长江路", "长江路东段"}),
    ("她在顺庆区人民法院民一庭工作。", "Agency", {"顺庆区人民法院", "顺庆区人民法院民一庭"}),
)


@pytest.mark.parametrize(("text", "kind", "names"), NAMED)
def test_names(text: str, kind: str, names: set[str]) -> None:
    assert named_in(text, kind) == names


SAID = (
    ("阿合奇县开会，克州水利局来人。", ("克州水利局", "subOrganizationOf", "克孜勒苏柯尔克孜自治州")),
    ("窗口搬至汉黄路6号福星惠誉红桥城。", ("福星惠誉红桥城", "locatedIn", "汉黄路")),
    ("诸城市相州镇的人来了。潍河相州段长5公里。", ("潍河相州段", "locatedIn", "相州镇")),
    ("诸城市的人来了。潍河石桥段长5公里。", ("潍河石桥段", "locatedIn", "潍河")),
    ("信阳市非公立医疗机构协会昨天成立。", ("信阳市非公立医疗机构协会", "locatedIn", "信阳市")),
    ("花垣县慈善总会捐来一批米面。", ("花垣县慈善总会", "subOrganizationOf", "花垣县")),
    ("重庆市又下雨了。重庆大学的师生来到现场。", ("重庆大学", "locatedIn", "重庆市")),
    ("柳河县红石街道枫林社区变了。枫林社区里的香榭丽小区很美。", ("香榭丽小区", "locatedIn", "枫林社区")),
)


@pytest.mark.parametrize(("text", "claim"), SAID)
def test_what_is_said(text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claims_in(text)


NOT_SAID = (
    ("河北省又下雨了。河北工业大学的师生来到现场。", ("河北工业大学", "locatedIn", "河北省")),
    ("柳河县今天下雨，里下河的水位涨了。", ("里下河", "locatedIn", "柳河县")),
)


@pytest.mark.parametrize(("text", "claim"), NOT_SAID)
def test_what_is_not_said(text: str, claim: tuple[str, str, str]) -> None:
    assert claim not in claims_in(text)


def test_a_county_named_in_passing_is_not_what_the_article_is_about() -> None:
    text = (
        "“塞上江南”宁夏银川追寻黄河梦\n在宁夏银川，污水集中处理。银川市曾经缺水。银川市水务局副局长丁明介绍，"
        "银川市有湿地1.92万公顷。银川市三区通水。银川市民高兴。宁夏累计投入湿地保护工程项目资金34.5亿元。"
        "闽宁镇的居民也喝上了黄河水。\n"
    )
    assert not any("永宁县" in name for name in named_in(text, "Project"))


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("责任编辑 韩玉洁 美术编辑 吕佳", {"韩玉洁", "吕佳"}),
        ("责任编辑：党晓宁 组版：石 蕾 校对：郭 娟", {"党晓宁", "石蕾", "郭娟"}),
        ("责编:唐文婧 版面:李昊 校对:何小芬", {"唐文婧", "李昊", "何小芬"}),
    ],
)
def test_who_made_the_page(line: str, names: set[str]) -> None:
    assert named_in(f"{line}\n# 柳河县新桥通车\n柳河县的新桥昨天通车，出行方便多了。\n", "Person") == names


def test_a_newspaper_alone_on_its_line() -> None:
    text = "南充日报\n2024年5月16日 星期四\n# 顺庆区新桥通车\n顺庆区的新桥昨天通车，出行方便多了。\n"
    assert named_in(text, "Organization") == {"南充日报"}


def test_who_signs_a_letter_from_a_reader() -> None:
    text = "读者来信\n# 路灯何时亮\n编辑同志：\n麦积区北道埠街道的路灯一直不亮。\n(麦积区读者 任建国)\n"
    assert named_in(text, "Person") == {"任建国"}


PEOPLE = (
    ("村党支部书记张运和带着8名党员入股。", {"张运和"}),
    ("82岁的退休工人侯福生端着餐盘坐下。", {"侯福生"}),
    ("柳河镇槐衙村脱贫户雷根娃翻开自家的账本。", {"雷根娃"}),
    ("县长李明和张华出席。", {"李明", "张华"}),
)


@pytest.mark.parametrize(("text", "names"), PEOPLE)
def test_where_names_end(text: str, names: set[str]) -> None:
    assert named_in(text, "Person") == names


def test_what_hangs_on_all_of_a_sort_is_read() -> None:
    text = "柳河县召开会议。全县中小学劳动教育实验校达到12所，柳河县城南中学有1所。"
    assert "柳河县城南中学" in named_in(text, "Organization")


def test_a_name_that_the_tagger_sees_inside_a_word_is_read() -> None:
    text = "2号线二期工程首通段将与一期贯通运营，打通镇海老城区与宁波中心城区公共交通动脉。"
    assert "宁波市" in named_in(text, "Area")
