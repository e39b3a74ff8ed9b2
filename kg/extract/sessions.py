"""Events by their formal names: sessions of committees and congresses, festivals that are counted, anniversaries, and the
meeting that leads its clause up to the verb of holding it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.naming import Chain, draft
from kg.extract.wording import LEADS
from kg.knowledge.works import works
from kg.types import Mention

#: 会议 of a committee, counted: 区委五届四次全体会议, 省委九届八次全会; 县政协召开|十届常委会第四次会议;
#: of a government: 市政府第8次常务会议.
_SESSION = re.compile(
    r"(?P<held>(?:昨日|日前|近日)?(?:举行|召开)了?)?(?P<session>(?:第?[一二三四五六七八九十]+届(?:委员会|常委会|常务委员会)?)?第?[一二三四五六七八九十\d]+次(?:全体|常务|党组|主任|主席)?(?:\(扩大\)|（扩大）)?(?:会议|全会)"
    r"(?:暨[^，。；、\s精神]{2,14}?会议)?)"
)
#: 十五届36次市政府常务会议, where no body's name stands before it.
_COUNTED_SESSION = re.compile(
    r"(?<![第届\d一二三四五六七八九十])(?:第?[一二三四五六七八九十\d]{1,3}届)第?[一二三四五六七八九十百\d]{1,4}次[省市县区镇](?:政府|委)(?:党组|常务|常委会?)(?:会议|会)"
)
#: 某市第六届人民代表大会第四次会议, 市六届人大四次会议 for short.
_PEOPLES_CONGRESS = re.compile(
    r"第?(?P<term>[一二三四五六七八九十]{1,4})届(?:人民代表大会|人大)第?(?P<session>[一二三四五六七八九十]{1,4})次(?:全体)?会议"
)
#: 政协第十届新河县委员会第三次会议, whose usual name has the area first.
_CONFERENCE = re.compile(
    r"(?:中国人民政治协商会议|(?<!市)(?<!县)(?<!区)政协)第(?P<term>[一二三四五六七八九十]{1,4})届(?P<area>[\u4e00-\u9fff]{2,9}?)委员会"
    r"(?P<session>第[一二三四五六七八九十]{1,4}次(?:全体)?会议)"
)
#: What may stand for the area: 去年|县十一届人大三次会议.
_LEVELS = "省市县区旗"
_CONGRESS = re.compile(
    r"党的[一二三四五六七八九十]+大|党的十[一二三四五六七八九]?届[一二三四五六七]中全会|全国两会"
)
_FULL_SESSION = re.compile(
    r"(?:中共|中国共产党)[^，。；、\s“”《》]{2,14}第[一二三四五六七八九十]+(?:届|次)(?:委员会|代表大会)(?:第[一二三四五六七八九十]+次全体(?:\(扩大\)|（扩大）)?会议)?"
    r"(?:暨[^，。；、\s精神]{2,14}?会议)?"
)
#: 第六届社区邻居节, 第三届红叶徒步大会; 某届大赛|启动仪式 is another.
_EDITION = re.compile(
    r"第[一二三四五六七八九十]{1,3}届“?[^，。；：、“”《》（）\s届的]{2,14}?(?:节|大会|运动会|联赛|大赛|邀请赛|锦标赛|展会|博览会|展销会|论坛|文化周|艺术周)”?(?=[在于将日开闭启圆落昨今，。的上中期举拉])(?!(?:启动|开幕|闭幕)[仪式典])"
)
#: 十七届人大常委会举行|第九次会议, 第十八届人大常委会|第二十三次会议.
_BODY_HELD = re.compile(
    r"(?P<body>(?:第?[一二三四五六七八九十]{1,4}届)?(?:人大常委会|人大|政协常委会|政协))(?:(?:昨日|日前|近日)?(?:举行|召开)了?)?(?P<session>第[一二三四五六七八九十]{1,4}次(?:全体)?会议)"
)
#: A meeting that leads its clause: 全市|城乡建设暨民生实事项目推进会|在某地召开.
_MEETING = re.compile(
    r"(?P<own>[^，。；：“”《》\s]{2,30}?(?:推进会议?|现场会|动员会议?|座谈会|调度会议?|部署会议?|启动会|表彰会|表彰大会|总结会|现场推进会|工作会议"
    r"|工作会|大会|恳谈会|推介会|招聘会|发布会|培训班|培训会|研修班|演练|展演|音乐会|运动会))"
    r"(?:[\d月日上下午近昨今前年]{2,12})?(?:在[^，。；]{2,24})?(?:日前|昨日|近日|今日|正式|隆重|圆满|顺利|成功|如期)*"
    r"(?:召开|举行|举办|开幕|开班|开营|结业|落幕|收官)"
)
#: What a meeting is called after may stand before its area: “湘就业”某区秋季招聘会.
_MOTTO = re.compile("“[^”]{2,12}”")
_INSIDE_CLAUSE = re.compile("召开|举行|举办|出席|参加|召集|组织|[了的]")
_ANNIVERSARY = re.compile(
    r"(?:庆祝|纪念)?(?:建[党团军国校]|[\u4e00-\u9fff]{2,14}?(?:成立|建立|诞辰|解放|胜利))[一二三四五六七八九十百\d]{1,4}周年(?:大会|活动|仪式|晚会)?"
)
_LEADS_IN = re.compile(r".*(?:为|看|是|逢|庆祝|纪念|迎接|献礼|喜迎|正值|在)(?=[\u4e00-\u9fff]{2})")


def sessions(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """A committee's counted session, with the committee before it: 市委|八届六次全会暨某某工作会议."""
    for match in _FULL_SESSION.finditer(analysis.text):
        yield draft(analysis, "Event", match.start(), match.end(), "works.session", 0.9)
    yield from _congresses(analysis, chain)
    for match in _CONFERENCE.finditer(analysis.text):
        name = f"政协{match['area']}第{match['term']}届委员会{match['session']}"
        own = (match.group(), match["session"])
        yield draft(analysis, "Event", *match.span(), "works.session", 0.9, name, None, own)
    for match in _SESSION.finditer(analysis.text):
        unit = chain.ending_at(match.start())
        if unit is not None and chain.units[unit].type == "Agency":
            body, session = chain.mentions[unit], match["session"]
            start = match.start("session") if match["held"] else body.start
            name, span = body.name + session, (start, match.end())
            yield draft(analysis, "Event", *span, "works.session", 0.9, name, None, (session,))
    for match in _COUNTED_SESSION.finditer(analysis.text):
        unit = chain.ending_at(match.start())
        if unit is None:
            yield draft(analysis, "Event", match.start(), match.end(), "works.session.local", 0.7)
        elif chain.units[unit].type == "Area" and not chain.is_open(unit):
            area = chain.mentions[unit]
            span, name, forms = (area.start, match.end()), area.name + match.group(), (match.group(),)
            yield draft(analysis, "Event", *span, "works.session", 0.8, name, None, forms)
    for match in _CONGRESS.finditer(analysis.text):
        yield draft(analysis, "Event", match.start(), match.end(), "works.congress", 0.8)
    for match in works().methods.finditer(analysis.text):
        yield draft(analysis, "Method", match.start(), match.end(), "works.known", 0.8)
    for match in works().events.finditer(analysis.text):
        if any(u.start <= match.start() and match.end() < u.end for u in chain.units):
            continue  # 长征|出发地纪念馆
        yield draft(analysis, "Event", match.start(), match.end(), "works.known", 0.8)


