"""The generator on OpenVINO: its graph is built straight from the tensors, with no model file between."""

from typing import Any, Literal

import numpy as np

from core.models.card import Architecture
from core.models.tensor_file import Weights
from core.restoration.engine import GeneratorEngine, Tile
from core.restoration.openvino_runtime import op, ov


class OpenVinoEngine(GeneratorEngine):
    """Runs the generator, compiled for one tile size at a time: that takes 0.1 s, and tiles are alike.

    On the CPU the convolutions run in bfloat16 where it has instructions for that. Everything after
    the last convolution, and so the photo itself, stays in float32. GPUs run in float32 throughout,
    because theirs would round the photo too.
    """

    def __init__(
        self,
        architecture: Architecture,
        weights: Weights,
        processor: Literal["CPU", "GPU"] = "CPU",
        *,
        precision: Literal["bf16", "f32"] | None = None,
    ) -> None:
        self._core = ov.Core()
        self._graph = _build_graph(architecture, weights)
        self._processor = processor
        self._precision = precision or self._fastest_precision()
        name = "bfloat16" if self._precision == "bf16" else "float32"
        super().__init__(architecture, f"{processor} (OpenVINO, {name})")
        self._tile_shape: tuple[int, ...] = ()
        self._request: Any = None

    def __call__(self, tile: Tile) -> Tile:
        """See `Engine`."""
        try:
            if tile.shape != self._tile_shape:
                self._compile(tile.shape)
            outputs = self._request.infer({0: tile[np.newaxis]})
        except RuntimeError as error:
            if "alloc" in str(error) or "memory" in str(error).lower():
                raise MemoryError(str(error)) from error
            raise self._failure(f"the error {error}") from error
        return self._checked(outputs[0][0])

    def _fastest_precision(self) -> str:
        capabilities = self._core.get_property(self._processor, "OPTIMIZATION_CAPABILITIES")
        return "bf16" if self._processor == "CPU" and "BF16" in capabilities else "f32"

    def _compile(self, shape: tuple[int, ...]) -> None:
        self._request, self._tile_shape = None, ()
        self._graph.reshape([1, *shape])
        hints = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": self._precision}
        self._request = self._core.compile_model(self._graph, self._processor, hints).create_infer_request()
        self._tile_shape = shape


def openvino_sees_gpu() -> bool:
    """Whether OpenVINO has a GPU to run on."""
    return any(name.startswith("GPU") for name in ov.Core().available_devices)


def _build_graph(architecture: Architecture, weights: Weights) -> Any:
    """The generator as an OpenVINO model with the same input and output as `build_generator`'s.

    Inside, channels come first. "blocks_first" is the order of Keras' space_to_depth and
    depth_to_space on channels-last tensors.
    """
    photo = op.parameter([1, -1, -1, 3], np.float32, name="photo")
    factor = architecture.output_factor
    squeeze = factor // architecture.scale
    x = photo_channels = op.space_to_depth(_transpose(photo, [0, 3, 1, 2]), "blocks_first", squeeze)
    x = head = _convolution(x, weights, "head")
    for index in range(architecture.blocks):
        y = _convolution(x, weights, f"block{index}_conv1")
        y = op.prelu(y, op.constant(weights[f"block{index}_prelu/alpha"].ravel()))
        x = op.add(x, _convolution(y, weights, f"block{index}_conv2"))
    x = op.add(_convolution(x, weights, "trunk"), head)
    x = _convolution(x, weights, "tail")
    # The enlarged photo is added before the shuffle, as channels: an Interpolate would run in bfloat16.
    nearest = op.constant(_enlargement(squeeze, architecture.scale))
    repeated = op.gather(photo_channels, nearest, op.constant(1))
    x = op.depth_to_space(op.add(x, repeated), "blocks_first", factor)
    return ov.Model([op.result(_transpose(x, [0, 2, 3, 1]))], [photo], "generator")


def _convolution(x: Any, weights: Weights, name: str) -> Any:
    kernel = np.ascontiguousarray(weights[f"{name}/kernel"].transpose(3, 2, 0, 1))
    bias = weights[f"{name}/bias"].reshape(1, -1, 1, 1)
    same = op.convolution(
        x, op.constant(kernel), strides=[1, 1], pads_begin=[1, 1], pads_end=[1, 1], dilations=[1, 1]
    )
    return op.add(same, op.constant(bias))


def _transpose(x: Any, axes: list[int]) -> Any:
    return op.transpose(x, op.constant(np.array(axes)))


def _enlargement(squeeze: int, scale: int) -> np.ndarray[Any, Any]:
    """For each result channel before the shuffle, the photo channel of its nearest pixel."""
    channels = np.arange(squeeze * squeeze * 3).reshape(squeeze, squeeze, 3)
    return channels.repeat(scale, axis=0).repeat(scale, axis=1).ravel()
