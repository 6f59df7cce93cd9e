"""Weight files: safetensors, read only after their claims are checked against what is expected."""

import hashlib
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.numpy
from numpy.typing import NDArray
from safetensors import SafetensorError

from core.errors import ModelError
from core.models.shapes import Shapes

Weights = dict[str, NDArray[np.float32]]
"""Tensors by Keras variable path."""

MAX_FILE_BYTES = 512 * 2**20
MAX_HEADER_BYTES = 2**20
_LENGTH_BYTES = 8


def write_tensors(weights: Weights, shapes: Shapes, path: Path) -> str:
    """Write float32 `weights` of these `shapes` to `path`; returns the file's SHA-256.

    Raises:
        ModelError: tensors are missing, unexpected, of another shape or type, or not finite.
    """
    _check_listing({name: (str(t.dtype), t.shape) for name, t in weights.items()}, shapes, path.name)
    _check_finite(weights, path.name)
    content = safetensors.numpy.save({name: np.ascontiguousarray(t) for name, t in weights.items()})
    path.write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def check_header(path: Path, shapes: Shapes) -> None:
    """Check that `path` claims to hold these tensors and is as long as it claims; reads its header only.

    Raises:
        ModelError: the file is missing, is too large, leads out of its folder, or claims otherwise.
    """
    try:
        if not path.resolve(strict=True).is_relative_to(path.parent.resolve()):
            raise _broken(path.name, "a link out of the model's folder", "a file inside")
        size = path.stat().st_size
        with path.open("rb") as file:
            header = _read_header(file.read(_LENGTH_BYTES + MAX_HEADER_BYTES), size, path.name)
    except OSError as error:
        raise _broken(path.name, f"no readable file ({error.strerror})", "the model's weights") from error
    _check_listing({name: (entry.dtype, entry.shape) for name, entry in header.items()}, shapes, path.name)


def read_tensors(path: Path, shapes: Shapes, sha256: str) -> Weights:
    """Read the tensors of `path`, which must be exactly these and finite, in a file with this hash.

    Raises:
        ModelError: see `check_header`; or the content's hash differs, or a value is not finite.
    """
    check_header(path, shapes)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise _broken(path.name, "another content than the model's description promises", "that content")
    try:
        weights: Weights = safetensors.numpy.load(content)
    except SafetensorError as error:
        raise _broken(path.name, f"damaged weights ({error})", "a safetensors file") from error
    _check_finite(weights, path.name)
    return weights


class _Entry:
    """A tensor as the header claims it; the constructor refuses anything but well-formed float32."""

    def __init__(self, claim: Any) -> None:
        self.shape = tuple(claim["shape"])
        self.begin, self.end = claim["data_offsets"]
        self.dtype = {"F32": "float32"}.get(claim["dtype"], str(claim["dtype"]))
        if any(type(number) is not int or number < 0 for number in (*self.shape, self.begin, self.end)):
            raise ValueError("sizes and offsets are whole numbers")
        if self.dtype == "float32" and self.end - self.begin != 4 * math.prod(self.shape):
            raise ValueError("offsets do not match the shape")


def _read_header(start: bytes, size: int, name: str) -> dict[str, _Entry]:
    if size > MAX_FILE_BYTES:
        raise _broken(name, f"{size} bytes", f"at most {MAX_FILE_BYTES}")
    length = int.from_bytes(start[:_LENGTH_BYTES], "little")
    if size < _LENGTH_BYTES or length > min(MAX_HEADER_BYTES, size - _LENGTH_BYTES):
        raise _broken(name, f"a header of {length} bytes in a file of {size}", "a header that fits")
    try:
        claims = json.loads(start[_LENGTH_BYTES : _LENGTH_BYTES + length])
        entries = {key: _Entry(claim) for key, claim in claims.items() if key != "__metadata__"}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _broken(name, f"a malformed header ({error})", "a safetensors file") from error
    position = 0
    for entry in sorted(entries.values(), key=lambda entry: entry.begin):
        if entry.begin != position:
            raise _broken(name, "tensors with gaps or overlaps", "one right after the other")
        position = entry.end
    if position != size - _LENGTH_BYTES - length:
        raise _broken(name, f"tensors of {position} bytes in a file of {size}", "exactly that many")
    return entries


def _check_listing(found: dict[str, tuple[str, tuple[int, ...]]], shapes: Shapes, file_name: str) -> None:
    for tensor in sorted(found.keys() ^ shapes.keys()):
        what = "no tensor" if tensor in shapes else "the unexpected tensor"
        raise _broken(file_name, f"{what} {tensor[:80]!r}", "exactly the network's tensors")
    for tensor, claim in found.items():
        if claim != ("float32", shapes[tensor]):
            raise _broken(file_name, f"{tensor!r} as {claim[0]} {claim[1]}", f"float32 {shapes[tensor]}")


def _check_finite(weights: Weights, file_name: str) -> None:
    for name, tensor in weights.items():
        if not np.isfinite(tensor).all():
            raise _broken(file_name, f"values in {name!r} that are not finite", "finite numbers")


def _broken(file_name: str, received: str, expected: str) -> ModelError:
    return ModelError(
        f"Received {received} in {file_name}", expected, "Get the model again, or choose another."
    )
