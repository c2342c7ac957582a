"""Plain addresses for machines, with the filters of the page.

``/readyz``, ``/briefing.pdf``, ``/feed.xml``, ``/api/{facts,events,articles}.{csv,json,parquet}``, ``/api/chart/{name}.{svg,png}``.
"""

from __future__ import annotations

from functools import cache

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import export
from dashboard.briefing.route import briefing_route
from dashboard.choices import offered
from dashboard.feed import atom
from dashboard.filters import as_lists, parse
from dashboard.wording import say
from warehouse.errors import WarehouseError
from warehouse.home import data_home
from warehouse.read import Warehouse

WHAT = ("facts", "events", "articles")
KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
WRITE = {"csv": export.csv, "json": export.json, "parquet": export.parquet}
PICTURES = {"svg": "image/svg+xml", "png": "image/png"}


def routes() -> list[BaseRoute]:
    """The routes beside the page."""
    return [
        Route("/readyz", _ready),
        Route("/briefing.pdf", briefing_route),
        Route("/api/{what}.{kind}", _rows),
        Route("/api/chart/{name}.{kind}", _chart),
        Route("/feed.xml", _feed),
    ]


@cache
def _warehouse(home: str) -> Warehouse:
    return Warehouse(home)


async def _ready(_request: Request) -> Response:
    return await anyio.to_thread.run_sync(_answer_ready)


async def _rows(request: Request) -> Response:
    what, kind = request.path_params["what"], request.path_params["kind"]
    if what not in WHAT or kind not in KINDS:
        return JSONResponse({"error": f"There are {', '.join(WHAT)} as {', '.join(KINDS)}."}, status_code=404)
    return await anyio.to_thread.run_sync(_answer_rows, what, kind, as_lists(request.query_params.multi_items()))


async def _chart(request: Request) -> Response:
    from dashboard import gallery  # only once the server runs: Streamlit ties a cache to the server at import

    name, kind = request.path_params["name"], request.path_params["kind"]
    if name not in gallery.CHARTS or kind not in PICTURES:
        return JSONResponse({"error": f"There are {', '.join(gallery.CHARTS)} as {', '.join(PICTURES)}."}, status_code=404)
    return await anyio.to_thread.run_sync(_answer_chart, name, kind, as_lists(request.query_params.multi_items()))


async def _feed(request: Request) -> Response:
    return await anyio.to_thread.run_sync(_answer_feed, str(request.base_url).rstrip("/"))


def _answer_chart(name: str, kind: str, query: dict[str, list[str]]) -> Response:
    from dashboard import data, gallery

    if not export.can_draw():
        return JSONResponse({"error": say("export.missing", what=kind.upper())}, status_code=501)
    try:
        view, unknown = parse(query, offered(_warehouse(str(data_home(None))).query))
        if unknown:
            return JSONResponse({"error": f"Not in the data: {', '.join(unknown)}."}, status_code=400)
        body = gallery.picture(name, kind, view, "dark" if query.get("theme") == ["dark"] else "light")
    except (WarehouseError, data.OvertakenError) as err:
        return JSONResponse({"error": str(err) or "New data came in between. Ask again."}, status_code=503)
    return Response(body, media_type=PICTURES[kind]) if body else Response(status_code=204)


def _answer_feed(base: str) -> Response:
    try:
        return Response(atom(_warehouse(str(data_home(None))).query, base), media_type="application/atom+xml")
    except WarehouseError as err:
        return JSONResponse({"error": str(err)}, status_code=503)


def _answer_ready() -> Response:
    try:
        found = _warehouse(str(data_home(None))).generation()
    except WarehouseError as err:
        return JSONResponse({"ready": False, "problem": str(err)}, status_code=503)
    if found is None:
        return JSONResponse({"ready": False, "problem": "No warehouse yet. Run 'entente etl'."}, status_code=503)
    return JSONResponse({"ready": True, "generation": found.name, "built_at": found.built_at.isoformat(), "problem": found.problem})


def _answer_rows(what: str, kind: str, query: dict[str, list[str]]) -> Response:
    try:
        warehouse = _warehouse(str(data_home(None)))
        view, unknown = parse(query, offered(warehouse.query))
        if unknown:
            return JSONResponse({"error": f"Not in the data: {', '.join(unknown)}."}, status_code=400)
        table, generation = export.exported(warehouse, what, view), warehouse.generation()
    except WarehouseError as err:
        return JSONResponse({"error": str(err)}, status_code=503)
    body = WRITE[kind](table)
    name = generation.name if generation else "none"
    headers = {"Content-Disposition": f'attachment; filename="entente-{what}.{kind}"', "X-Entente-Generation": name}
    return Response(body, media_type=KINDS[kind], headers=headers)
