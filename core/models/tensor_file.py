"""Weight files: safetensors, whose header must list exactly the expected tensors before they are read."""

import hashlib
from pathlib import Path

import numpy as np
import safetensors.numpy
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

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
    """Check by its header alone that the file holds float32 tensors of these shapes, and nothing else.

    Raises:
        ModelError: the file is missing, malformed or too large, leads out of its folder, or holds others.
    """
    try:
        if not path.resolve(strict=True).is_relative_to(path.parent.resolve()):
            raise _broken(path.name, "a link out of the model's folder", "a file inside")
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise _broken(path.name, f"{size} bytes", f"at most {MAX_FILE_BYTES}")
        with path.open("rb") as file:
            length = int.from_bytes(file.read(_LENGTH_BYTES), "little")
        if length > MAX_HEADER_BYTES:  # parsing it would take seconds, and each list of models does so
            raise _broken(path.name, f"a header of {length} bytes", f"at most {MAX_HEADER_BYTES}")
        found = _listing(path)
    except SafetensorError as error:
        raise _broken(
            path.name, f"a malformed header ({str(error)[:200]!r})", "a safetensors file"
        ) from error
    except OSError as error:
        reason = error.strerror or error
        raise _broken(path.name, f"no readable file ({reason})", "the model's weights") from error
    _check_listing(found, shapes, path.name)


def interpolated(faithful: Weights, detailed: Weights, detail: float) -> Weights:
    """The weights between a model's two ends, `detail` (0..1) of the way."""
    ratio = np.float32(detail)
    return {name: tensor + ratio * (detailed[name] - tensor) for name, tensor in faithful.items()}


def _listing(path: Path) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Types and shapes by name. Nothing else stays: a slice in an error's traceback keeps the file mapped."""
    with safe_open(path, "numpy") as file:  # checks that shapes, types and offsets match the file's size
        slices = {name: file.get_slice(name) for name in file.keys()}  # noqa: SIM118 not a mapping
        return {
            name: (part.get_dtype().replace("F32", "float32"), tuple(part.get_shape()))
            for name, part in slices.items()
        }


def read_tensors(path: Path, shapes: Shapes, sha256: str) -> Weights:
    """Read the tensors of `path`, which must be exactly these and finite, in a file with this hash.

    Raises:
        ModelError: see `check_header`; or the content's hash differs, or a value is not finite.
    """
    check_header(path, shapes)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise _broken(path.name, "another content than the model's description promises", "that content")
    weights: Weights = safetensors.numpy.load(content)
    _check_finite(weights, path.name)
    return weights


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
