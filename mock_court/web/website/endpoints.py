"""The court's public website: home page, quick links, and pages that say what they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from mock_court.courts.profile import Destination
from mock_court.data_files import read_data
from mock_court.web.rendering import address, court_of, message_page, page


@dataclass(frozen=True)
class Information:
    """A page of the website that only says what it is."""

    heading: str
    words: str
    in_navigation: bool = False


PAGES = read_data(Path(__file__).with_name("pages.toml"), TypeAdapter(dict[str, Information]))
_NAVIGATION = {name: found for name, found in PAGES.items() if found.in_navigation}


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
    return page(
        request,
        "website/home.html",
        destinations=destinations,
        opens_tab={"case_locator", *(["cmecf"] if court.behavior.new_tab else [])},
        navigation=_NAVIGATION,
    )


async def information(request: Request) -> Response:
    """Answer with one of the pages that only say what they are."""
    found = PAGES.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    return page(request, "website/information.html", information=found, navigation=_NAVIGATION)


async def case_locator(request: Request) -> Response:
    """Answer with the one page of the case locator."""
    return message_page(
        request, "PACER Case Locator", "A nationwide index of cases. This one holds no cases."
    )
