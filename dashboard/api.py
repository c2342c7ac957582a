"""Plain addresses for machines, with the filters of the page.

``/readyz``, ``/briefing.pdf``, ``/feed.xml``, ``/api/{facts,events,articles}.{csv,json,parquet}``, ``/api/chart/{name}.{svg,png,pdf}``.

Rows are sent while they are read, however many; ``limit`` and ``skip`` cut a page out of them, and the header ``Link`` leads to the next.
Every answer carries an ``ETag`` of its generation and view: who sends it back as ``If-None-Match`` hears 304 until data or view change.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any
from urllib.parse import urlencode

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from dashboard import data, export, filter_bar, gallery
from dashboard.briefing import briefing_pdf, missing_packages
from dashboard.feed import atom
from dashboard.filters import Filters, as_lists, parse
from dashboard.wording import say
from warehouse.errors import WarehouseError

WHAT = ("facts", "events", "articles")
KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
PICTURES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
ALL = 1_000_000_000

Answer = Callable[[Request, str, Filters], Response]


def routes() -> list[BaseRoute]:
    """The routes beside the page."""
    return [
        Route("/readyz", _ready),
        Route("/briefing.pdf", _route(_briefing)),
        Route("/api/{what}.{kind}", _route(_rows)),
        Route("/api/chart/{name}.{kind}", _route(_chart)),
        Route("/feed.xml", _route(_feed)),
    ]


def _route(answer: Answer) -> Callable[[Request], Any]:
    """What every address has in common: the view out of its filters, the generation, and 304 for who knows the answer already."""

    async def endpoint(request: Request) -> Response:
        return await anyio.to_thread.run_sync(_answered, answer, request)

    return endpoint


def _answered(answer: Answer, request: Request) -> Response:
    try:
        standing = data.warehouse(data.home()).generation()
        if standing is None:
            return _problem(503, "No warehouse yet. Run 'entente etl'.")
        tag = _tag(standing.name, request)
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=_headers(standing.name, tag))
        with data.pinned(standing.name):
            view, unknown = parse(as_lists(request.query_params.multi_items()), filter_bar.choices())
            if unknown:
                return _problem(400, f"Not in the data: {', '.join(unknown)}.")
            response = answer(request, standing.name, view)
    except data.OvertakenError:
        return _problem(503, "New data came in between. Ask again.")
    except WarehouseError as err:
        return _problem(503, str(err))
    if response.status_code == 200:
        response.headers.update(_headers(standing.name, tag))
    return response


def _tag(generation: str, request: Request) -> str:
    asked = blake2b(f"{request.url.path}?{request.url.query} {request.base_url}".encode(), digest_size=8).hexdigest()
    return f'"{generation}-{asked}"'


def _headers(generation: str, tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "no-cache", "X-Entente-Generation": generation}


def _problem(status: int, text: str) -> Response:
    return JSONResponse({"error": text}, status_code=status)


def _rows(request: Request, generation: str, view: Filters) -> Response:
    what, kind = request.path_params["what"], request.path_params["kind"]
    if what not in WHAT or kind not in KINDS:
        return _problem(404, f"There are {', '.join(WHAT)} as {', '.join(KINDS)}.")
    limit, skip = (request.query_params.get(name, silent) for name, silent in (("limit", str(ALL)), ("skip", "0")))
    if not (limit.isdecimal() and skip.isdecimal()) or not 0 < int(limit) <= ALL or int(skip) > ALL:
        return _problem(400, f"limit and skip are whole numbers, limit from 1 to {ALL}.")
    warehouse = data.warehouse(data.home())
    pieces = export.pages(warehouse, what, view, most=int(limit), skip=int(skip))
    if (served := warehouse.generation()) is None or served.name != generation:
        raise data.OvertakenError
    headers = {"Content-Disposition": f'attachment; filename="entente-{what}.{kind}"'}
    if "limit" in request.query_params:
        others = [(name, value) for name, value in request.query_params.multi_items() if name != "skip"]
        headers["Link"] = f'<{request.url.path}?{urlencode([*others, ("skip", str(int(skip) + int(limit)))])}>; rel="next"'
    return StreamingResponse(export.streamed(kind, pieces), media_type=KINDS[kind], headers=headers)


def _chart(request: Request, _generation: str, view: Filters) -> Response:
    name, kind = request.path_params["name"], request.path_params["kind"]
    if name not in gallery.CHARTS or kind not in PICTURES:
        return _problem(404, f"There are {', '.join(gallery.CHARTS)} as {', '.join(PICTURES)}.")
    if not export.can_draw():
        return _problem(501, say("export.missing", what=kind.upper()))
    body = gallery.picture(name, kind, view, "dark" if request.query_params.get("theme") == "dark" else "light")
    return Response(body, media_type=PICTURES[kind]) if body else Response(status_code=204)


def _briefing(request: Request, _generation: str, view: Filters) -> Response:
    if lacking := missing_packages():
        return _problem(501, say("export.missing", what=", ".join(lacking)))
    pdf = briefing_pdf(data.ask, view, link_base=str(request.base_url))
    headers = {"Content-Disposition": f'inline; filename="{say("briefing.file")}"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


def _feed(request: Request, _generation: str, _view: Filters) -> Response:
    return Response(atom(data.ask, str(request.base_url).rstrip("/")), media_type="application/atom+xml")


async def _ready(_request: Request) -> Response:
    return await anyio.to_thread.run_sync(_answer_ready)


def _answer_ready() -> Response:
    try:
        found = data.warehouse(data.home()).generation()
    except WarehouseError as err:
        return JSONResponse({"ready": False, "problem": str(err)}, status_code=503)
    if found is None:
        return JSONResponse({"ready": False, "problem": "No warehouse yet. Run 'entente etl'."}, status_code=503)
    return JSONResponse({"ready": True, "generation": found.name, "built_at": found.built_at.isoformat(), "problem": found.problem})
