"""What the server says of a basis is what the page says of it, word for word."""

import json
from pathlib import Path
from typing import Any

import pytest

from residview.api.provenance import basis_title, direction_text, fit_text, site_text
from residview.residuals_state import Weight
from residview.store.tables import Basis

WORDS = json.loads((Path(__file__).parent.parent / "golden" / "bases_in_words.json").read_text())


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row["fit"])
def test_a_fit_is_told_in_the_words_of_the_page(row: dict[str, Any]) -> None:
    assert fit_text(Basis(**row["basis"])) == row["fit"]


def test_bases_that_differ_have_titles_that_differ() -> None:
    assert len({basis_title(Basis(**row["basis"])) for row in WORDS}) == len(WORDS)


def test_a_mix_is_told_as_a_sum_as_far_as_a_line_holds() -> None:
    def mix(*weights: float) -> str:
        return direction_text([Weight(component=i + 1, weight=weight) for i, weight in enumerate(weights)])

    assert mix(1, -0.5, 1 / 3) == "1 PC1 − 0.5 PC2 + 0.333 PC3"
    assert mix(-2, 1, 1, 1, 1, 1) == "−2 PC1 + 1 PC2 + 1 PC3 + 1 PC4 + 2 more"
    assert (direction_text(7), direction_text("v-k3w9q2hd7m")) == ("PC7", "v-k3w9q2hd7m")
    assert (site_text("2.resid_pre"), site_text("1.z.3")) == ("layer 2, resid_pre", "layer 1, z, head 3")
