"""The .npy format (version 1.0) around bytes that are stored as they travel."""

import io
from collections.abc import Iterable

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

MEDIA_TYPE = "application/x-npy"


def header(n: int, k: int) -> bytes:
    """The header of a float32, little-endian, column-major (n, k) array; its columns' bytes follow."""
    stream = io.BytesIO()
    description = {"descr": np.dtype("<f4").str, "fortran_order": True, "shape": (n, k)}
    npy.write_array_header_1_0(stream, description)
    return stream.getvalue()


def stacked(n: int, k: int, blocks: Iterable[NDArray[np.floating]]) -> bytes:
    """Blocks of rows (…, k), n rows in all, as one array in float32."""
    columns = np.empty((k, n), dtype="<f4")
    row = 0
    for block in blocks:
        columns[:, row : row + len(block)] = block.T
        row += len(block)
    return header(n, k) + columns.tobytes()
