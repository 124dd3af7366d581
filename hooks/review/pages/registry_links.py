"""Where a trial is registered, as links for the registers whose addresses are made from the
number."""

from __future__ import annotations

from review.markup.escape import link, literal

ADDRESSES = {
    "NCT": "https://clinicaltrials.gov/study/{number}",
    "ISRCTN": "https://www.isrctn.com/{number}",
    "EudraCT ": "https://www.clinicaltrialsregister.eu/ctr-search/search?query={bare}",
    "ACTRN": "https://www.anzctr.org.au/{number}.aspx",
}


def link_to(number: str) -> str:
    """The number, as a link where its register is known."""
    return link(literal(number), address_of(number))


def address_of(number: str) -> str:
    """Where the register shows the trial; empty where the register is not known."""
    for prefix, address in ADDRESSES.items():
        if number.startswith(prefix):
            return address.format(number=number, bare=number.removeprefix(prefix))
    return ""
