"""A picture of a network's layers and connections, drawn from the Keras graph itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from core.figures import save_figure

BOX_WIDTH, BOX_HEIGHT, ROW_HEIGHT = 3.6, 0.62, 1.0
COLOURS = {"Conv2D": "#cfe2f3", "PReLU": "#d9ead3", "Add": "#fff2cc", "InputLayer": "#eeeeee"}
OTHER_COLOUR = "#ead1dc"
_REPEATED = re.compile(r"^block(\d+)_")


@dataclass(frozen=True)
class _Layer:
    name: str
    text: str
    colour: str
    inputs: tuple[str, ...]


def save_diagram(network: keras.Model, path: Path) -> None:
    """Draw a functional `network` as `path`, top to bottom; of equal blocks only the first is drawn.

    Raises:
        OutputError: see `core.figures.save_figure`.
    """
    first = _first_blocks(network)
    layers = list(_drawn_layers(network, first))
    figure = Figure(figsize=(7, 0.55 * len(layers) + 1), dpi=120)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(-3.6, 5.2)
    axes.set_ylim(-ROW_HEIGHT * len(layers), ROW_HEIGHT)
    axes.axis("off")
    title = f"{network.name}: {network.count_params():,} parameters"
    axes.text(0, 0.7 * ROW_HEIGHT, title, ha="center", va="center", fontsize=10)
    rows = {layer.name: -ROW_HEIGHT * index for index, layer in enumerate(layers)}
    for layer in layers:
        _draw_box(axes, layer, rows[layer.name])
        for source in layer.inputs:
            _draw_arrow(axes, rows[source], rows[layer.name])
    inside = [rows[name] for name in first.values() if name.startswith("block0_")]
    blocks = {name.partition("_")[0] for name, like in first.items() if like.startswith("block0_")}
    if len(blocks) > 1:
        _draw_frame(axes, max(inside), min(inside), f"{len(blocks)} blocks")
    save_figure(figure, path)


def _first_blocks(network: keras.Model) -> dict[str, str]:
    """Maps each layer to its counterpart in block 0, else to itself: VGG's blocks count from 1 and differ."""
    names = {layer.name for layer in network.operations}
    first = {name: _REPEATED.sub("block0_", name) for name in names}
    return {name: like if like in names else name for name, like in first.items()}


def _drawn_layers(network: keras.Model, first: Mapping[str, str]) -> Iterator[_Layer]:
    for config, layer in zip(network.get_config()["layers"], network.operations, strict=True):
        if first[layer.name] != layer.name:
            continue
        inputs = tuple(dict.fromkeys(first[name] for name in _input_names(config["inbound_nodes"])))
        kind = type(layer).__name__
        yield _Layer(layer.name, _text(layer), COLOURS.get(kind, OTHER_COLOUR), inputs)


def _text(layer: keras.Operation) -> str:
    """Name and kind of a layer, or size of a network that serves as one, and the shapes that come out."""
    if isinstance(layer, keras.Model):
        kind = f"{layer.count_params():,} parameters"
    else:
        inner = getattr(layer, "layer", layer)  # of a wrapper such as SpectralNormalization
        size = " {} x {}".format(*inner.kernel_size) if hasattr(inner, "kernel_size") else ""
        kind = type(inner).__name__ + size
    outputs = layer.output if isinstance(layer.output, list) else [layer.output]
    shapes = (" x ".join("?" if side is None else str(side) for side in out.shape[1:]) for out in outputs)
    return f"{layer.name}: {kind}\n{', '.join(shapes)}"


def _input_names(value: Any) -> Iterator[str]:
    """Names of the layers whose outputs a serialised call takes."""
    if isinstance(value, dict):
        if "keras_history" in value:
            yield value["keras_history"][0]
        for item in value.values():
            yield from _input_names(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _input_names(item)


def _draw_box(axes: Axes, layer: _Layer, y: float) -> None:
    corner = (-BOX_WIDTH / 2, y - BOX_HEIGHT / 2)
    style = "round,pad=0.02,rounding_size=0.08"
    axes.add_patch(
        FancyBboxPatch(corner, BOX_WIDTH, BOX_HEIGHT, boxstyle=style, fc=layer.colour, ec="#555555")
    )
    axes.text(0, y, layer.text, ha="center", va="center", fontsize=7)


def _draw_arrow(axes: Axes, start: float, end: float) -> None:
    """Straight down to the next row, in an arc on the right when rows lie between."""
    is_next = start - end <= ROW_HEIGHT
    x = 0 if is_next else BOX_WIDTH / 2
    tip = end + BOX_HEIGHT / 2 if is_next else end
    tail = start - BOX_HEIGHT / 2 if is_next else start
    bow = "arc3" if is_next else f"arc3,rad={-min(0.5, 0.12 + 0.9 / (start - end)):.3f}"
    axes.add_patch(
        FancyArrowPatch(
            (x, tail), (x, tip), connectionstyle=bow, arrowstyle="-|>", mutation_scale=9, color="#333333"
        )
    )


def _draw_frame(axes: Axes, top: float, bottom: float, label: str) -> None:
    left, right = -BOX_WIDTH / 2 - 0.25, BOX_WIDTH / 2 + 0.6
    y = bottom - ROW_HEIGHT / 2
    height = top - bottom + ROW_HEIGHT
    axes.add_patch(
        FancyBboxPatch(
            (left, y), right - left, height, boxstyle="square,pad=0", fc="none", ec="#888888", ls="--"
        )
    )
    axes.text(left - 0.1, (top + bottom) / 2, label, ha="right", va="center", fontsize=8)
