"""The bundled demo model: a small GPT-2 trained on Python's standard library. See `model/README.md`."""

from pathlib import Path

DEMO_MODEL = Path(__file__).resolve().parent / "model"
