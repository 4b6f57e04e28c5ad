"""The court's public website: home page, quick links, and pages that say what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from mock_court.web.rendering import address, court_of, page, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

    from mock_court.courts.profile import Destination


class Information(NamedTuple):
    """A page of the website that only says what it is."""

    heading: str
    words: str


# The addresses are the court's own; what the pages say is invented.
NAVIGATION: Mapping[str, Information] = {
    "court-information": Information(
        "Court Information", "Where the court sits, when it is open, and whom to call."
    ),
    "nextgen": Information(
        "NextGen Information",
        "Filers link their PACER account to their CM/ECF account once, and then file with the "
        "PACER account alone.",
    ),
    "pacer-help": Information(
        "PACER Help", "Questions about a PACER account are for the PACER Service Center."
    ),
    "nextgen-cmecf-help": Information(
        "NextGen CM/ECF Help", "Questions about filing in CM/ECF are for the court's help desk."
    ),
}
PAGES: Mapping[str, Information] = {
    **NAVIGATION,
    "proof-of-claim": Information(
        "E-Filing Proof of Claim", "Creditors file a proof of claim here, without an account."
    ),
    "debtor-education": Information(
        "E-Filing Debtor Education",
        "Providers file certificates of a debtor's financial management course here.",
    ),
}


async def home(request: Request) -> Response:
    """Answer with the home page, or lead to where it has moved."""
    court = court_of(request)
    if court.behavior.website_has_moved:
        return RedirectResponse(address(request, "case_locator:home"))
    destinations: Mapping[Destination, str] = {
        "case_locator": address(request, "case_locator:home"),
        "cmecf": address(request, "cmecf:landing"),
        "proof_of_claim": address(request, "website:information", name="proof-of-claim"),
        "debtor_education": address(request, "website:information", name="debtor-education"),
    }
    opens_tab = {"case_locator"} | ({"cmecf"} if court.behavior.new_tab else set())
    quick_links = [
        {
            "label": link.label,
            "address": destinations[link.leads_to],
            "target": "_blank" if link.leads_to in opens_tab else "_self",
        }
        for link in court.profile.quick_links
    ]
    return page(request, "website/home.html", quick_links=quick_links, navigation=NAVIGATION)


async def information(request: Request) -> Response:
    """Answer with one of the pages that only say what they are."""
    found = PAGES.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return page(request, "website/information.html", information=found, navigation=NAVIGATION)


async def case_locator(request: Request) -> Response:
    """Answer with the one page of the case locator."""
    return told(
        request, "PACER Case Locator", "A nationwide index of cases. This one holds no cases."
    )
