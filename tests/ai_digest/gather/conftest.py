"""A web server for each test of gather that asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ai_digest.gather.loopback import Loopback

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def web() -> Iterator[Loopback]:
    """Run a web server whose answers the test decides."""
    with Loopback() as server:
        yield server
