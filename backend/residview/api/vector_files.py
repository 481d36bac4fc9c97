"""A vector as a file: read from three formats, told apart by what is in it and never by running any of it; written
so that what is read again is the same, bit for bit."""

import io
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from tokenize import TokenError
from typing import Any, Literal

import numpy as np
from numpy.lib import format as npy

from residview.errors import BadDirection
from residview.numerics.moments import Vector

Format = Literal["json", "npy", "safetensors"]

_NPY = b"\x93NUMPY"
_LONGEST_NPY_HEADER = 10_000
# It is a Python literal, and numpy lets through what may go wrong with one; KeyError: a version that no vector needs.
_BAD_HEADER = (KeyError, ValueError, TypeError, SyntaxError, TokenError, RecursionError, MemoryError)
_FORMATS = "a JSON array of numbers, .npy (numpy.save) or .safetensors with one vector"
# What else people have, by its first bytes.
_OTHERS = {
    b"\x80": "a pickle, which runs code when it is read",
    b"PK": "a zip archive, as numpy.savez and torch.save write",
    b"\x89HDF": "HDF5",
    b"\x1f\x8b": "compressed with gzip",
}
# numpy has no bfloat16: it is the upper half of a float32.
_TENSORS = {
    "F64": "<f8",
    "F32": "<f4",
    "F16": "<f2",
    "BF16": "<u2",
    "I64": "<i8",
    "I32": "<i4",
    "I16": "<i2",
    "I8": "i1",
}


def read_vector(data: bytes) -> Vector:
    """The numbers in a file, (d,), in float64: whether they are a direction is not asked here. Raises BadDirection."""
    if not data.strip():
        raise BadDirection(f"The file is empty. A direction is {_FORMATS}.")
    if data.startswith(_NPY):
        return _from_npy(data)
    if data[8:9] == b"{":
        return _from_safetensors(data)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        return _from_json(data)
    other = next((what for begins, what in _OTHERS.items() if data.startswith(begins)), "none of these")
    raise BadDirection(f"A direction is read from {_FORMATS}; this file is {other}.")


def _from_npy(data: bytes) -> Vector:
    """Read here rather than by numpy.load: that reserves what the header claims before it looks for it."""
    stream = io.BytesIO(data)
    headers = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
    try:
        read_header = headers[npy.read_magic(stream)]
        shape, _, dtype = read_header(stream, max_header_size=_LONGEST_NPY_HEADER)
    except _BAD_HEADER as error:
        raise BadDirection(
            "The file begins as .npy, but its header cannot be read. Save it with numpy.save."
        ) from error
    if dtype.kind not in "fiu":
        what = "Python objects, which are a pickle" if dtype.hasobject else f"numbers of type {dtype}"
        raise BadDirection(f"The .npy file holds {what[:100]}; a direction is of real numbers.")
    values = stream.read()
    _check_size(math.prod(shape) * dtype.itemsize, len(values))
    return _vector(np.frombuffer(values, dtype), shape)


def _from_safetensors(data: bytes) -> Vector:
    import safetensors  # few servers are ever given such a file
    from safetensors import SafetensorError

    try:
        tensors = safetensors.deserialize(data)  # type: ignore[no-untyped-call]
    except (SafetensorError, ValueError, OverflowError) as error:
        raise BadDirection(f"The file begins as .safetensors, but cannot be read: {str(error)[:200]}.") from error
    if len(tensors) != 1:
        names = ", ".join(sorted(name for name, _ in tensors)[:5])
        raise BadDirection(
            f"The .safetensors file holds {len(tensors)} tensors ({names[:200]}); give it one, a vector."
        )
    ((_, tensor),) = tensors
    stored = tensor["dtype"]
    if stored not in _TENSORS:
        raise BadDirection(
            f"The .safetensors file holds numbers of type {stored}; these are read: {', '.join(_TENSORS)}."
        )
    values = np.frombuffer(tensor["data"], _TENSORS[stored])
    if stored == "BF16":
        values = (values.astype("<u4") << 16).view("<f4")
    return _vector(values, tuple(tensor["shape"]))


def _from_json(data: bytes) -> Vector:
    try:
        listed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadDirection(f"The file begins as a JSON array, but cannot be read: {str(error)[:200]}.") from error
    if len(listed) == 1 and isinstance(listed[0], list):
        (listed,) = listed
    return np.array([_number(at, value) for at, value in enumerate(listed)], dtype=np.float64)


def _number(at: int, value: Any) -> float:
    if type(value) not in (int, float):
        raise BadDirection(f"The JSON array holds {repr(value)[:40]} at index {at}; a direction is a list of numbers.")
    try:
        return float(value)
    except OverflowError as error:
        raise BadDirection(f"The number at index {at} is larger than a float64 can say.") from error


def _check_size(claimed: int, there: int) -> None:
    if claimed != there:
        raise BadDirection(f"The .npy file says that it holds {claimed:,} bytes of numbers, but {there:,} follow.")


def _vector(values: np.ndarray[Any, Any], shape: tuple[int, ...]) -> Vector:
    """(d,) from a vector, or from a matrix of one row or one column: in which order it is stored is all the same."""
    if len(shape) == 0 or sum(n != 1 for n in shape) > 1:
        raise BadDirection(f"The array has the shape {_short(shape)}; a direction is one vector, (d,) or (1, d).")
    vector: Vector = values.astype(np.float64)
    return vector


def _short(shape: tuple[int, ...]) -> str:
    return str(shape) if len(shape) <= 8 else f"({', '.join(map(str, shape[:8]))}, …)"


@dataclass(frozen=True)
class Written:
    """A file's bytes and what they are called on the wire."""

    body: bytes
    media_type: str


def written(vector: Vector, format_: Format) -> Written:
    """A vector (d,) as a file, in float64."""
    return Written(_WRITERS[format_](vector), MEDIA_TYPES[format_])


def _to_json(vector: Vector) -> bytes:
    return json.dumps(vector.tolist()).encode()


def _to_npy(vector: Vector) -> bytes:
    stream = io.BytesIO()
    np.save(stream, vector.astype("<f8"), allow_pickle=False)
    return stream.getvalue()


def _to_safetensors(vector: Vector) -> bytes:
    from safetensors.numpy import save as safetensors_bytes

    return safetensors_bytes({"direction": vector.astype("<f8")})


MEDIA_TYPES: dict[Format, str] = {
    "json": "application/json",
    "npy": "application/x-npy",
    "safetensors": "application/octet-stream",
}
_WRITERS: dict[Format, Callable[[Vector], bytes]] = {
    "json": _to_json,
    "npy": _to_npy,
    "safetensors": _to_safetensors,
}
