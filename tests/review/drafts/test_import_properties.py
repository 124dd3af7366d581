"""Whatever a record holds: the importer either makes an entry that the check accepts and that says
just what the record said, or refuses it with a step that a person can take."""

from __future__ import annotations

import json
import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.drafts import bib_entry, bibliography_place, export_files
from review.drafts.latex_text import escaped
from review.drafts.person_names import Names, Person, listed
from review.drafts.publication import Publication
from review.drafts.reference_records import record as record_of
from review.evidence import bibliography
from review.evidence.reference import Reference
from review.evidence.reference_lock import differences, parse, written
from review.markup.scalar import clean
from review.refusal import Refusal
from review.rules.bibliography_rules import parse_checked
from review.sources.latex import decoded, unread
from review.sources.source import Source
from review.styles import plain

EMPTY, _ = bibliography.parse(Source("references.bib", ""))
ODD = "\\{}~^`'\"$&%#_<>@,;:=/|*+-–—.!?()[] \u00a0éßŁễﬁ中文骨，；、“”²₃α"
LETTERS = string.ascii_letters + string.digits + ODD
TEXTS = st.text(LETTERS, max_size=40)
WORDS = st.lists(
    st.sampled_from(
        [
            *("A", "a", "study", "of", "DNA", "mRNA", "and", "St.", "Dr.", "M.D.", "vs.", "Ewing"),
            *(
                "p<0.05",
                "10<sup>6</sup>",
                "H<sub>2</sub>O",
                "BRAF<sup>V600E</sup>",
                "&amp;",
                "100%",
            ),
            *(
                "T-cell",
                "PD-1",
                "(GROUP)",
                "et al.",
                "--",
                "''",
                "$5",
                "{x}",
                "\\emph{y}",
                "骨肉瘤",
            ),
        ]
    ),
    max_size=8,
).map(" ".join)
TITLES = st.one_of(TEXTS, WORDS)
NAMES = st.one_of(
    TEXTS,
    st.sampled_from(
        [
            *("Doe, Jane", "Doe J.", "van der Poe W.T.A.", "Ray, R Bert Jr", "et al.", "WHO"),
            *(
                "Institute for Health and Care",
                "张三;李四;",
                "欧阳, 修",
                "Doe, J.; Roe, P.",
                "Pelé",
            ),
            *("O'Brien, Conan", "Müller-Lüdenscheidt, H.-J.", "Doe and Roe Group", "Doe, {Jane}"),
        ]
    ),
)
VALUES = st.one_of(TEXTS, st.sampled_from(["3", "02", "12 Suppl 7", "e12-e19", "120-33", "S1"]))
TYPES = st.sampled_from(
    ["JOUR", "BOOK", "CHAP", "CONF", "THES", "RPRT", "STAND", "ELEC", "DATA", "UNPB", "GEN", "XXXX"]
)
RIS_TAGS = (
    "TI",
    "AU",
    "T2",
    "JO",
    "JA",
    "ED",
    "PB",
    "CY",
    "ET",
    "VL",
    "IS",
    "SP",
    "EP",
    "M3",
    "LA",
)
NBIB_TAGS = ("TI", "FAU", "AU", "CN", "JT", "TA", "VI", "IP", "PG", "LA", "TT", "PT", "BTI", "PB")
PLAIN = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def tagged(form: str, values: list[tuple[str, str]], kind: str) -> str:
    lines = [form.format(tag, " ".join(value.split())) for tag, value in values]
    return "\n".join([kind, *lines]) + "\n"


