"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

Home = Annotated[
    str | None, typer.Option("--home", metavar="DIR", help="Where lake and warehouse lie (default: ENTENTE_HOME, else warehouse/data).")
]
