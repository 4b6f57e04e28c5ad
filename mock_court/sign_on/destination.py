"""Where sign-on may lead back to: this court's CM/ECF, and nowhere else."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_allowed(appurl: str, origin: str) -> bool:
    """Say whether `appurl` is an address of `origin`, such as `http://ecf.wiwb....:8321`."""
    # Browsers read a backslash as a slash and drop control characters, so that what urlsplit reads
    # is another address than the one a browser would go to.
    if "\\" in appurl or not all("!" <= character <= "~" for character in appurl):
        return False
    try:
        asked = urlsplit(appurl)
    except ValueError:
        return False
    # The whole of what stands between // and / is compared, so a user name in it is refused too.
    return f"{asked.scheme}://{asked.netloc}" == origin
