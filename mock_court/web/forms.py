"""What is posted: read as a browser sends it, and refused with a 4xx whatever else it is."""

import codecs
from http import HTTPStatus

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request

MOST_FIELDS = 100
MOST_BYTES = 64 * 1024
"""How long one field may be; no form of the court has a longer one."""

_FORMS = {b"multipart/form-data", b"application/x-www-form-urlencoded", b""}
# A browser sends a form in the encoding of its page. Python would take many other names, and some
# of its codecs raise errors of their own or make half characters that no database stores.
_CHARSETS = {"utf-8", "ascii"}


async def posted(request: Request) -> FormData:
    """Return the fields that were posted; the court takes no files."""
    content_type, _ = parse_options_header(request.headers.get("Content-Type", ""))
    if content_type not in _FORMS:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        return await request.form(max_files=0, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES)
    except FormParserError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from error


def is_readable(content_type: str) -> bool:
    """Say whether a body of that type is in an encoding in which the court's forms are sent."""
    _, options = parse_options_header(content_type)
    try:
        name = options.get(b"charset", b"utf-8").decode("ascii")
        return codecs.lookup(name).name in _CHARSETS
    # An unknown name is a LookupError, one with a null character a ValueError.
    except (LookupError, ValueError):
        return False
