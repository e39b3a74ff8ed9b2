"""Whose numbers and days are in a text that tells of several at once: shares of a whole, stages of a work, sites in focus,
what somebody sets going, those who hold an event; each row with something that is said and something that is not."""

from __future__ import annotations

import pytest
from read_texts import claims_in, named_in

ISSUE = "2023年11月21日 星期二\n\n柳河县见闻\n\n本报讯（记者 李明）"

Claim = tuple[str, str, str]

ROWS: list[tuple[str, set[Claim], set[Claim]]] = [
    # Shares count what the whole counts, and the work is for those who have them; behind the last one the whole goes on.
    (
        "柳河县实施背街小巷整治42条，其中青石镇31条、云桥镇和新安镇各3条；新增停车泊位286个。",
        {
            ("青石镇", "other", "31"),
            ("云桥镇", "other", "3"),
            ("新安镇", "other", "3"),
            ("柳河县背街小巷整治", "targets", "青石镇"),
            ("柳河县背街小巷整治", "targets", "新安镇"),
            ("柳河县背街小巷整治", "parkingSpaces", "286"),
        },
        {("新安镇", "parkingSpaces", "286"), ("青石镇", "parkingSpaces", "286")},
    ),
    (
        "柳河县今年改造老旧小区11个，涉及楼房143幢；11个里头，青石镇占了8个，云桥镇3个。",
        {
            ("青石镇", "compounds", "8"),
            ("云桥镇", "compounds", "3"),
            ("柳河县老旧小区改造", "compounds", "11"),
        },
        {("柳河县老旧小区改造", "compounds", "8")},
    ),
    # Those who are counted up behind a work; those who only come from there are not what it is for.
    (
        "青石镇供水一体化工程涉及三个镇，惠及青石镇、云桥镇、新安镇3个乡镇。",
        {("青石镇供水一体化工程", "targets", "云桥镇")},
        set(),
    ),
    (
        "青石镇供水一体化工程涉及三个镇，用上水的来自云桥镇、新安镇2个乡镇。",
        set(),
        {("青石镇供水一体化工程", "targets", "云桥镇")},
    ),
    # What a work reaches has not its numbers.
    (
        "红兰路南延是今年新上的，总投资1.12亿元，要动迁灶南村37户，已签31户。",
        {("红兰路南延", "households", "37"), ("红兰路南延", "households", "31")},
        {("灶南村", "households", "37")},
    ),
    # Stages have their own numbers and days, and take the site out of focus; all of them together are the whole.
    (
        "枫林片区城市更新去年启动。一期去年6月完工，花了4800万元；二期投资7300万元；三期今年8月18日才进场。",
        {
            ("枫林片区城市更新一期", "completedOn", "2022-06"),
            ("枫林片区城市更新二期", "investment", "7.3e+07"),
            ("枫林片区城市更新三期", "startedOn", "2023-08-18"),
        },
        {("枫林片区城市更新", "investment", "7.3e+07")},
    ),
    # What stands behind one stage, named among others, is its own; when all are done, the whole is told of.
    (
        "青石镇安置房项目总投资3亿元。项目分两期实施，其中一期投资9000万元，今年5月6日开工。全部建成后，可安置移民620人。",
        {
            ("青石镇安置房项目", "investment", "3e+08"),
            ("青石镇安置房项目一期", "investment", "9e+07"),
            ("青石镇安置房项目一期", "startedOn", "2023-05-06"),
        },
        {("青石镇安置房项目", "investment", "9e+07"), ("青石镇安置房项目一期", "other", "620")},
    ),
    # What may not pass is no size of anything.
    (
        "云桥路改造项目正在施工，禁止5吨以上货车通行。",
        set(),
        {("云桥路改造项目", "other", "5"), ("云桥路", "other", "5")},
    ),
    # A plan's year ends with its part of the sentence; what stood so on a day was not done on it.
    (
        "柳河大桥工程原定今年完工，顺延到明年3月；青石镇供水一体化工程8月18日开工。",
        {("柳河大桥工程", "completedOn", "2024-03"), ("青石镇供水一体化工程", "startedOn", "2023-08-18")},
        {("青石镇供水一体化工程", "startedOn", "2024-08-18")},
    ),
    (
        "柳河县老旧小区改造进展顺利。截至10月15日，老旧小区改造开工58个。",
        set(),
        {("柳河县老旧小区改造", "startedOn", "2023-10-15")},
    ),
    # A work right before its date; the building that the words behind a year point at.
    (
        "枫林小区改造早就完工；柳林小区改造今年4月开工，22栋、913户，投资3680万元。",
        {("柳林小区改造", "startedOn", "2023-04"), ("柳林小区改造", "households", "913")},
        {("枫林小区改造", "startedOn", "2023-04")},
    ),
    (
        "石婆婆住在枫林社区纺机宿舍3号楼。1992年建成的这栋楼七层两个单元。",
        {("纺机宿舍3号楼", "builtIn", "1992")},
        {("枫林社区", "builtIn", "1992")},
    ),
    # An event that is to be held, and of which somebody only heard on the day before; its holders, said in two ways.
    (
        "记者11月5日从县人社局获悉，由该局与县总工会共同主办的返乡人员冬季招聘会，将于12月9日在柳河县文体中心举行。",
        {
            ("返乡人员冬季招聘会", "heldOn", "2023-12-09"),
            ("柳河县总工会", "participatesIn", "返乡人员冬季招聘会"),
        },
        {("返乡人员冬季招聘会", "heldOn", "2023-11-05")},
    ),
    (
        "参加“迎新年”健步走活动的市民从起点出发，大家参加了此次由县教育局主办、县老年人体育协会承办的活动。",
        {
            ("柳河县教育局", "participatesIn", "“迎新年”健步走活动"),
            ("柳河县老年人体育协会", "participatesIn", "“迎新年”健步走活动"),
        },
        set(),
    ),
    # What happens at an event is its own; what somebody sets going is told of, but not what he does himself.
    (
        "11月18日，柳河县第六届社区邻居节在文化广场闭幕，历时一个月，共办活动84场。",
        {("柳河县第六届社区邻居节", "events", "84")},
        set(),
    ),
    (
        "枫林社区推出“日历敲门法”，现有38名志愿者。",
        {("“日历敲门法”", "participants", "38")},
        {("枫林社区", "participants", "38")},
    ),
    (
        "柳河县纪委建立“问题清单”机制，约谈干部13人。",
        set(),
        {("“问题清单”机制", "other", "13")},
    ),
    # A disaster's damage; how long a bridge is, and who carries out what is called after a company or a task force.
    (
        "6月3日夜，青石镇遭遇短时强降雨，铁佛村2处道路塌方，转移群众37户。",
        {("青石镇短时强降雨", "households", "37")},
        {("铁佛村", "households", "37")},
    ),
    (
        "柳河大桥全长1126米，主跨210米。",
        {("柳河大桥", "length", "1126")},
        {("柳河大桥建设", "length", "1126")},
    ),
    (
        "云桥镇拿下青岛渔小满食品有限公司的中央厨房项目，投资2.1亿元。",
        {("青岛渔小满食品有限公司", "implements", "中央厨房项目")},
        set(),
    ),
    (
        "青石镇供水一体化工程涉及四个镇，由柳河县水利局实施。县水利局副局长、工程指挥部常务副指挥王德明说，水压已经稳了。",
        {("柳河县水利局工程指挥部", "implements", "青石镇供水一体化工程")},
        set(),
    ),
    # All the schools of a county have no name together: their number is the county's, and their headmaster another school's.
    (
        "县教育局通报，全县义务教育阶段学校14所，寄宿制学生4312人。",
        {("柳河县", "other", "14"), ("柳河县", "other", "4312")},
        set(),
    ),
    # Who only draws a work does not carry it out.
    (
        "枫林小区改造今年5月开工，由柳河县住建局实施。设计单位娄底宏城建筑设计院排了48个车位。",
        {("柳河县住房和城乡建设局", "implements", "枫林小区改造")},
        {("娄底宏城建筑设计院", "implements", "枫林小区改造")},
    ),
    # The one programme of an article is done to the compound whose own renewal it tells of.
    (
        "枫林小区1994年建成。今年3月改造进场，总投资2160万元，9月底完工。柳河县今年要改造老旧小区11个。",
        {("柳河县老旧小区改造", "targets", "枫林小区"), ("枫林小区改造", "investment", "2.16e+07")},
        set(),
    ),
    # A compound lies in the neighbourhood that is named right behind its street.
    (
        "在云桥街道健康路社区，市物资局家属院的改造已经完成。",
        {("物资局家属院", "locatedIn", "健康路社区")},
        {("物资局家属院", "locatedIn", "云桥街道")},
    ),
]


