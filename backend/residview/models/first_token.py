"""The token that a tokenizer puts before every text, by its own configuration."""

import json
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

#: What begins a text is called `bos`; encoders call theirs `cls`.
_NAMES = ("bos_token", "cls_token")


def first_token(directory: Path, tokenizer: Tokenizer) -> int | None:
    """Its id, as tokenizer_config.json or special_tokens_map.json names it, else config.json; None without one."""
    for file in ("tokenizer_config.json", "special_tokens_map.json"):
        found = _read(directory / file)
        for name in _NAMES:
            token = found.get(name)
            text = token.get("content") if isinstance(token, dict) else token
            if isinstance(text, str):
                id_: int | None = tokenizer.token_to_id(text)
                return id_
        if "bos_token" in found:
            return None  # said to have none
    id_ = _read(directory / "config.json").get("bos_token_id")
    return id_ if isinstance(id_, int) and tokenizer.id_to_token(id_) is not None else None


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
