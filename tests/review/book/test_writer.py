"""HTML in, Typst out: nothing of a page is lost, read as markup, or printed by guess."""

from __future__ import annotations

import re

import lxml.html
import pytest

from laid_page import page, written
from review.book import table_measures
from review.book.links import Links
from review.book.writer import Writer
from review.refusal import Refusal


def test_text_is_never_markup() -> None:
    assert (
        written('<p>#eval("1") *a* $x$ \\ "q" &lt;b&gt; @k</p>')
        == r'#"#eval(\"1\") *a* $x$ \\ \"q\" <b> @k";'
    )


def test_blanks_are_collapsed_as_a_browser_does() -> None:
    assert (
        written("<p> 甲 \n <strong> 乙</strong> 丙&nbsp;丁 </p>")
        == '#"甲 ";#tag-strong([#"乙";]);#" 丙\u00a0丁 ";'
    )


def test_a_link_stands_for_its_place_and_shows_its_page_once_in_a_block() -> None:
    other = page('<h2 id="two">二</h2><p id="p">文</p>', "zh/review/other")
    shown = written(
        (
            '<p><a href="other.html#two">甲</a>、<a class="datum" href="other.html#p">乙'
            '</a></p><p><a href="other.html">丙</a></p>'
        ),
        other,
    )
    assert shown == (
        '#tag-a([#"甲";], to: "zh/review/other#two");#"\u2060";#mark("zh/review/other#two"'
        ', ());#"、";#class-datum([#tag-a([#"乙";], to: "zh/review/other#p");'
        "]);\n\n"
        '#tag-a([#"丙";], to: "zh/review/other");#"\u2060";#mark("zh/review/other", ());'
    )


def test_a_label_is_put_down_only_where_a_link_leads() -> None:
    assert (
        written('<p><span id="a"></span>甲<span id="b"></span>乙 <a href="#b">丙</a></p>')
        == '#"甲";#anchor("zh/review/one#b");#"乙 ";#tag-a([#"丙";], to: "zh/review/one#b");'
    )


def test_a_link_to_a_page_outside_the_book_needs_the_address_of_the_site() -> None:
    body = '<p><a href="../timeline.html#y">甲</a></p>'
    assert written(body) == '#"甲";'
    assert (
        written(body, base="https://example.org/")
        == '#tag-a([#"甲";], address: "https://example.org/zh/timeline.html#y");'
    )


def test_the_page_of_a_term_is_its_entry_in_the_glossary() -> None:
    glossary = page(
        '<table><tr><td><span id="drug"></span><a href="agents/drug.html">药</a></td></tr></table>',
        "zh/glossary",
    )
    assert (
        written('<p><a href="../agents/drug.html">药</a></p>', glossary)
        == '#tag-a([#"药";], to: "zh/glossary#drug");'
    )
    assert "to: " not in written(
        '<table><tr><td><span id="drug"></span><a href="agents/drug.html">药</a></td></tr></table>',
        uri="zh/glossary",
    )


def test_an_entry_of_the_glossary_leads_to_others_and_not_to_itself() -> None:
    row = (
        '<table><tr><td><span id="map"></span><a href="regimens/map.html">MAP'
        '</a></td><td><a href="agents/drug.html">药</a></td></tr><tr><td>'
        '<span id="drug"></span><a href="agents/drug.html">药</a></td></tr>'
        "</table>"
    )
    shown = written(row, uri="zh/glossary")
    assert re.findall(r'to: "([^"]+)"', shown) == ["zh/glossary#drug"]


def test_a_link_to_a_page_that_a_chapter_of_the_book_stands_for_leads_there() -> None:
    one, summary = (
        page('<p><a href="../status.html">时效</a><a href="../references.html">文献</a></p>'),
        page("<p>甲</p>", "zh/index"),
    )
    links = Links(
        {each.uri: each for each in (one, summary)},
        "https://example.org/",
        labels={"status": "book:status"},
    )
    shown = Writer(one, links).write()
    assert (
        '#tag-a([#"时效";], to: "book:status");' in shown
        and 'address: "https://example.org/zh/references.html");' in shown
        and links.dangling() == []
    )


