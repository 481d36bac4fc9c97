"""What the server says of a basis is what the page says of it, word for word."""

import json
from pathlib import Path
from typing import Any

import pytest

from residview.api.provenance import basis_title, fit_text
from residview.store.tables import Basis

WORDS = json.loads((Path(__file__).parent.parent / "golden" / "bases_in_words.json").read_text())


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row["fit"])
def test_a_fit_is_told_in_the_words_of_the_page(row: dict[str, Any]) -> None:
    assert fit_text(Basis(**row["basis"])) == row["fit"]


def test_bases_that_differ_have_titles_that_differ() -> None:
    assert len({basis_title(Basis(**row["basis"])) for row in WORDS}) == len(WORDS)
