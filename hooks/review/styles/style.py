"""What both styles share: the template of each entry type, and citation order."""

from __future__ import annotations

from typing import Any

from pybtex.database import BibliographyData, Entry
from pybtex.style import FormattedEntry
from pybtex.style.formatting import BaseStyle
from pybtex.style.labels.number import LabelStyle
from pybtex.style.names.plain import NameStyle
from pybtex.style.sorting.none import SortingStyle
from pybtex.style.template import Node

from review.evidence import reference


class HouseStyle(BaseStyle):
    """A style with ``get_KIND_template(entry)`` methods; unknown types are ``misc``."""

    # not their names, for which pybtex would look through all that is installed
    default_sorting_style = SortingStyle
    default_label_style = LabelStyle
    default_name_style = NameStyle

    def template(self, entry: Entry) -> Node:
        """The template for an entry, its type resolved; ``misc`` with an address is online."""
        kind = reference.ALIASES.get(entry.type.lower(), entry.type.lower())
        if kind == "misc" and reference.address(entry):
            kind = "online"
        return getattr(self, f"get_{kind}_template", self.get_misc_template)(entry)

    def get_misc_template(self, entry: Entry) -> Node:
        """Template of whatever is none of the named kinds."""
        raise NotImplementedError

    def format_entry(
        self, label: str, entry: Entry, bib_data: BibliographyData | None = None
    ) -> FormattedEntry:
        """One entry as rich text; pybtex's contract."""
        context: dict[str, Any] = {"entry": entry, "style": self, "bib_data": bib_data}
        return FormattedEntry(entry.key, self.template(entry).format_data(context), label)
