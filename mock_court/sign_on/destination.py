"""Where sign-on may lead back to: this court's CM/ECF, and nowhere else."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_allowed(appurl: str, origin: str) -> bool:
    """Say whether `appurl` is an address of `origin`, such as `http://ecf.wiwb....:8321`."""
    # Browsers drop control characters, and an XML answer cannot hold them.
    if not all("!" <= character <= "~" for character in appurl):
        return False
    try:
        asked = urlsplit(appurl)
    except ValueError:
        return False
    # The whole of what stands between // and / is compared, so a user name or a backslash in it,
    # which browsers take for a slash, is refused too.
    return f"{asked.scheme}://{asked.netloc}" == origin
