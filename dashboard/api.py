"""Plain addresses: ``/readyz``, and with the filters of the page ``/briefing.pdf`` and ``/api/{facts,events,articles}.{csv,json}``."""

from __future__ import annotations

from functools import cache

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard import export
from dashboard.briefing.route import briefing_route
from dashboard.choices import offered
from dashboard.filters import as_lists, parse
from warehouse.errors import WarehouseError
from warehouse.home import data_home
from warehouse.read import Warehouse

WHAT = ("facts", "events", "articles")
KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


def routes() -> list[BaseRoute]:
    """The routes beside the page."""
    return [Route("/readyz", _ready), Route("/briefing.pdf", briefing_route), Route("/api/{what}.{kind}", _rows)]


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
    body = export.csv(table) if kind == "csv" else export.json(table)
    name = generation.name if generation else "none"
    headers = {"Content-Disposition": f'attachment; filename="entente-{what}.{kind}"', "X-Entente-Generation": name}
    return Response(body, media_type=KINDS[kind], headers=headers)
