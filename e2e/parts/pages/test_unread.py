"""A reason says which parts of a page nobody can read."""

import pytest
from playwright.sync_api import Page

from pages.reading.unread import unread_parts

pytestmark = pytest.mark.one_engine

CLOSED = "A part of the page is in a closed shadow root, and is not read."
ROOT = "<div id=host></div><script>host.attachShadow({{ mode: '{}' }}).innerHTML = 'Words'</script>"


@pytest.mark.parametrize(("mode", "told"), [("closed", [CLOSED]), ("open", [])])
def test_a_closed_shadow_root_is_named(page: Page, mode: str, told: list[str]) -> None:
    page.set_content(ROOT.format(mode))

    assert unread_parts(page) == told


@pytest.mark.parametrize(
    ("address", "style", "hosts"),
    [
        ("http://forms.test/", "", ["forms.test"]),
        ("http://court.test/inner", "", []),
        ("http://forms.test/", "display: none", []),
    ],
    ids=["of another site", "of the same site", "out of sight"],
)
def test_a_frame_of_another_site_is_named_with_its_host(
    page: Page, address: str, style: str, hosts: list[str]
) -> None:
    frame = f"<iframe src='{address}' style='{style}'></iframe>"
    page.route(
        "**/*",
        lambda route: route.fulfill(
            content_type="text/html", body=frame if route.request.url.endswith("test/a") else "x"
        ),
    )
    page.goto("http://court.test/a")

    assert unread_parts(page) == [
        f"A part of the page is a frame from {host}, and is not read." for host in hosts
    ]


def test_both_a_frame_and_a_closed_root_are_named(page: Page) -> None:
    inside = "<iframe src='http://forms.test/'></iframe>" * 2 + ROOT.format("closed")
    page.route(
        "**/*",
        lambda route: route.fulfill(
            content_type="text/html", body=inside if route.request.url.endswith("test/a") else "x"
        ),
    )
    page.goto("http://court.test/a")

    frame = "A part of the page is a frame from forms.test, and is not read."
    assert unread_parts(page) == [frame, CLOSED]
