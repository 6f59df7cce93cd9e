"""OpenVINO without its model converter, which sends a report to its makers whenever it is imported."""

import sys

# OpenVINO takes a converter that cannot be imported for one that is not installed.
sys.modules["openvino.tools.ovc"] = None  # type: ignore[assignment]

import openvino as ov  # noqa: E402
from openvino import opset13 as op  # noqa: E402

__all__ = ["op", "ov"]
