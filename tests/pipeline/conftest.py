"""Models that run, each opened once; torch is loaded with the first."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.running_models import Running


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> "Callable[[str], Running]":
    """Opens a model by its kind: `demo`, or one of tests.support.running_models."""
    import torch

    from tests.support.running_models import run_both_ways

    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("running")
    return cache(lambda kind: run_both_ways(kind, folder))
