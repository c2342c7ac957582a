"""``/briefing.pdf`` with the filters of the page, and the links of that server."""

from __future__ import annotations

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dashboard.briefing import briefing_pdf, missing_packages, offered
from dashboard.filters import as_lists, parse
from dashboard.wording import say
from warehouse.errors import WarehouseError
from warehouse.home import data_home
from warehouse.read import Warehouse


async def briefing_route(request: Request) -> Response:
    """The briefing of one view: 400 names what the data does not hold, 503 why there is none to print."""
    query, base = as_lists(request.query_params.multi_items()), str(request.base_url)
    return await anyio.to_thread.run_sync(_answer, query, base)


def _answer(query: dict[str, list[str]], base: str) -> Response:
    if lacking := missing_packages():
        return JSONResponse({"error": say("export.missing", what=", ".join(lacking))}, status_code=503)
    warehouse = Warehouse(data_home(None))
    try:
        view, unknown = parse(query, offered(warehouse.query))
        if unknown:
            return JSONResponse({"error": f"Not in the data: {', '.join(unknown)}."}, status_code=400)
        pdf = briefing_pdf(warehouse.query, view, link_base=base)
    except WarehouseError as err:
        return JSONResponse({"error": str(err)}, status_code=503)
    finally:
        warehouse.close()
    headers = {"Content-Disposition": f'inline; filename="{say("briefing.file")}"'}
    return Response(pdf, media_type="application/pdf", headers=headers)
