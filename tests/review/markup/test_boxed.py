"""Tables in boxes: each one, with the number of its rows; nothing else is touched."""

from review.markup.boxed import boxed


def test_each_table_has_a_box_that_tells_its_rows() -> None:
    table = "<table>\n<thead>\n<tr>\n<th>A</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table>"
    assert (
        boxed(f"<p>1</p>{table}<p>2</p>{table}")
        == f'<p>1</p><div class="tabular" style="--rows: 2">{table}</div><p>2</p><div class="tabular" style="--rows: 2">{table}</div>'
    )


def test_a_page_without_tables_stays_as_it_is() -> None:
    assert (
        boxed('<p>&lt;table&gt;</p><table class="x"></table>')
        == '<p>&lt;table&gt;</p><table class="x"></table>'
    )
