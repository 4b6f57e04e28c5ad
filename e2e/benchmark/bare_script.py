"""A bare Playwright script that does the clicks of the guide, to measure a walk against.

It is what you would write only to get to the end: it compares nothing, keeps nothing, and works
with this one court. It imports nothing of the walk, whose scripts each page would have to take.
"""

import json
import sys
from typing import Any

from playwright.sync_api import sync_playwright

from mock_court.embedded import embedded_court


def main(engine: str, launching: dict[str, Any], opening: dict[str, Any]) -> None:
    """Link the accounts of an embedded court's attorney, in the browser that a walk starts."""
    with embedded_court("wiwb") as court, sync_playwright() as playwright:
        attorney = court.attorney
        browser = getattr(playwright, engine).launch(**launching)
        home = browser.new_page(**opening)
        home.goto(court.served.website)
        with home.expect_popup() as opened:
            home.get_by_role("link", name="E-Filing (CM/ECF)").click()
        page = opened.value
        page.get_by_role("link", name="Document Filing System").click()
        # A walk tests each Clear with a probe, so this script presses it too.
        page.get_by_label("Username *").fill("probe")
        page.get_by_label("Password *").fill("probe")
        page.get_by_role("button", name="Clear").click()
        page.get_by_label("Username *").fill(attorney.pacer.username)
        page.get_by_label("Password *").fill(attorney.pacer.password)
        page.get_by_role("button", name="Login").click()
        page.get_by_role("link", name="Utilities").click()
        page.get_by_role("link", name="NextGen Release 1.1 Menu Items").click()
        page.get_by_role("link", name="Link a CM/ECF Account to my PACER Account").click()
        login = page.get_by_role("row", name="CM/ECF login").get_by_role("textbox")
        password = page.locator("input[type=password]")
        login.fill("probe")
        password.fill("probe")
        page.get_by_role("button", name="Clear").click()
        login.fill(attorney.cmecf.login)
        password.fill(attorney.cmecf.password)
        page.get_by_role("button", name="Submit").click()
        page.get_by_text("Do you want to link these accounts?").wait_for()
        page.get_by_role("button", name="Submit").click()
        page.get_by_text("has been linked to your CM/ECF account").wait_for()
        page.get_by_role("link", name="Bankruptcy").wait_for()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3]))
