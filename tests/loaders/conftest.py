"""What the tests of loaders share."""

import pytest

from tests.support.server import Server


@pytest.fixture
def server():
    """A web server on this machine, which plays what a test has it play."""
    with Server() as playing:
        yield playing
