"""Residview: an interactive web viewer of the residual stream of transformers."""

__version__ = "0.1.0"