def _congresses(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """A session of an area's people's congress: by its full name, which it has for short as well."""
    for match in _PEOPLES_CONGRESS.finditer(analysis.text):
        unit = chain.ending_at(match.start())
        level = analysis.text[match.start() - 1 : match.start()]
        session = f"第{match['term']}届人民代表大会第{match['session']}次会议"
        forms = (match.group(), session, f"{match['term']}届人大{match['session']}次会议")
        if unit is not None and chain.units[unit].type == "Area" and not chain.is_open(unit):
            area = chain.mentions[unit]
            span = area.start, match.end()
            yield draft(analysis, "Event", *span, "works.session", 0.9, area.name + session, None, forms)
        elif unit is None and level and level in _LEVELS:
            span = match.start() - 1, match.end()
            yield draft(analysis, "Event", *span, "works.session", 0.8, level + session, None, forms)


def national(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """What the whole country holds or keeps, and the sessions of a level: 中央农村工作会议, 第33个国际禁毒日, 市两会."""
    for pattern in (works().meetings, works().days):
        for match in pattern.finditer(analysis.text):
            yield draft(analysis, "Event", *match.span(), "works.nation", 0.75)
    for match in works().games.finditer(analysis.text):
        unit = chain.ending_at(match.start())
        city = chain.mentions[unit] if unit is not None and chain.units[unit].type == "Area" else None
        start = match.start() if city is None else city.start
        yield draft(analysis, "Event", start, match.end(), "works.nation", 0.75)
    for match in works().level_sessions.finditer(analysis.text):
        yield draft(analysis, "Event", *match.span(), "works.nation", 0.7)


def editions(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """某区|第六届社区邻居节在某地闭幕: a festival or contest of so many, with whose it is."""
    for match in _EDITION.finditer(analysis.text):
        unit = chain.ending_at(match.start())
        named = unit is not None and not chain.is_open(unit)
        owner = chain.mentions[unit] if unit is not None and named else None
        start = match.start() if owner is None else owner.start
        name = match.group() if owner is None else owner.name + match.group()
        forms = (match.group(),) if owner is not None else ()
        yield draft(analysis, "Event", start, match.end(), "works.edition", 0.75, name, None, forms)


def held_by(analysis: Analysis, chain: Chain) -> Iterator[Mention]:
    """全市[城乡建设暨民生实事项目推进会]在某地召开, 某县某届人大常委会举行[第九次会议]: what leads its clause up to the verb
    of holding it, whatever words it is made of."""
    for match in _BODY_HELD.finditer(analysis.text):
        unit = chain.ending_at(match.start())
        owner = chain.mentions[unit] if unit is not None and not chain.is_open(unit) else None
        if owner is not None and owner.type == "Area":
            name = owner.name + match["body"] + match["session"]
            span = match.span("session")
            yield draft(analysis, "Event", *span, "works.session", 0.75, name, None, (match["session"],))
    areas = {m.start: m for m in chain.mentions if m.type == "Area"}
    for clause in analysis.clauses:
        lead = LEADS.match(analysis.text, clause.start, clause.end)
        start = lead.end() if lead else clause.start
        motto = _MOTTO.match(analysis.text, clause.start, clause.end)
        area = areas.get(motto.end() if motto else start)
        meeting = _MEETING.match(analysis.text, area.end, clause.end) if area is not None else None
        if area is None or meeting is None or _INSIDE_CLAUSE.search(meeting["own"]):
            continue
        span = (motto.start() if motto else area.start), meeting.end("own")
        own: str = meeting["own"]
        name, forms = area.name + own, [own]
        if motto:
            name, forms = motto.group() + name, [name, *forms]
        yield draft(analysis, "Event", *span, "works.named", 0.7, name, None, tuple(forms))


def anniversaries(analysis: Analysis, _: Chain) -> Iterator[Mention]:
    """建党100周年, 某团成立50周年, 庆祝…成立50周年大会."""
    for match in _ANNIVERSARY.finditer(analysis.text):
        held = not match.group().endswith("周年")
        cut = re.search("庆祝|纪念", match.group()) if held else _LEADS_IN.match(match.group())
        start = match.start() + ((cut.start() if held else cut.end()) if cut else 0)
        yield draft(analysis, "Event", start, match.end(), "works.anniversary", 0.7)
