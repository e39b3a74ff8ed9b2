"""What its place in its clause makes of a name: it leads, is a circumstance, says whose another name is, or is listed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kg.extract.prominence import Prominence
from kg.types import EntityType, Mention

#: A name behind one of these is a circumstance or an addressee, not what the clause is about.
_ADJUNCT = re.compile(
    r"(?:[对向与和同给为将把被由据经在到从于及]|按照|根据|围绕|结合|依托|通过|邀请|组织|联合|借助|携手|位于|地处|来自|前往|延伸至|延伸到|通往|直达|毗邻|紧邻|相邻|(?:位于|地处|[坐座]落[于在])[^，。；]{0,6}的?)$"
)
#: Behind one of these the name is led, and acts itself in what follows: 某街道指导[某社区]召开会议.
_GUIDES = ("指导", "督促", "推动", "引导", "带领", "组织引导")
#: What may stand before the name that leads a clause.
_LEAD_IN = re.compile(
    r"[\d年月日上下午晚底初\s“”]+|目前|同时|近年来?|今年|去年|以来|截至|据了解|走进|其中|此外|如今|自"
)
#: A site that somebody goes to and looks at is what follows is told of: 在|某小区|，记者看到…
_AT = re.compile("(?:日前|近日|昨日|今日)?(?:记者)?(?:在|走进|来到|步入|漫步在?|走访)$")
_SEEN = re.compile(
    "(?:里|内|中|门口|工地|现场|施工现场)?，(?:记者|笔者)?(?:看到|见到|发现|注意到|只见|映入眼帘)"
)
_SITES: tuple[EntityType, ...] = ("Community", "Place", "Organization")
_PIVOT, LEADS, _OBJECT, _MODIFIER, CIRCUMSTANCE, _LISTED = 0.3, 0.2, -0.05, -0.15, -0.2, -0.3
#: No longer stretch stands between a name and what it modifies.
_SHORT_GAP = 14
#: 某区[副区长]某人: the area only says where the post is.
_TITLE = re.compile(r"(?:长|书记|主任|主席|经理|代表|委员|秘书)$")
#: What stands in brackets is passed over.
_ASIDE = re.compile(r"（[^（）]*）")
#: Whoever they have as 主任, 局长 … speaks or acts himself.
HOLDERS: tuple[EntityType, ...] = ("Area", "Agency", "Organization", "Community")


@dataclass(frozen=True)
class Roles(Prominence):
    """An article whose names can be asked for their parts in their clauses."""

    def role(self, mention: Mention) -> float:
        """What its place in its clause says for a mention: it leads, is a circumstance, or part of a list."""
        key = (mention.start, mention.end, mention.type)
        if key not in self._roles:
            self._roles[key] = self._judged_role(mention)
        return self._roles[key]

    @cached_property
    def _roles(self) -> dict[tuple[int, int, EntityType], float]:
        """The roles found so far: every number and date asks for those of the names around it."""
        return {}

    def _judged_role(self, mention: Mention) -> float:
        text, start = self.text, self.clause(mention.start)[0]
        if text.startswith(("、", "等"), mention.end) or text.endswith("、", 0, self.chain_start(mention)):
            return _LISTED
        if mention.type == "Place" and self.is_beside(mention):
            return CIRCUMSTANCE
        before = text[start : mention.start].rstrip("“")
        if before.endswith(_GUIDES) and not text.startswith(("的", "下"), mention.end):
            return _PIVOT
        if self._is_seen(mention, start):
            return LEADS
        chained = mention.type == "Area" and _ADJUNCT.search(text[start : self.chain_start(mention)])
        if chained or _ADJUNCT.search(before):
            return CIRCUMSTANCE
        if self._modifies(mention):
            return _MODIFIER
        owner = next(iter(self.within(start, mention.start)), None)
        if owner is not None and before.endswith("的"):
            return self._role_of_owned(self.mentions[owner], start)
        chain = self.chain_start(mention)
        return _OBJECT if _LEAD_IN.sub("", text[start:chain]) else LEADS

    def _is_seen(self, mention: Mention, start: int) -> bool:
        """Whether somebody is at a site, and looks at it."""
        looked = mention.type in _SITES and _SEEN.match(self.text, mention.end) is not None
        return looked and _AT.search(self.text, start, self.chain_start(mention)) is not None

    def is_listed(self, mention: Mention) -> bool:
        """Whether a mention stands in a list of its clause."""
        return self.role(mention) == _LISTED

    def leads(self, index: int) -> bool:
        """Whether a mention leads its clause."""
        return self.is_leading(self.mentions[index])

    def is_leading(self, mention: Mention) -> bool:
        """Whether ``mention`` leads its clause."""
        return self.role(mention) == LEADS

    def _role_of_owned(self, owner: Mention, start: int) -> float:
        """某公寓成立的“某学堂”, where the first leads the clause: so does the second."""
        leads = self._modifies(owner) and not _LEAD_IN.sub("", self.text[start : owner.start])
        return LEADS if leads else _OBJECT

    def _modifies(self, mention: Mention) -> bool:
        """Whether a name only says whose the next name is: 某街道某小区, 某公寓成立的“某学堂”."""
        end = min(self.clause(mention.start)[1], mention.end + _SHORT_GAP)
        for then in self.within(mention.end, end):
            between = _ASIDE.sub("", self.text[mention.end : self.mentions[then].start]).rstrip("“")
            if "（" not in between:
                holder = mention.type in HOLDERS and self.mentions[then].type == "Person"
                return (
                    not between or between.endswith("的") or (holder and _TITLE.search(between) is not None)
                )
        return False
