"""`heirloom models`: list, show, export, import, average, rename and delete models."""

import argparse
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.cli.console import DONE, a_path, complain, say, say_json

if TYPE_CHECKING:
    from core.models.shapes import Shapes
    from core.models.store import StoredModel


def add_parser(commands: Any) -> None:
    """Add this command to the subparsers of argparse."""
    parser = commands.add_parser("models", help="list, inspect and exchange models")
    parser.set_defaults(run=_list, json=False)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")

    def add(name: str, run: Any, explanation: str) -> argparse.ArgumentParser:
        sentence = f"{explanation[0].upper()}{explanation[1:]}."
        action: argparse.ArgumentParser = actions.add_parser(name, help=explanation, description=sentence)
        action.set_defaults(run=run)
        return action

    listing = add("list", _list, "list all models (the default)")
    listing.add_argument("--json", action="store_true", help="print them as JSON")
    show = add("show", _show, "show description, scores and layers of a model")
    show.add_argument("name", metavar="NAME", help="name or folder of the model")
    show.add_argument("--json", action="store_true", help="print it as JSON")
    show.add_argument("--picture", type=a_path, metavar="FILE", help="draw the network (PNG, JPEG, PDF, SVG)")
    export = add("export", _export, "write a model as one ZIP file")
    export.add_argument("name", metavar="NAME", help="name or folder of the model")
    export.add_argument("file", type=a_path, metavar="ZIP", help="file to write")
    add("import", _import, "add a model from a ZIP file").add_argument(
        "file", type=a_path, metavar="ZIP", help="what `heirloom models export` wrote"
    )
    average = add("average", _average, "average the weights of several models into a new one")
    average.add_argument("new_name", metavar="NEW_NAME", help="name of the new model")
    average.add_argument(
        "models",
        nargs="+",
        type=_share,
        metavar="MODEL[=SHARE]",
        help="share in the average (default 1); may be negative",
    )
    rename = add("rename", _rename, "give one of your own models another name")
    rename.add_argument("name", metavar="NAME", help="its current name")
    rename.add_argument("new_name", metavar="NEW_NAME", help="its new name")
    add("delete", _delete, "remove one of your own models").add_argument(
        "name", metavar="NAME", help="its name"
    )


def _list(arguments: argparse.Namespace) -> int:
    from core.models.store import broken_models, list_models

    models = list_models()
    if arguments.json:
        say_json([_summary(model) for model in models])
    else:
        for model in models:
            card = model.card
            owner = "bundled" if model.bundled else "own"
            columns = f"{card.name:24} x{card.architecture.scale}  {card.kind:9} {owner:8}"
            say(f"{columns} {card.description}".rstrip())
        if not models:
            say("No model is installed.")
    for folder, error in broken_models().items():
        complain(f"{folder.name}: {error}")
    return DONE


def _show(arguments: argparse.Namespace) -> int:
    from core.figures import require_new_figure
    from core.models.shapes import expected_shapes
    from core.models.store import find_model

    model = find_model(arguments.name)
    shapes = expected_shapes(model.card.architecture)
    if arguments.picture:
        require_new_figure(arguments.picture)
        _draw(model, arguments.picture)
    if arguments.json:
        say_json({**_summary(model), "parameters": _parameters(shapes), "tensors": shapes})
    else:
        _print_card(model, shapes)
    return DONE


def _draw(model: "StoredModel", path: Path) -> None:
    from core.keras_import import import_keras

    import_keras()
    from core.models.diagram import save_diagram
    from core.models.networks import build_network

    save_diagram(build_network(model.card.architecture), path)


def _export(arguments: argparse.Namespace) -> int:
    from core.models.store import export_model, find_model
    from core.output_files import require_free

    model = find_model(arguments.name)
    require_free(arguments.file)
    export_model(model, arguments.file)
    say(str(arguments.file))
    return DONE


def _import(arguments: argparse.Namespace) -> int:
    from core.models.store import import_model

    say(f"Imported {import_model(arguments.file).card.name}.")
    return DONE


def _average(arguments: argparse.Namespace) -> int:
    from core.models.averaging import average_models
    from core.models.store import find_model

    names, shares = zip(*arguments.models, strict=True)
    model = average_models([find_model(name) for name in names], arguments.new_name, shares)
    say(f"Made {model.card.name}.")
    return DONE


def _share(text: str) -> tuple[str, float]:
    """A model and how much it counts, as in "album=0.5"."""
    name, _, share = text.rpartition("=")
    try:
        return name, float(share)
    except ValueError:
        return text, 1.0


def _rename(arguments: argparse.Namespace) -> int:
    from core.models.store import find_model, list_models, rename_model
    from core.training.run_list import rename_base

    model = find_model(arguments.name)
    renamed = rename_model(model, arguments.new_name)
    if all(other.card.name != model.card.name for other in list_models()):  # or runs start from that one
        rename_base(model.card.name, renamed.card.name)
    say(f"Renamed to {renamed.card.name}.")
    return DONE


def _delete(arguments: argparse.Namespace) -> int:
    from core.errors import ModelError
    from core.models.store import broken_models, delete_model, find_model

    try:
        folder = find_model(arguments.name).folder
    except ModelError:
        broken = {folder.name: folder for folder in broken_models()}
        if arguments.name not in broken:
            raise
        folder = broken[arguments.name]
    delete_model(folder)
    say(f"Deleted {folder.name}.")
    return DONE


def _summary(model: "StoredModel") -> dict[str, Any]:
    # The executable's bundled models are where it is unpacked, and gone with it.
    folder = None if model.bundled else str(model.folder)
    return {**asdict(model.card), "folder": folder, "bundled": model.bundled}


def _print_card(model: "StoredModel", shapes: "Shapes") -> None:
    card = model.card
    network = card.architecture
    say(f"{card.name} {card.version}  ({'bundled' if model.bundled else model.folder})")
    if card.description:
        say(card.description)
    say(f"Kind: {card.kind}, scale x{network.scale}, licence {card.licence}")
    say(
        f"Network: {network.network}, {network.filters} filters, {network.blocks} residual blocks, "
        f"{_parameters(shapes):,} parameters"
    )
    _print_table("Training", card.training)
    for benchmark, scores in card.scores.items():
        _print_table(f"Scores on {benchmark}", scores)
    say("Layers:")
    for name, shape in shapes.items():
        say(f"  {name:28} {' x '.join(map(str, shape)):20} {math.prod(shape):>9,}")


def _print_table(title: str, values: Mapping[str, Any], indent: int = 0) -> None:
    """Figures in a line; tables inside below it, and nothing of what is empty."""
    values = dict(_spread(values))
    flat = {name: value for name, value in values.items() if not isinstance(value, Mapping)}
    words = [f"{name} {_figure(value)}" for name, value in flat.items() if value not in (None, "", [])]
    if values:
        say(f"{' ' * indent}{title}: {', '.join(words)}".rstrip())
    for name, value in values.items():
        if isinstance(value, Mapping):
            _print_table(name, value, indent + 2)


def _spread(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """`values`, with lists that hold tables as so many numbered values."""
    for name, value in values.items():
        if isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
            yield from ((f"{name} {number}", item) for number, item in enumerate(value, 1))
        else:
            yield name, value


def _figure(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _parameters(shapes: "Shapes") -> int:
    return sum(map(math.prod, shapes.values()))
