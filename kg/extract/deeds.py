"""What is done with something, before its name and none of it: 拟新建|住院楼, 集中开工|青禾物流园, 调研|罗围产业园."""

from __future__ import annotations

import re

from kg.extract.analysis import Analysis
from kg.extract.unit import Chains
from kg.knowledge.lexicon import BodyHead
from kg.knowledge.scanning import HeadMatch
from kg.types import EntityType

#: What is put up, begun or visited.
_DONE_TO: frozenset[EntityType] = frozenset({"Agency", "Organization", "Place", "Community"})
#: What is done, before a name.
_DEED = re.compile(
    r"[拟将]?(?:新改扩建|新建改扩建|改扩建|新建|扩建|改建|续建|迁建|拟建|在建)(?:了|的)?"
    r"|(?:规划|投资|计划|开工|项目)建设(?:了)?(?!管理|服务|指导|监督|监理|质量|工程|投资|开发|集团|发展|领导|指挥|协调|[与和及局委办])"
    r"|集中(?:开工|签约|竣工|投产|揭牌)|(?:实地|赴|到)?(?:调研|考察|视察)(?:了)?(?=[一-龥]{2})|率(?=党政)"
    r"|\d[余多]?[百千万亿]*元(?:[新改扩]建)?"
)
#: Bodies that are called by such a verb: 中铁建设集团.
_CALLED_SO = ("公司", "集团", "企业", "指挥部", "小组", "专班", "报")
#: So much of a name is left at least, where the verb begins it: 新建二|村 is a name.
_LEAST = 2
#: The next word is so long at the most.
_WORD = 5
#: Before a place where something is done, and the heads that are verbs, too.
_WHERE, _VERBS = ("在", "于"), frozenset({"建设", "改造", "扩建", "改扩建", "修建", "新建"})
#: Behind what is done to the place itself: 在某小区|改造|工程现场.
_ITSELF = (
    "工程",
    "项目",
    "现场",
    "期间",
    "过程",
    "工地",
    "方面",
    "工作",
    "施工",
    "指挥部",
    "领域",
    "时",
    "后",
    "前",
    "中",
    "之",
    "的",
)


def is_done_there(analysis: Analysis, chains: Chains, match: HeadMatch, site: int) -> bool:
    """Whether a head is the verb of what is done at a place, not to it: 在淮秀花园|建设|口袋公园2处."""
    if match.head.head not in _VERBS or analysis.text.startswith(_ITSELF, match.end):
        return False
    root = chains.units[site]
    while root.parent is not None and chains.units[root.parent].end == root.start:
        root = chains.units[root.parent]
    behind = analysis.words_in(match.end, match.end + _WORD)
    noun = bool(behind) and behind[0].start == match.end and behind[0].pos[:1] in "nmabj"
    return noun and analysis.text.endswith(_WHERE, 0, root.start)


def behind_deed(text: str, left: int, start: int, head: BodyHead) -> int:
    """Where a name begins whose own part [``left``, ``start``) first says what is done to it; ``left`` where it does not."""
    if head.type not in _DONE_TO or head.head.endswith(_CALLED_SO):
        return left
    deeds = list(_DEED.finditer(text, left, start))
    last = deeds[-1] if deeds else None
    if last is None or (last.start() == left and start - last.end() < _LEAST):
        return left
    return last.end()
