"""PACER sign-on: the login form, and the dialogs that may come after it."""

from typing import ClassVar

from pages.dialogs import NextDialog
from pages.menus import MenuBar
from pages.screen import Screen


class SignOn(Screen):
    """The PACER login page."""

    called: ClassVar[str] = "sign-on"
    part: ClassVar[str] = "sign-on box"

    def log_on(self, words: str) -> MenuBar:
        """Press the login button, and be signed on to the court."""
        self.press(words)
        return MenuBar(self.page)

    def log_on_to(self, words: str, dialog: type[NextDialog]) -> NextDialog:
        """Press the login button, and be asked something more."""
        self.press(words)
        return dialog(self.page)