def test_a_chapter_is_called_as_the_book_calls_it() -> None:
    one, home = (
        page(
            '<p><a href="../index.html#two">一 › 乙</a>、<a href="../index.html">One'
            '</a>、<a href="../index.html">别的话</a></p>'
        ),
        page('<h2 id="two">乙</h2>', "zh/index"),
    )
    shown = Writer(
        one,
        Links(
            {each.uri: each for each in (one, home)},
            names={"zh/index": {"一": "概要", "One": "Summary"}},
        ),
    ).write()
    assert '[#"概要 › 乙";]' in shown and '[#"Summary";]' in shown and '[#"别的话";]' in shown


def test_a_link_to_a_record_is_its_number() -> None:
    shown = written(
        '<p>甲. <a class="pubmed" href="https://pubmed.ncbi.nlm.nih.gov/28440953/">PubMed'
        '</a> <a class="pmc" href="https://pmc.ncbi.nlm.nih.gov/articles/PMC5762200/">PMC'
        "</a></p>"
    )
    assert '[#"PMID 28440953";]' in shown and '[#"PMC5762200";]' in shown and "PubMed" not in shown


def test_a_command_is_parted_only_behind_a_blank_or_a_stroke() -> None:
    shown = written("<p>甲<code>python hooks new --doi docs/a.yml</code>；</p>")
    assert (
        re.findall(r'#tag-code\("([^"]*)", true\)', shown)
        == ["python ", "hooks ", "new ", "--doi ", "docs/", "a.yml"]
        and shown.startswith("#with-code([")
        and shown.endswith('#"\u2060";#"；";]);')
    )


def test_no_dot_stands_before_the_frame_of_a_verdict() -> None:
    assert '#" ";#class-status([#class-status-positive(' in written(
        '<p><small>甲</small> · <span class="status status-positive">达到</span></p>'
    )
    assert '#" · ";' in written("<p><small>甲</small> · <em>乙</em></p>")


def test_an_item_of_the_main_results_stays_on_one_page() -> None:
    shown = written(
        '<div class="keyresults"><p>题</p><ul><li>甲</li></ul><details class="rest">'
        "<summary>其余</summary><ul><li>乙</li></ul></details><p>注</p></div>"
    )
    assert shown == (
        '#class-keyresults([#"题";\n\n#tag-ul([#kept([#"甲";\n\n]);]);\n\n#kept([#tag-ul(['
        '#kept([#"乙";\n\n]);]);\n\n#"注";\n\n]);]);'
    )
    assert (
        written('<div class="keyresults"><p>没有</p></div>') == '#class-keyresults([#"没有";\n\n]);'
    )


def test_a_link_to_what_is_not_printed_is_refused() -> None:
    here = page('<p><a href="#menu">甲</a></p><div class="picks" id="menu">乙</div>')
    assert [(reason.page, reason.en) for reason in Links({here.uri: here}).dangling()] == [
        (
            "zh/review/one.html",
            "a link leads to zh/review/one#menu, which is not printed in the book",
        )
    ]


