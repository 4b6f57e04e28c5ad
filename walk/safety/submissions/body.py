"""What a request sends, as the fields that a form would have."""

import json
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from urllib.parse import parse_qsl, urlsplit

from walk.safety.waiting import Asked

Fields = tuple[tuple[str, str], ...]
"""What a form sends: names and values."""


def fields_of(request: Asked) -> Fields | None:
    """Return the fields that a request sends, in order of their names; None if it sends others.

    An object of JSON is read as the fields that it has, whatever they are in.
    """
    if request.method == "GET":
        sent = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
        return tuple(sorted(sent))
    kind = request.headers.get("content-type", "").strip()
    body = request.post_data_buffer or b""
    if not body:
        return ()
    if "json" in kind.partition(";")[0]:
        return _of_json(body)
    if kind.startswith("multipart/"):
        return _of_parts(kind, body)
    # A text without a kind may be JSON just as well.
    if body.lstrip()[:1] in (b"{", b"["):
        return _of_json(body)
    sent = parse_qsl(body.decode("latin-1"), keep_blank_values=True)
    return tuple(sorted(sent)) if sent else None


def _of_json(body: bytes) -> Fields | None:
    try:
        # A name that stands twice would hide one of its values.
        has = json.loads(body, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        return None
    return tuple(sorted(_leaves("", has))) if isinstance(has, (_Pairs, list)) else None


class _Pairs(list[tuple[str, object]]):
    """An object of JSON with all that it has, in its order."""


def _leaves(name: str, has: object) -> Iterator[tuple[str, str]]:
    if isinstance(has, _Pairs):
        for inner, value in has:
            yield from _leaves(inner, value)
    elif isinstance(has, list):
        for value in has:
            yield from _leaves(name, value)
    else:
        yield name, has if isinstance(has, str) else "" if has is None else json.dumps(has)


def _of_parts(kind: str, body: bytes) -> Fields | None:
    whole = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    parts = whole.get_payload()
    if not isinstance(parts, list):
        return None
    return tuple(sorted(_field(part) for part in parts if isinstance(part, Message)))


def _field(part: Message) -> tuple[str, str]:
    value = part.get_payload(decode=True)
    name = part.get_param("name", header="content-disposition")
    return str(name), value.decode(errors="replace") if isinstance(value, bytes) else ""
