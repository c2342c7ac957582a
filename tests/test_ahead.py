"""What is asked ahead is what the page asks, and several who ask the same at the same time cause one answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import ahead, data
from dashboard.kept import Kept, kept
from tests.synthetic import make_home

APP = Path(__file__).parents[1] / "dashboard" / "app.py"
Asked = set[tuple[str, str]]


@pytest.mark.parametrize("page", ["overview", "figures", "events"])
def test_a_page_asks_what_was_asked_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    make_home(tmp_path)
    monkeypatch.setenv("ENTENTE_HOME", str(tmp_path))
    early: Asked = set()
    late: Asked = set()
    ask: Callable[..., Any] = data._kept

    def noted(fetch: Any, name: str, params: dict[str, Any]) -> Any:
        (early if threading.current_thread().name.startswith("ahead") else late).add((name, str(sorted(params.items()))))
        return ask(fetch, name, params)

    monkeypatch.setattr(data, "_kept", noted)
    test = AppTest.from_file(str(APP), default_timeout=60)
    test.query_params["sure"], test.query_params["to"] = "40", "2017"  # a view that no other test has left in the store
    test.switch_page(f"app_pages/{page}.py")
    test.run()
    for waiting in [ahead._POOL.submit(time.sleep, 0.01) for _ in range(4)]:
        waiting.result()

    assert early and early <= late, early - late


def test_what_several_ask_at_the_same_time_is_made_once() -> None:
    store: Kept[int] = Kept(4)
    made = []

    def make() -> int:
        time.sleep(0.05)
        made.append(1)
        return 7

    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(store.get("it", make))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [7] * 8 and len(made) == 1


def test_what_failed_is_made_again() -> None:
    tries = []

    @kept(2)
    def answer(number: int) -> int:
        tries.append(number)
        if len(tries) == 1:
            raise ValueError("not yet")
        return number

    with pytest.raises(ValueError, match="not yet"):
        answer(1)
    assert answer(1) == answer(1) == 1 and len(tries) == 2


def test_the_least_used_is_forgotten() -> None:
    made: list[int] = []

    @kept(2)
    def answer(number: int) -> int:
        made.append(number)
        return number

    for number in (1, 2, 1, 3, 1, 2):
        answer(number)

    assert made == [1, 2, 3, 2]
