"""Tells the browser where the server is, so that a link to a page below "/" does not first ask for it in the wrong place."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEAD = b"<head>"
_HINT = b'<head><script>window.__streamlit={BACKEND_BASE_URL:new URL("/",location.href).href}</script>'
# Only the keys that we give to parts of the page are used: Streamlit documents them as classes.
_STYLE = b"""<style>
@media (max-width: 640px) { .st-key-menu span:has(> [data-testid=stIconMaterial]) { display: none } }
@media (max-width: 640px) { .st-key-world [data-testid=stVegaLiteChart] { max-height: 45vw; overflow: hidden } }
[class*="st-key-entry_"] [data-testid=stPageLink], [class*="st-key-card_"] [data-testid=stPageLink] { margin-left: -0.5rem }
@media (min-width: 641px) and (max-width: 1000px) { .st-key-world [data-testid=stVegaLiteChart] { max-height: 37vw; overflow: hidden } }
</style>"""
# Streamlit has no landmark for a menu of our own, and knows no language but English.
_MENU = b"""<script>
new MutationObserver(() => {
  const spoken = new URLSearchParams(location.search).get("lang") || "";
  document.documentElement.lang = /^[a-z]{2}$/.test(spoken) ? spoken : "en";
  const menu = document.querySelector(".st-key-menu:not([role])");
  if (menu) { menu.setAttribute("role", "navigation"); menu.setAttribute("aria-label", "Pages"); }
}).observe(document, {childList: true, subtree: true});
</script>"""
# st.switch_page writes the new page's parameters to the old page's address first: the back button would find them there.
_CLEAN_HISTORY = b"""<script>
const push = history.pushState.bind(history);
history.pushState = (state, title, to) => {
  const url = to && new URL(to, location.href), only = ["fact", "event", "topic", "year", "pair", "done"];
  const elsewhere = url && url.pathname === location.pathname && !url.pathname.endsWith("/evidence");
  if (elsewhere && only.some(key => url.searchParams.has(key))) return;
  push(state, title, to);
};
</script>"""


class BackendHint:
    """ASGI middleware: writes a few lines into the page's HTML; everything else passes untouched.

    Without it the browser looks for the server at ``/figures/_stcore/health`` first and reports two errors on each deep link.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if (
            scope["type"] != "http"
            or scope["method"] != "GET"
            or "." in scope["path"].rsplit("/", 1)[-1]
            or scope["path"].startswith(("/_stcore", "/api"))
        ):
            await self._app(scope, receive, send)
            return
        await self._app(_plain(scope), receive, _Rewrite(send))


class _Rewrite:
    """Holds an HTML answer back until it is whole, then sends it with the hint."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish()
        else:
            await self._send(message)

    async def _finish(self) -> None:
        assert self._start is not None
        body = self._body.replace(_HEAD, _HINT + _STYLE + _MENU + _CLEAN_HISTORY, 1)
        kept = [(name, value) for name, value in self._start["headers"] if name.lower() not in {b"content-length", b"etag"}]
        await self._send({**self._start, "headers": [*kept, (b"content-length", str(len(body)).encode())]})
        await self._send({"type": "http.response.body", "body": body})


def _plain(scope: Scope) -> Scope:
    """The request without the wish for a compressed or a cached answer."""
    unwanted = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name.lower() not in unwanted]}


def _is_html(message: Message) -> bool:
    return any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in message["headers"])