def test_citations_are_numbered_through_the_book_and_runs_filled_and_cut() -> None:
    listed = (
        '<ol class="references">'
        + "".join(f'<li id="ref-{key}">{key}</li>' for key in ("a2001", "b2002", "c2003"))
        + "</ol>"
    )
    body = (
        f'<p>甲<sup class="citation" id="cite-1">[<a href="#ref-a2001">1</a>–'
        f'<a href="#ref-c2003">3</a>]</sup>。</p>{listed}'
    )
    assert page(body).citations == [("a2001", "b2002", "c2003")]
    assert (
        '#class-citation(("a2001", "b2002", "c2003", ), ((1, "a2001", ), '
        '(2, "", ), (3, "c2003", ), ));#"。";'
    ) in written(body)
    before = page(
        f'<p><sup class="citation" id="cite-1">[<a href="#ref-c2003">1</a>]</sup></p>{listed}',
        "zh/review/before",
    )
    shown = Links(
        {each.uri: each for each in (before, page(body))},
        numbers={"c2003": 1, "a2001": 2, "b2002": 3},
    )
    assert (
        shown.destination(
            page(body), lxml.html.fragment_fromstring('<a href="#ref-c2003">3</a>')
        ).label
        == "ref:c2003"
    )


def test_the_items_of_a_pair_keep_their_own_citations() -> None:
    """They are written item beside item, not in the order of the page."""

    def side(language: str, name: str) -> str:
        return (
            f'<div lang="{language}"><ul>'
            + "".join(
                f'<li>{name}{n}<sup class="citation">[<a href="#ref-k200{n}">{n}</a>]</sup></li>'
                for n in (1, 2)
            )
            + "</ul></div>"
        )

    listed = '<ol class="references"><li id="ref-k2001">1</li><li id="ref-k2002">2</li></ol>'
    shown = written(
        f'<div class="pair">{side("zh", "甲")}{side("en", "A")}</div>{listed}',
        uri="zh-en/review/one",
    )
    assert re.findall(r'#"([甲A][12])";#class-citation\(\("(\w+)"', shown) == [
        ("甲1", "k2001"),
        ("A1", "k2001"),
        ("甲2", "k2002"),
        ("A2", "k2002"),
    ]


def test_a_table_of_a_parallel_book_leads_to_its_own_chapters() -> None:
    chapter = page('<h2 id="two">二</h2>', "zh-en/review/other")
    assert written(
        '<p><a href="../review/other.html#two">甲</a></p>', chapter, uri="zh/trials/one"
    ).startswith('#tag-a([#"甲";], to: "zh-en/review/other#two");')


def test_the_page_of_a_figure_stands_at_the_end_of_its_clause() -> None:
    table, trial = page('<p id="p">文</p>', "zh/trials/t"), page("<p>文</p>", "zh/trials/u")
    shown = written(
        (
            '<p>甲 <a class="datum" href="../trials/t.html#p">1446</a> 例无转移，乙。'
            '<a href="../trials/u.html">名</a> 的队列</p>'
        ),
        table,
        trial,
    )
    assert shown == (
        '#"甲 ";#class-datum([#tag-a([#"1446";], to: "zh/trials/t#p");]);'
        '#"\u00a0例无转移";#mark("zh/trials/t#p", ());#"\u2060，乙。";'
        '#tag-a([#"名";], to: "zh/trials/u");#"\u2060";#mark("zh/trials/u", ());#"的队列";'
    )
    assert (
        written(
            '<table><tr><td><a class="datum" href="../trials/t.html#p">7</a></td></tr></table>',
            table,
        ).count("#mark(")
        == 1
    )


def test_no_line_ends_within_a_figure() -> None:
    shown = written(
        '<p>HR 0.98，95% <abbr>CI</abbr> <span class="whole">0.78～1.23</span>，100 '
        "mg，GB/T 7714—2025</p>"
    )
    assert (
        '#"HR\u00a00.98，95%\u00a0";#tag-abbr([#"CI";]);#" ";#class-whole(' in shown
        and "100\u00a0mg" in shown
        and '7714\u2060—2025";' in shown
    )
    english = Writer(
        one := page(
            "<p>HR 0.98, 95% CI <span>0.78–1.23</span>, −7.8 to 2.2, 14 of 42 at 6 months</p>",
            "en/review/one",
            "en-GB",
        ),
        Links({one.uri: one}),
    ).write()
    assert (
        '#"HR\u00a00.98, 95%\u00a0CI\u00a0";#"0.78\u2060–1.23";#", −7.8\u00a0to\u00a02.2, '
        '14\u00a0of\u00a042 at 6\u00a0months";'
    ) in english
    assert "\u00a0" not in written("<table><tr><td>HR 0.98（95% CI 0.78）</td></tr></table>")