@pytest.mark.parametrize(("text", "said", "unsaid"), ROWS)
def test_whose_they_are(text: str, said: set[Claim], unsaid: set[Claim]) -> None:
    found = claims_in(ISSUE + text)
    assert said - found == set()
    assert unsaid & found == set()


SITES = [
    # Below a headline and its subtitle its site stays in focus; 这座水厂; a street that only says where something is.
    (
        "枫林小区里三棵樟树\n——树不动，车位砍到36个\n本报讯（记者 李明）大家都满意。5月20日进场，9月28日完工，埋管1.3公里。",
        {"枫林小区改造"},
    ),
    (
        "柳河县见闻\n本报讯（记者 李明）汤河村通上的是柳河县大河岸水厂的水。这座水厂去年10月开工，总投资3680万元。",
        {"柳河县大河岸水厂建设"},
    ),
    (
        "柳河县见闻\n本报讯（记者 李明）新院区位于东外环与平安大街交叉口，总投资6.2亿元，去年6月奠基，明年封顶。",
        set[str](),
    ),
    # Lifts are a work of their own, so many of them the area's.
    (
        "柳河县见闻\n本报讯（记者 李明）枫林小区今年3月改造进场，总投资2160万元。枫林小区加装电梯的事还差点火候。",
        {"枫林小区改造", "枫林小区加装电梯"},
    ),
    (
        "柳河县见闻\n本报讯（记者 李明）枫林小区加装电梯工程今年5月动工，惠及居民96户，10月竣工。",
        {"枫林小区加装电梯"},
    ),
    ("柳河县今年46部加装电梯投用\n本报讯（记者 李明）居民都说好。", {"柳河县加装电梯"}),
    ("柳河县见闻\n本报讯（记者 李明）柳河县全年改造农村户厕1.2万户。", {"柳河县农村户厕改造"}),
]


@pytest.mark.parametrize(("text", "works"), SITES)
def test_works_that_a_sites_own_sentences_tell(text: str, works: set[str]) -> None:
    assert named_in(text, "Project") == works


WAYS = [
    ("柳河县枫林社区先后开了11次“板凳会”。", {"“板凳会”"}),
    ("柳河县每月28日为“绿议日”，请居民坐到公园里提意见。", {"“绿议日”"}),
    ("柳河县居民说“会”开得好。", set[str]()),
]


@pytest.mark.parametrize(("text", "ways"), WAYS)
def test_quoted_names_that_are_all_head_and_days_that_are_kept(text: str, ways: set[str]) -> None:
    assert named_in(text, "Method") == ways


def test_a_page_says_itself_which_year_the_one_before_last_was() -> None:
    text = (
        "柳河县见闻\n本报讯（记者 李明）前年，也就是2022年10月，枫林小区改造启动。柳林小区改造今年4月开工。"
    )
    assert ("柳林小区改造", "startedOn", "2024-04") in claims_in(text)
