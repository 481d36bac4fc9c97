"""The .npy format (version 1.0) around bytes that are stored as they travel."""

import io

import numpy as np
from numpy.lib import format as npy


def header(n: int, k: int) -> bytes:
    """The header of a float32, little-endian, column-major (n, k) array; its columns' bytes follow."""
    stream = io.BytesIO()
    description = {"descr": np.dtype("<f4").str, "fortran_order": True, "shape": (n, k)}
    npy.write_array_header_1_0(stream, description)
    return stream.getvalue()
