"""Ways in: links from a page to the issue forms, filled in with what the page knows already. There
are none where the repository is not known.

The forms stand in ``.github/ISSUE_TEMPLATE``; a query parameter of the address fills the field that
has its name as id."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from review.edition.view import View
from review.markup import labels
from review.markup.escape import address, link
from review.sources.prose import LANGUAGES

REPORTED = ("trial", "section", "home", "page")  # kinds of page whose text somebody wrote
ASKED = {"trials": "new-trial", "references": "new-reference", "help-wanted": "translation"}
LONGEST = 120  # characters of a title


def foot(view: View, kind: str, title: str, source: str | None) -> str:
    """What ends a page of this kind: a way to report an error in it, or to add to it; empty where
    there is neither."""
    if kind in REPORTED and source:
        form, known = (
            "data-problem",
            {"title": f"{title[:LONGEST]}: ", "page": _page(view), "datum": source},
        )
    elif kind in ASKED:
        form, known = ASKED[kind], {}
    else:
        return ""
    target = form_address(view.edition.repository, form, known)
    languages = LANGUAGES if view.rendition == "zh-en" else (view.language,)
    said = " / ".join(labels.word(language, "ways-in", form) for language in languages)
    return (
        f'\n<div class="ways-in" markdown="1">\n\n{link(said, target, classes=f".{form}")}\n\n</div>\n'
        if target
        else ""
    )


def form_address(repository: str, form: str, known: Mapping[str, str]) -> str:
    """Address of an issue form with its fields filled in; empty where the repository is not
    known."""
    if not address(repository):
        return ""
    return f"{address(repository)}/issues/new?{urlencode({'template': f'{form}.yml', **known}, quote_via=quote)}"


def _page(view: View) -> str:
    """The page as a reader knows it: its address where the review has one, else its path on the
    site."""
    home = address(view.corpus.settings.address("url"))
    return (f"{home.rstrip('/')}/" if home else "") + view.uri.removesuffix(".md") + ".html"