def record(tags: tuple[str, ...]) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Tags in any order and number, each with a text, a title, a name or a number."""
    value = st.one_of(TITLES, NAMES, VALUES)
    return st.lists(st.tuples(st.sampled_from(tags), value), max_size=8)


def placed(text: str) -> Reference | None:
    """The entry that an export makes, which the check accepts; None where it was refused with a
    step to take."""
    try:
        [work] = export_files.publications(text)
        found = bibliography_place.place(EMPTY, [], work, frozenset({"Ewing"}), "doe2020")
    except Refusal as refusal:
        assert refusal.zh and refusal.en and "sound entry" not in refusal.en, text
        return None
    read, problems = parse_checked(Source("references.bib", found.text))
    assert problems == [], (text, found.text)
    kept = record_of(work, "doe2020", "file.ris", "2026-01-01")
    assert not [*differences(read.entries["doe2020"], kept)], (text, found.text)
    assert [parse(written([kept]))[0][0].fields] == [kept.fields]
    return read.entries["doe2020"]


@PLAIN
@given(TYPES, TITLES, record(RIS_TAGS))
def test_ris(kind: str, title: str, values: list[tuple[str, str]]) -> None:
    values = [("TI", f"Study {title}"), ("PY", "2020"), ("T2", "Journal"), *values]
    entry = placed(tagged("{}  - {}", values, f"TY  - {kind}"))
    if entry is not None:
        assert plain(entry, "gbt7714") and plain(entry, "nlm")


@PLAIN
@given(TITLES, record(NBIB_TAGS))
def test_nbib(title: str, values: list[tuple[str, str]]) -> None:
    values = [("TI", f"Study {title}"), ("DP", "2020"), ("JT", "Journal"), *values]
    placed(tagged("{:4}- {}", values, "PMID- 5"))


@PLAIN
@given(st.sampled_from(["article-journal", "chapter", "book", "thesis"]), TITLES, NAMES, VALUES)
def test_csl_json(kind: str, title: str, name: str, value: str) -> None:
    item = {
        "type": kind,
        "title": f"Study {title}",
        "container-title": f"Journal {value}",
        "author": [{"family": name, "given": value}, {"literal": name}],
        "issued": {"date-parts": [[2020]]},
        "volume": value,
        "publisher": title,
    }
    placed(json.dumps([item]))


BIB_FIELDS = (
    *("author", "editor", "title", "journal", "booktitle", "volume", "number", "pages", "doi"),
    *("publisher", "school", "institution", "edition", "note", "url", "langid", "type", "eprint"),
)
LATEX = st.lists(
    st.sampled_from(
        [
            *(
                "Doe, Jane",
                "and",
                "others",
                "{Doe Group}",
                "et al.",
                r"\~{\^e}",
                r"\'\u a",
                "{DNA}",
            ),
            *("10$^{6}$", "BRAF$^{V600E}$", r"\emph{x}", r"\foo", "50%", r"\&", "--", "``q''", "ß"),
            *("a", "A", "St. Jude", "$", "_", "^", "~", "<sup>2</sup>", "2020", "12--3", "骨肉瘤"),
        ]
    ),
    max_size=6,
).map(" ".join)


@PLAIN
@given(
    st.sampled_from(["article", "inproceedings", "book", "phdthesis", "misc", "oddity"]),
    LATEX,
    st.dictionaries(st.sampled_from(BIB_FIELDS), LATEX, max_size=6),
)
def test_bibtex(kind: str, title: str, fields: dict[str, str]) -> None:
    fields = {"journal": "Cancer", "booktitle": "A book"} | fields | {"title": f"Study {title}"}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    placed(f"@{kind}{{x,\n{lines}  year = {{2020}},\n}}\n")


CNKI = {
    "RefWorks": ("RT Journal Article", "{} {}", ("T1", "A1", "JF", "YR", "VO", "IS", "OP", "LA")),
    "EndNote": ("%0 Thesis", "{} {}", ("%T", "%A", "%J", "%D", "%V", "%N", "%P", "%I", "%G")),
    "NoteExpress": (
        "{Reference Type}: Conference Paper",
        "{{{}}}: {}",
        ("Title", "Author", "Journal", "Year", "Volume", "Issue", "Pages", "Publisher"),
    ),
}


@PLAIN
@given(st.sampled_from([*CNKI]), st.lists(st.one_of(TITLES, NAMES, VALUES), min_size=8))
def test_forms_of_chinese_databases(form: str, values: list[str]) -> None:
    start, line, tags = CNKI[form]
    title, *others = zip(tags, values)
    placed(tagged(line, [(title[0], f"研究 {title[1]}"), (tags[3], "2020"), *others], start))


@PLAIN
@given(st.text(LETTERS, min_size=1, max_size=60))
def test_a_title_says_what_the_record_said(title: str) -> None:
    """Only capitals may change, and a full stop at the end."""
    wanted = clean(f"Study {title}")
    entry = placed(json.dumps([{"type": "book", "title": wanted, "issued": DATED}]))
    if entry is not None and "<" not in wanted and "&" not in wanted:
        assert entry.title.rstrip(".。 ").casefold() == wanted.rstrip(".。 ").casefold()


DATED = {"date-parts": [[2020]]}


@PLAIN
@given(st.lists(NAMES, min_size=1, max_size=3))
def test_names_come_back(names: list[str]) -> None:
    """Every name of an entry is one that was read."""
    try:
        people = listed(list(map(clean, names))).people
    except Refusal:
        return
    work = Publication(kind="book", title="A study", authors=Names(people), year="2020")
    text = bib_entry.entry(work, "doe2020", {"title": "A study"})
    read, problems = parse_checked(Source("references.bib", text))
    assert problems == [], text
    assert len(read.entries["doe2020"].entry.persons.get("author", [])) == len(people)


@PLAIN
@given(st.text(LETTERS, max_size=60))
def test_escaped_text_reads_as_itself(text: str) -> None:
    wanted = clean(text)
    assert decoded(escaped(wanted)) == wanted and unread(escaped(wanted)) is None


def test_a_group_is_no_person() -> None:
    assert listed(["Institute for Health and Care"]).people == (
        Person("Institute for Health and Care", whole=True),
    )
