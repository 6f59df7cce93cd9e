"""Model cards as JSON. Reading trusts nothing: every field must be known, typed and within bounds."""

import json
import re
import sys
from dataclasses import MISSING, Field, asdict, fields
from pathlib import Path
from typing import Any, get_args

from core.config import SCALES
from core.errors import ModelError
from core.models.card import (
    BLOCK_COUNTS,
    CLASSIC_SCALE,
    FILTER_COUNTS,
    Architecture,
    Kind,
    ModelCard,
    Network,
)
from core.models.model_name import check_name
from core.whole_file import write_whole_file

CARD_FILE = "model.json"
WEIGHTS_FILE = "weights.safetensors"
DETAIL_FILE = "detail.safetensors"

MAX_CARD_BYTES = 1_000_000
MAX_TEXT = 20_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
"""Control characters, which can make a terminal show something else."""
_TEXT, _OBJECT, _WHOLE = (str, "a text"), (dict, "a JSON object"), (int, "a whole number")
_TYPES: dict[str, tuple[type | tuple[type, ...], str]] = {
    "name": _TEXT,
    "version": _TEXT,
    "architecture": _OBJECT,
    "kind": _TEXT,
    "detail": ((int, float), "a number"),
    "description": _TEXT,
    "licence": _TEXT,
    "training": _OBJECT,
    "scores": _OBJECT,
    "files": _OBJECT,
    "network": _TEXT,
    "scale": _WHOLE,
    "filters": _WHOLE,
    "blocks": _WHOLE,
}


def write_card(card: ModelCard, path: Path) -> None:
    """Write `card` as `path`, all or nothing, after the checks that reading makes."""
    text = json.dumps(asdict(card), indent=2, ensure_ascii=False)
    _parse_card(text)
    write_whole_file(path, f"{text}\n".encode(), replace=True)


def read_card(path: Path) -> ModelCard:
    """Read the card of a model.

    Raises:
        ModelError: the file is missing, too large, not JSON, or anything in it is unknown or wrong.
    """
    try:
        size = path.stat().st_size
        if size > MAX_CARD_BYTES:
            raise _broken(f"a description of {size} bytes", f"at most {MAX_CARD_BYTES} bytes")
        return _parse_card(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _broken(f"no readable {path} ({error.strerror})", "a model's description there") from error
    except UnicodeDecodeError as error:
        raise _broken(f"{path} in another encoding", "UTF-8 text") from error


def _parse_card(text: str) -> ModelCard:
    """The card that `text` describes; ModelError when anything in it is unknown or wrong."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _broken("a description that is not JSON", "a JSON object") from error
    _check_fields("description", values, fields(ModelCard))
    _check_fields("architecture", values["architecture"], fields(Architecture))
    card = ModelCard(**{**values, "architecture": Architecture(**values["architecture"])})
    _check_architecture(card.architecture)
    check_name(card.name)
    _require("version", card.version, 0 < len(card.version) <= 100, "1 to 100 characters")
    _require("kind", card.kind, card.kind in get_args(Kind), f"one of {', '.join(get_args(Kind))}")
    _require("detail", card.detail, 0 <= card.detail <= 1, "a number from 0 to 1")
    for name in ("description", "licence"):
        length = len(getattr(card, name))
        _require(f"the length of {name}", length, length <= MAX_TEXT, f"at most {MAX_TEXT} characters")
    for benchmark, scores in card.scores.items():
        _require("scores", benchmark, _are_numbers(scores), "finite numbers by measure for each benchmark")
    for name, digest in card.files.items():
        _require("files", name, name in (WEIGHTS_FILE, DETAIL_FILE), f"{WEIGHTS_FILE} or {DETAIL_FILE}")
        is_digest = isinstance(digest, str) and re.fullmatch(r"[0-9a-f]{64}", digest)
        _require("files", digest, bool(is_digest), "a SHA-256 in 64 lower-case digits")
    return card


def _check_fields(what: str, values: Any, known: tuple[Field[Any], ...]) -> None:
    if not isinstance(values, dict):
        raise _broken(f"{what} {str(values)[:80]}", "a JSON object")
    unknown = sorted(values.keys() - {field.name for field in known})
    if unknown:
        raise _broken(f"the unknown {what} field {unknown[0][:80]!r}", "only known fields")
    for field in known:
        required = field.default is MISSING and field.default_factory is MISSING
        if field.name not in values:
            if required:
                raise _broken(f"a {what} without {field.name!r}", "that field")
            continue
        value = values[field.name]
        kind, in_words = _TYPES[field.name]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise _broken(f"{what} field {field.name!r}: {str(value)[:80]}", f"{in_words} there")
        if isinstance(value, str) and _CONTROL.search(value):
            raise _broken(f"{what} field {field.name!r}: {value[:80]!r}", "no control characters in it")


def _check_architecture(architecture: Architecture) -> None:
    network, scale = architecture.network, architecture.scale
    _require("network", network, network in get_args(Network), f"one of {', '.join(get_args(Network))}")
    _require("scale", scale, scale in SCALES, f"one of {SCALES}")
    for name, allowed in (("filters", FILTER_COUNTS), ("blocks", BLOCK_COUNTS)):
        count = getattr(architecture, name)
        _require(name, count, count in allowed, f"{allowed[0]} to {allowed[-1]}")
    _require("scale of the classic network", scale, network != "classic" or scale == CLASSIC_SCALE, "4")


def _are_numbers(scores: Any) -> bool:
    return isinstance(scores, dict) and all(
        isinstance(score, int | float) and abs(score) <= sys.float_info.max for score in scores.values()
    )


def _require(name: str, value: object, is_right: bool, expected: str) -> None:
    if not is_right:
        raise _broken(f"{name} {str(value)[:80]!r} in a model's description", expected)


def _broken(received: str, expected: str) -> ModelError:
    return ModelError(f"Received {received}", expected, "Get the model again, or choose another.")
