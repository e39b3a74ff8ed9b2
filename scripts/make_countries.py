"""Make ``seeds/gazetteer/countries.tsv``: what countries and continents are called in Chinese.

    python scripts/make_countries.py

The names are those of Unicode's Common Locale Data Repository (CLDR, Unicode License), as the package ``babel`` brings them
(``pip install babel``), and a few of former states.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel import Locale

OUT = Path(__file__).resolve().parent.parent / "seeds" / "gazetteer" / "countries.tsv"
#: Codes that are no countries, and areas that the table of China's divisions has.
LEFT_OUT = frozenset({"CN", "HK", "MO", "TW", "UN", "EU", "EZ", "XA", "XB", "ZZ", "QO"})
#: Names that the repository gives otherwise or no longer gives.
MORE = {
    "CN": "中国", "GB": "英国", "SU": "苏联", "YU": "南斯拉夫", "CS": "捷克斯洛伐克", "DD": "东德",
    "KR": "韩国", "KP": "朝鲜", "AE": "阿联酋", "LK": "斯里兰卡", "CD": "刚果", "SA": "沙特",
}  # fmt: skip
_PLAIN = re.compile(r"[\u4e00-\u9fff]{2,12}")

HEADER = """# Countries and continents: no administrative areas of China; a name of one makes no entity by itself.
# Made by: python scripts/make_countries.py, from Unicode's CLDR.
# code	name
"""


def main() -> None:
    names = {(code, name) for code, name in Locale("zh").territories.items() if code not in LEFT_OUT}
    names |= set(MORE.items())
    rows = sorted((code, name) for code, name in names if _PLAIN.fullmatch(name))
    OUT.write_text(HEADER + "".join(f"{code}\t{name}\n" for code, name in rows), encoding="utf-8")
    print(f"{OUT}: {len(rows)} names")


if __name__ == "__main__":
    main()
