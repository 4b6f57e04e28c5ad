"""A bare Selenium script that does the same clicks, to measure a walk against.

It takes the program of chromedriver, and starts the browser that a walk starts.
"""

import json
import sys
from collections.abc import Sequence
from contextlib import suppress

import psutil
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support import expected_conditions as is_there
from selenium.webdriver.support.wait import WebDriverWait

from mock_court.embedded import embedded_court

_PATIENCE_SECONDS = 10
_POLL_SECONDS = 0.02
"""Selenium's own half second would make the script wait most of its time."""


def main(driver_program: str, executable: str, arguments: Sequence[str]) -> None:
    """Link the accounts of an embedded court's attorney."""
    options = webdriver.ChromeOptions()
    options.binary_location = executable
    # Playwright starts its browser without a sandbox too.
    for argument in (*arguments, "--headless", "--no-sandbox"):
        options.add_argument(argument)
    with embedded_court("wiwb") as court:
        service = Service(driver_program)
        browser = webdriver.Chrome(options, service)
        wait = WebDriverWait(browser, _PATIENCE_SECONDS, _POLL_SECONDS, [WebDriverException])

        def seen(by: str, words: str) -> WebElement:
            return wait.until(is_there.element_to_be_clickable((by, words)))

        def click(by: str, words: str) -> None:
            def has_clicked(_: object) -> bool:
                seen(by, words).click()
                return True

            # A page that is only going away has the same words.
            wait.until(has_clicked)

        def fill(field: str, value: str) -> None:
            box = seen(By.CSS_SELECTOR, field)
            box.clear()
            box.send_keys(value)

        def press(words: str) -> None:
            click(By.XPATH, f"//button[.='{words}'] | //input[@value='{words}']")

        def says(words: str) -> None:
            wait.until(is_there.text_to_be_present_in_element((By.TAG_NAME, "body"), words))

        attorney = court.attorney
        browser.get(court.served.website)
        click(By.PARTIAL_LINK_TEXT, "E-Filing (CM/ECF)")
        wait.until(is_there.number_of_windows_to_be(2))
        browser.switch_to.window(browser.window_handles[-1])
        click(By.PARTIAL_LINK_TEXT, "Document Filing System")
        fill("[id$=loginName]", "probe")
        fill("[id$=password]", "probe")
        press("Clear")
        fill("[id$=loginName]", attorney.pacer.username)
        fill("[id$=password]", attorney.pacer.password)
        press("Login")
        click(By.LINK_TEXT, "Utilities")
        click(By.PARTIAL_LINK_TEXT, "NextGen Release 1.1 Menu Items")
        click(By.PARTIAL_LINK_TEXT, "Link a CM/ECF Account to my PACER Account")
        fill("[name=login]", "probe")
        fill("[name=key]", "probe")
        press("Clear")
        fill("[name=login]", attorney.cmecf.login)
        fill("[name=key]", attorney.cmecf.password)
        press("Submit")
        says("Do you want to link these accounts?")
        press("Submit")
        says("has been linked to your CM/ECF account")
        seen(By.PARTIAL_LINK_TEXT, "Bankruptcy")
        started = psutil.Process(service.process.pid).children(recursive=True)
        browser.quit()
        # chromedriver leaves the headless shell running, which would slow all that is timed after.
        for process in started:
            with suppress(psutil.NoSuchProcess):
                process.kill()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3]))