def test_a_chinese_line_of_a_cell_does_not_end_with_one_character_alone() -> None:
    shown = [
        written(f"<table><tr><td>{text}</td></tr></table>")
        for text in ("纳武利尤单抗", "（精确，计算值）", "8 周 PFS 率", "甲<br>乙丙丁", "drug A")
    ]
    assert [re.findall(r'#box\(\[#"([^"]*)"', each) for each in shown] == [
        ["单抗"],
        ["计算值）"],
        ["PFS 率"],
        ["丙丁"],
        [],
    ]
    assert "#box(" not in written("<p>纳武利尤单抗</p>")


def test_a_raised_sign_closes_up_to_a_chinese_bracket() -> None:
    assert '#"甲）";#"\u2060";#raised();#"\u2060";#class-unconfirmed(' in written(
        '<p>甲）<sup class="unconfirmed">†</sup></p>'
    )
    assert "#raised(" not in written('<p>甲<sup class="unconfirmed">†</sup></p>')


def test_a_second_place_in_a_chapter_is_marked_where_its_page_is_another() -> None:
    other = page('<h2 id="two">二</h2><h2 id="three">三</h2>', "zh/review/other")
    shown = written(
        '<p><a href="other.html#two">甲</a>和<a href="other.html#three">乙</a></p>', other
    )
    assert (
        '#mark("zh/review/other#two", ());' in shown
        and '#mark("zh/review/other#three", ("zh/review/other#two", ));' in shown
    )


def test_a_unit_that_stays_with_its_number_has_room_in_a_column() -> None:
    cell = lxml.html.fragment_fromstring("<td>40 mg/m²/day, 5.6 months</td>")
    assert [*table_measures._pieces(cell)] == ["40\u00a0mg/m²/day,", "5.6", "months"]


def test_an_element_in_another_language_follows_the_usage_of_its_region() -> None:
    assert (
        written('<p>甲<span lang="en">colour</span></p>')
        == '#"甲";#in-language("en", false, [#"colour";]);'
    )
    assert written('<div class="keyresults" lang="en"><p>A</p></div>').startswith(
        '#in-language("en", false, [#class-keyresults('
    )


def test_the_notes_of_a_table_stay_with_it() -> None:
    grid = "<table><tr><td>甲</td></tr></table>"
    assert "noted: true" in written(f'{grid}<div class="notes"><ul><li>a 乙</li></ul></div>')
    assert "noted: true" in written(
        f'<div class="tabular">{grid}</div><p><small class="unconfirmed">† 乙</small></p>'
    )
    assert "noted: false" in written(f"{grid}<p>乙</p>")


def test_a_figure_and_the_marks_behind_it_have_room_on_one_line() -> None:
    cells = [
        lxml.html.fragment_fromstring(f"<td>{cell}</td>")
        for cell in (
            '<span class="whole">48%–100%</span>)<sup>†</sup>',
            "28%<br>placebo: 4",
            "46.4%（n=128）",
        )
    ]
    assert [[*table_measures._pieces(cell)] for cell in cells] == [
        ["48%–100%)†", "48%–100%)†"],
        ["28%", "placebo:", "4"],
        ["46.4%（n=128）"],
    ]


def test_chinese_brackets_round_a_doubt_stand_in_the_type_of_the_sentence() -> None:
    assert written(
        '<p>甲<span class="unconfirmed">（据<a href="https://e.org/">乙</a>）</span>，</p>'
    ) == (
        '#"甲";#"（";#class-unconfirmed([#"据";#tag-a([#"乙";], address: '
        '"https://e.org/");]);#"）";#"，";'
    )
    assert (
        written('<p><span class="unconfirmed">(by B)</span></p>')
        == '#class-unconfirmed([#"(by B)";]);'
    )


