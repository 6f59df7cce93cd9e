"""The networks of a run as text and as pictures."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import keras

from core.errors import OutputError
from core.models.diagram import save_diagram


def networks_of_run(
    players: Mapping[str, keras.Model], features: keras.Model | None
) -> dict[str, keras.Model]:
    """What a run consists of, by name: its players, the features, and an adversarial run as a whole."""
    networks = dict(players)
    if features:
        networks["features"] = features
    if "discriminator" in players:
        networks["whole"] = _whole(players["generator"], players["discriminator"], features)
    return networks


def save_summaries(networks: Mapping[str, keras.Model], folder: Path) -> None:
    """Write NAME.txt, a table of layers, and NAME.png, a diagram, for each network into `folder`."""
    with suppress(OSError, OutputError):  # a full disk costs a picture, never the run
        folder.mkdir(exist_ok=True)
        for name, network in networks.items():
            lines: list[str] = []
            network.summary(print_fn=lines.append)
            (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
            save_diagram(network, folder / f"{name}.png")


def _whole(generator: keras.Model, discriminator: keras.Model, features: keras.Model | None) -> keras.Model:
    """How the networks hang together: what the generator makes and the original go to the others."""
    photo, original = (keras.Input((None, None, 3), name=name) for name in ("photo", "original"))
    seen = [generator(photo), original]
    judges = [discriminator, *([features] if features else [])]
    return keras.Model([photo, original], [judge(image) for judge in judges for image in seen], name="whole")
