"""Reading order, headlines, paragraphs and captions of pages, from lines with boxes."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reader.layout.arranging import arrange
from kg.reader.layout.geometry import Box, Line, Sheet, advance
from kg.reader.layout.leaves import Found, pages_of
from kg.types import Region

EM = 10.0
LEADING = 15.0


def line(text: str, x: float, y: float, size: float = EM, right: float | None = None) -> Line:
    """``text`` set at a place; stretched to end at ``right``."""
    width = size * sum(map(advance, text))
    stretch = 1.0 if right is None else (right - x) / width
    at, middles = x, []
    for char in text:
        step = size * advance(char) * stretch
        middles.append(at + step / 2)
        at += step
    return Line(text, Box(x, y, at, y + size), tuple(middles), size)


def column(words: str, x: float, y: float, chars: int = 10) -> list[Line]:
    """A paragraph set in a column: indented by two characters, lines full but for the last."""
    text = "　　" + words
    found = []
    for number, start in enumerate(range(0, len(text), chars)):
        part = text[start : start + chars]
        bare = part.lstrip("　")
        left = x + EM * (len(part) - len(bare))
        full = len(part) == chars and start + chars < len(text)
        found.append(line(bare, left, y + number * LEADING, right=x + chars * EM if full else None))
    return found


def read(*lines: Line, rules: tuple[Box, ...] = (), pictures: tuple[Box, ...] = (), **size: float) -> str:
    """The text of one page, its blocks parted by a bar."""
    return "|".join(
        text_of(Sheet(1, size.get("width", 400), size.get("height", 600), lines, rules, pictures))
    )


def text_of(sheet: Sheet) -> list[str]:
    page = next(iter(pages_of([Found(sheet, lambda box: region(sheet, box))], str, "image/png")))
    return page.text.split("\n\n")


def region(sheet: Sheet, box: Box) -> Region:
    return Region(sheet.number, box.x0, box.y0, box.width, box.height, "pixel")


#: Words without a stop inside, so that only the layout parts them.
A, B, C = "甲乙丙丁戊己庚辛壬癸" * 3, "天地玄黄宇宙洪荒日月" * 3, "金木水火土东南西北中" * 3


def _aligned() -> list[Line]:
    return column(A + "。", 20, 100) + column(B + "。", 140, 100) + column(C + "。", 260, 100)


def test_columns_whose_lines_are_level_are_read_one_after_the_other():
    assert read(*_aligned()) == f"{A}。|{B}。|{C}。"


def test_a_headline_heads_all_columns_though_it_is_as_wide_as_the_one_below_it():
    assert read(line("民心工程", 150, 60, 20), *_aligned()) == f"# 民心工程|{A}。|{B}。|{C}。"


def test_a_byline_in_the_middle_below_a_headline_is_read_before_the_columns():
    heads = (line("民心工程", 150, 50, 20), line("本报记者", 170, 78))
    assert read(*heads, *_aligned()) == f"# 民心工程|本报记者|{A}。|{B}。|{C}。"


@pytest.mark.parametrize("ruled", [True, False])
def test_stories_side_by_side_keep_their_own_headlines(ruled: bool):
    rules = (Box(250, 50, 250.5, 220),) if ruled else ()
    first = [line("两栏文章标题", 80, 60, 20), *column(A + "。", 20, 100), *column(B + "。", 140, 100)]
    second = [line("右边标题", 265, 60, 20), *column(C + "。", 260, 100)]
    assert read(*second, *first, rules=rules) == f"# 两栏文章标题|{A}。|{B}。|# 右边标题|{C}。"


@pytest.mark.parametrize("gap, rules", [(4.0, (Box(20, 166, 360, 166.5),)), (40.0, ())])
def test_rows_of_stories_are_parted_by_a_rule_or_by_a_wide_gap(gap: float, rules: tuple[Box, ...]):
    """Above and below the columns are the same: only what stands between tells that the text does not run through."""
    below = [
        each
        for x, words in ((20, "上"), (140, "中"), (260, "下"))
        for each in column(words * 12, x, 157 + 10 + gap)
    ]
    expected = f"{A}。|{B}。|{C}。|{'上' * 12}|{'中' * 12}|{'下' * 12}"
    top = [each for each in _aligned() if each.box.y1 <= 165]
    assert read(*below, *top, rules=rules) == expected


def test_a_paragraph_goes_on_at_the_head_of_the_next_column():
    words = A + B
    left, right = words[:18], words[18:]
    rest = [line(right[i : i + 10], 140, 100 + LEADING * n) for n, i in enumerate(range(0, len(right), 10))]
    assert read(*column(left, 20, 100)[:-1], line(left[8:18], 20, 115), *rest) == words


def test_words_below_a_picture_are_its_caption_and_leave_the_paragraph_whole():
    start = column("甲" * 28, 20, 100)
    caption = [line("图为改造后的小巷。", 20, 252, 9), line("赵明摄", 20, 266, 9)]
    rest = [line("乙" * 10, 20, 290), line("丙丙丙。", 20, 305)]
    text = read(*start, *caption, *rest, pictures=(Box(20, 160, 120, 248),))
    assert text == f"{'甲' * 28}{'乙' * 10}丙丙丙。|![图为改造后的小巷。赵明摄]()"


def test_headlines_are_told_by_their_type():
    heads = (line("区住建局", 20, 40, 12), line("岗位送到家门口", 20, 60, 18), line("惠及千人", 20, 82, 13))
    inner = line("先算账再开工", 30, 160, 11.8)
    body, more = column(A + "。", 20, 105), column(B + "。", 20, 180)
    assert read(*heads, *body[:3], line("癸。", 20, 144), inner, *more).startswith(
        "## 区住建局|# 岗位送到家门口|## 惠及千人|"
    )
    assert "|### 先算账再开工|" in read(*heads, *body[:3], line("癸。", 20, 144), inner, *more)


@pytest.mark.parametrize(
    "first, second, joined",
    [
        ("区委十二届十次", "全会召开", "区委十二届十次全会召开"),
        ("小院合大院", "旧巷变新景", "小院合大院 旧巷变新景"),
    ],
)
def test_a_headline_in_two_lines_is_one(first: str, second: str, joined: str):
    """A space is left where the first line was ended on purpose: another character would have had room."""
    size = 13.5
    middle = 20 + 50
    lines = [
        line(words, middle - size * len(words) / 2, 40 + n * 17, size)
        for n, words in enumerate((first, second))
    ]
    assert read(*lines, *column(A + "。", 20, 80)).startswith(f"# {joined}|")


def test_running_heads_and_page_numbers_are_no_text_and_are_told():
    head = (
        line("2024年1月18日", 20, 20),
        line("星期四", 180, 20),
        line("清河日报", 240, 20),
        line("第03版", 330, 20),
    )
    sheet = Sheet(7, 400, 600, (*head, *_aligned(), line("- 7 -", 190, 580)))
    page = next(iter(pages_of([Found(sheet, lambda box: region(sheet, box))], str, "image/png")))
    assert page.text == f"{A}。\n\n{B}。\n\n{C}。"
    assert (page.date, page.paper, page.number) == ("2024-01-18", "清河日报", "03")
    assert dict(page.origins) == {"date": "running head", "number": "running head", "paper": "running head"}


def test_words_at_the_edge_of_several_pages_are_a_running_head():
    sheets = [
        Sheet(
            n, 400, 600, (line("关于老旧小区改造的报告", 20, 20), line(f"第{n}章", 20, 60, 16), *_aligned())
        )
        for n in (1, 2, 3)
    ]
    pages = list(
        pages_of(
            [Found(sheet, lambda box: region(sheets[0], box)) for sheet in sheets], str, "application/pdf"
        )
    )
    assert len(pages) == 3
    assert all("报告" not in page.text for page in pages)


def test_a_report_runs_on_over_its_pages():
    whole = A + B + "。"
    first = Sheet(1, 400, 600, (line("工作报告", 20, 40, 20), *column(whole[:18], 20, 500)))
    second = Sheet(
        2, 400, 600, (*(line(whole[18:][i : i + 10], 20, 60 + 1.5 * i) for i in range(0, 43, 10)),)
    )
    found = [Found(sheet, lambda box, sheet=sheet: region(sheet, box)) for sheet in (first, second)]  # type: ignore[misc]
    (page,) = pages_of(found, lambda number: f"a.pdf#page={number}", "application/pdf")
    assert page.id == "a.pdf#page=1"
    assert page.text.replace("\n\n", "") == f"# 工作报告{whole}"
    assert {anchor.locator.page for anchor in page.anchors if isinstance(anchor.locator, Region)} == {1, 2}


def _newspaper(number: int, printed: str, *lines: Line) -> Sheet:
    return Sheet(number, 400, 600, (line("2024年1月18日", 20, 20), line(f"第{printed}版", 330, 20), *lines))


def test_a_story_that_is_continued_on_another_page_is_read_where_it_begins():
    opening = [line("民心工程暖人心", 20, 60, 16), *column(A + "（下转第4版）", 20, 100)]
    other = [line("另一篇文章", 160, 60, 20), *column(B + "。", 160, 100)]
    rest = [line("民心工程暖人心", 20, 60, 16), *column("（上接第1版）" + C + "。", 20, 100)]
    last = [line("四版头条", 160, 60, 20), *column("末" * 20 + "。", 160, 100)]
    sheets = [_newspaper(1, "01", *opening, *other), _newspaper(2, "04", *rest, *last)]
    found = [Found(sheet, lambda box, sheet=sheet: region(sheet, box)) for sheet in sheets]  # type: ignore[misc]
    first, second = pages_of(found, str, "application/pdf")
    assert first.text == f"# 民心工程暖人心\n\n{A}\n\n{C}。\n\n# 另一篇文章\n\n{B}。"
    assert second.text == f"# 四版头条\n\n{'末' * 20}。"
    moved = next(anchor for anchor in first.anchors if first.text[anchor.start] == C[0])
    assert isinstance(moved.locator, Region)
    assert moved.locator.page == 2


def test_the_rows_of_a_ruled_table_are_read_one_by_one():
    cells = [("小区名称", "建成年份", "户数"), ("晨曦小区", "1988", "620"), ("安居园", "1995", "310")]
    lines = [
        line(words, x, 200 + 24 * n)
        for n, row in enumerate(cells)
        for x, words in zip((30, 150, 270), row, strict=True)
    ]
    lying = [Box(20, 193 + 24 * n, 380, 193.5 + 24 * n) for n in range(4)]
    standing = [Box(x, 193, x + 0.5, 265) for x in (20, 140, 260, 380)]
    above, below = column(A + "。", 20, 100, 36), column(B + "。", 20, 280, 36)
    text = read(*above, *lines, *below, rules=(*lying, *standing))
    assert text == f"{A}。|小区名称；建成年份；户数。|晨曦小区；1988；620。|安居园；1995；310。|{B}。"


@given(st.randoms(use_true_random=False), st.floats(0.05, 60.0), st.floats(-300.0, 3000.0))
def test_neither_the_order_of_lines_nor_the_scale_nor_the_place_matters(
    chance: random.Random, scale: float, shift: float
):
    heads = (line("民心工程", 150, 50, 20), line("本报记者", 170, 78))
    lines = [*heads, *_aligned()]
    rules = (Box(130, 95, 130.5, 160), Box(250, 95, 250.5, 160))
    chance.shuffle(lines)

    def box(old: Box) -> Box:
        return Box(*((value + shift) * scale for value in (old.x0, old.y0, old.x1, old.y1)))

    moved = [
        replace(
            each,
            box=box(each.box),
            middles=tuple((value + shift) * scale for value in each.middles),
            size=each.size * scale,
        )
        for each in lines
    ]
    sheet = Sheet(1, 400 * scale, 600 * scale, tuple(moved), tuple(map(box, rules)))
    arranged = arrange(replace(sheet, height=1e9))  # nothing stands at an edge
    words = ["".join(line.text for line in block.lines) for block in arranged.blocks]
    assert words == ["民心工程", "本报记者", f"{A}。", f"{B}。", f"{C}。"]


@given(
    st.lists(
        st.tuples(st.floats(0, 500), st.floats(0, 800), st.integers(1, 30), st.floats(4, 40)),
        min_size=1,
        max_size=40,
    ),
    st.lists(
        st.tuples(st.floats(0, 500), st.floats(0, 800), st.floats(0, 300), st.floats(0, 300)), max_size=10
    ),
)
def test_every_line_is_read_once_however_it_stands(
    places: list[tuple[float, float, int, float]], drawn: list[tuple[float, float, float, float]]
):
    lines = tuple(line("字" * count, x, y, size) for x, y, count, size in places)
    boxes = tuple(Box(x, y, x + w, y + h) for x, y, w, h in drawn)
    arranged = arrange(Sheet(1, 600, 900, lines, boxes[:5], boxes[5:]))
    read = sum(each.text.count("字") for block in arranged.blocks for each in block.lines)
    assert read + sum(len(each.text) for each in arranged.around) == sum(len(each.text) for each in lines)