def test_a_closing_mark_behind_a_box_does_not_begin_a_line() -> None:
    shown = written(
        '<p><a href="https://e.org/">HR <span class="whole">0.62</span></a>；'
        '<span class="whole">0.5</span>（甲）</p>'
    )
    assert (
        '#class-whole([#"0.62";]);#"\u2060";], address: "https://e.org/");#"；";' in shown
        and '#class-whole([#"0.5";]);#"（甲）";' in shown
    )


def test_a_table_repeats_its_head_and_keeps_short_rows_whole() -> None:
    shown = written(
        f"<table><thead><tr><th>甲</th></tr></thead><tbody><tr><td>短</td>"
        f"</tr><tr><td>{'长' * 500}</td></tr></tbody></table>"
    )
    assert "head: (tag-th([" in shown
    assert (
        'tag-td([#"短";])' in shown and f'tag-td(breakable: true, [#"{"长" * 498}";#box(' in shown
    )


def test_the_lines_of_a_table_are_estimated() -> None:
    """By them book.typ keeps a low table on one page."""

    def lines(rows: str) -> float:
        found = re.search(r"lines: ([0-9.]+)", written(f"<table>{rows}</table>"))
        assert found is not None
        return float(found[1])

    row = "<tr><td>甲</td><td>1</td></tr>"
    assert round(lines(row * 14)) == 14
    assert 15 < lines(f"<tr><td>{'长' * 1080}</td></tr>") < 30


def test_a_row_that_begins_a_sheet_says_what_it_is_a_row_of() -> None:
    def rows(
        words: str, count: int, first: str = '<span id="pfs"></span><a>终点</a><br>说明'
    ) -> str:
        return (
            "<table>"
            + "".join(
                f"<tr><td>{first if n == 0 else ''}</td><td>{words}</td></tr>" for n in range(count)
            )
            + "<tr><td>乙</td><td>丙</td></tr></table>"
        )

    shown = written(rows("甲" * 10, 3))
    assert shown.count('#row("row:zh/review/one#pfs", 0);') == 1
    assert (
        re.findall(r'#carried\("row:zh/review/one#pfs", ([0-9]), \[#"终点";\]\);', shown)
        == ["1", "2"]
        and shown.count("说明") == 1
    )
    assert "#carried(" not in written(rows("甲" * 10, 3, "设置")) and "#row(" not in written(
        rows("甲", 1)
    )


def test_a_table_wider_than_the_page_is_turned() -> None:
    word = "unbreakable1" * 3  # a figure in it: it is not hyphenated
    assert "turned: true" in written("<table><tr>" + f"<td>{word}</td>" * 6 + "</tr></table>")
    assert "turned: false" in written(f"<table><tr><td>{word}</td></tr></table>")


def test_what_is_folded_away_on_the_site_is_printed() -> None:
    assert (
        written('<details class="rest"><summary>其余 1 项</summary><ul><li>甲</li></ul></details>')
        == '#details-rest([#"其余 1 项";], [#tag-ul([#"甲";\n\n]);\n\n]);'
    )


def test_a_cell_holds_nothing_that_only_a_narrow_screen_needs() -> None:
    row = "<tr><td>{}1（一项）</td></tr></tbody></table>"
    table = "<table><thead><tr><th>患者数</th></tr></thead><tbody>" + row
    label = '<small class="body">患者数<span class="whole">95% CI</span></small>'
    assert written(table.format(label)) == written(table.format(""))
    assert written(table.format("<small>患者数</small>")) != written(table.format(""))


