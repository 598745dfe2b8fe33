"""What holds for every test: sums in one thread (two workers share the cores), and this machine's settings stay outside."""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is first imported

import pytest
from hypothesis import settings

# A slow machine is no mistake. In CI the same examples every time, so that what lands once lands again.
settings.register_profile("sommelier", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("sommelier")


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests."""
    for name in os.environ:
        if name.startswith(("SOMMELIER_", "SLACK_", "TELEGRAM_")):
            monkeypatch.delenv(name)