def test_a_pair_stands_side_by_side_item_beside_item() -> None:
    pair = (
        '<div class="pair"><div lang="zh"><ul><li>甲</li><li>乙</li></ul>'
        '</div><div lang="en"><ul><li>A</li><li>B</li></ul></div></div>'
    )
    shown = written(pair)
    assert [shown.index(each) for each in ("甲", "A", "乙", "B")] == sorted(
        shown.index(each) for each in ("甲", "A", "乙", "B")
    )
    assert (
        shown.count("#chinese(") == shown.count("#english(") == shown.count("whole: true") / 2 == 2
    )


def test_what_is_folded_away_in_a_pair_stands_item_beside_item_too() -> None:
    def side(language: str, name: str) -> str:
        return (
            f'<div lang="{language}"><ul><li>{name}1</li></ul><details class="rest">'
            f"<summary>其余</summary><ul><li>{name}2</li><li>{name}3</li></ul>"
            f"</details></div>"
        )

    shown = written(
        f'<div class="pair">{side("zh", "甲")}{side("en", "A")}</div>', uri="zh-en/review/one"
    )
    assert (
        re.findall(r'#"([甲A][123])"', shown) == ["甲1", "A1", "甲2", "A2", "甲3", "A3"]
        and "其余" not in shown
    )


def test_what_is_dropped_is_dropped_from_a_pair_too() -> None:
    shown = written(
        '<div class="both newest"><div lang="zh"><div class="news"><p><a '
        'href="#gone">甲</a></p></div></div><div lang="en"><div class="news">'
        '<p><a href="#gone">A</a></p></div></div></div><p>乙</p>'
    )
    assert "甲" not in shown and "to: " not in shown and "乙" in shown


def test_a_pair_of_bare_lines_is_not_taken_apart() -> None:
    shown = written(
        '<div class="both study"><div lang="zh"><strong>甲</strong>：乙</div>'
        '<div lang="en"><strong>A</strong>: B</div></div>'
    )
    assert '#tag-strong([#"甲";]);#"：乙";' in shown and '#tag-strong([#"A";]);#": B";' in shown
    shown = written('<div class="pair"><div lang="zh">甲</div><div lang="en">A</div></div>')
    assert '#"甲";' in shown and '#"A";' in shown


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<p><img src="a.png"></p>', "the image a.png has no alternative text"),
        (
            '<figure class="plot"><section class="forest" data-plot="{}"></section></figure>',
            "a drawing has no alternative text (aria-label)",
        ),
        (
            '<figure class="plot"><section class="forest" aria-label="图"></section></figure>',
            "a drawing does not say what it shows (data-plot)",
        ),
    ],
)
def test_what_cannot_be_printed_is_named_with_its_page(body: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        written(body)
    assert [(reason.page, reason.en) for reason in refused.value.reasons] == [
        ("zh/review/one.html", said)
    ]


def test_a_plot_is_drawn_from_what_the_drawing_of_the_site_says_of_itself() -> None:
    head = '<div class="head"><span>研究</span><span></span><span>估计值</span></div>'
    drawing = (
        '<section class="forest" aria-label="图 一行" data-plot="{&quot;a&quot;:1}">'
        f"{head}</section>"
    )
    caption = '<figcaption><span id="os"></span>总生存期</figcaption>'
    key = '<p><small class="legend">图例</small></p>'
    shown = written(f'<figure class="plot">{caption}{drawing}</figure>')
    assert '#tag-figcaption([#"总生存期";]);' in shown
    assert '#plot("图 一行", "{\\"a\\":1}", ("研究", "估计值", ), last: false);' in shown
    assert "last: true" in written(f'<figure class="plot">{caption}{drawing}</figure>{key}')


def test_each_class_of_an_element_is_a_call() -> None:
    assert (
        written('<p class="one">甲<small class="two three">乙</small></p>')
        == '#class-one([#"甲";#class-two([#class-three([#tag-small([#"乙";]);]);]);\n\n]);'
    )
    assert written('<div class="both name"><p>甲</p></div>') == '#class-both([#"甲";\n\n]);'
    assert written('<details class="cite"><canvas></canvas></details><p>一</p>') == '#"一";'
