"""Models on disk: a folder each, bundled with the program or in the user's data folder."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import ModelError
from core.models.archive import packed, unpack
from core.models.card import ModelCard
from core.models.card_json import CARD_FILE, DETAIL_FILE, WEIGHTS_FILE, read_card, write_card
from core.models.model_name import check_name
from core.models.shapes import expected_shapes
from core.models.tensor_file import Weights, check_header, interpolated, read_tensors, write_tensors
from core.output_files import unwritable, write_output_file
from core.resource_files import RESOURCES
from core.user_data import user_data_folder


@dataclass(frozen=True)
class StoredModel:
    """A model folder whose description and tensor list are checked; `bundled` ones cannot be changed."""

    card: ModelCard
    folder: Path
    bundled: bool = False

    @property
    def has_detail(self) -> bool:
        """Whether there is a detailed end, so that `detail` chooses between two."""
        return DETAIL_FILE in self.card.files

    def weights(self, detail: float | None = None) -> Weights:
        """The float32 tensors, by Keras variable path ("head/kernel").

        Args:
            detail: 0 is the faithful end, 1 the detailed one, and between them each tensor is
                interpolated (Wang et al. 2019, Deep Network Interpolation). None: the card's
                recommendation. Models with one end ignore it.

        Raises:
            ModelError: a file's hash, tensors or values are not what they should be.
        """
        share = self.card.detail if detail is None else detail
        if not self.has_detail or share == 0:
            return self._read(WEIGHTS_FILE)
        if share == 1:
            return self._read(DETAIL_FILE)
        return interpolated(self._read(WEIGHTS_FILE), self._read(DETAIL_FILE), share)

    def _read(self, name: str) -> Weights:
        return read_tensors(
            self.folder / name, expected_shapes(self.card.architecture), self.card.files[name]
        )


def load_model(folder: Path) -> StoredModel:
    """The model in `folder`, with its description and the headers of its weights checked.

    Raises:
        ModelError: anything is missing, unknown, wrong or out of bounds.
    """
    card = read_card(folder / CARD_FILE)
    if WEIGHTS_FILE not in card.files:
        raise ModelError(
            f"Received no hash of {WEIGHTS_FILE} in {folder}",
            "one in its description",
            "Get the model again.",
        )
    shapes = expected_shapes(card.architecture)
    for name in card.files:
        check_header(folder / name, shapes)
    return StoredModel(card, folder, bundled=folder.resolve().parent == _bundled_folder().resolve())


def list_models() -> list[StoredModel]:
    """All sound models: the bundled ones, then the user's own, each by name."""
    return [model for _, model in _scan() if isinstance(model, StoredModel)]


def broken_models() -> dict[Path, ModelError]:
    """The folders among the models that cannot be used, and why."""
    return {folder: error for folder, error in _scan() if isinstance(error, ModelError)}


def find_model(name_or_path: str) -> StoredModel:
    """The model of that name (the user's own first), or in that folder.

    Raises:
        ModelError: there is none, or it is broken.
    """
    named = [model for model in list_models() if model.card.name == name_or_path]
    if named:
        return named[-1]
    folder = Path(name_or_path)
    if (folder / CARD_FILE).exists():
        return load_model(folder)
    for broken, error in broken_models().items():
        if broken.name == name_or_path:
            raise error
    names = ", ".join(model.card.name for model in list_models()) or "none is installed"
    raise ModelError(
        f"Received the model {name_or_path!r}",
        f"a model's name ({names}) or folder",
        "Choose one of these.",
    )


def default_model(scale: int | None) -> StoredModel:
    """The best model at hand for a result `scale` times as wide; None: for the largest scale.

    In this order: one that expects damaged photos to one that expects clean ones, the right scale to
    another (the result is resized), a larger scale to a smaller one, a faithful model of clean photos to
    a detailed one, a bundled model to the user's own.

    Raises:
        ModelError: no model is installed.
    """
    wanted = scale or max((model.card.architecture.scale for model in list_models()), default=4)

    def preference(model: StoredModel) -> tuple[bool, bool, int, bool]:
        of_scale = model.card.architecture.scale
        return (model.card.kind != "restore", of_scale != wanted, -of_scale, model.card.kind == "detail")

    model = min(list_models(), key=preference, default=None)
    if model is None:
        raise ModelError(
            "Received no model to work with", "at least one installed model", "Import a model, or train one."
        )
    return model


def save_model(
    folder: Path, card: ModelCard, weights: Weights, detail_weights: Weights | None = None
) -> StoredModel:
    """Write a model as `folder`, replacing what is there, all or nothing; fills in `card.files`.

    Raises:
        ModelError: the card or the tensors are not sound.
    """
    shapes = expected_shapes(card.architecture)
    with _replacing(folder) as building:
        files = {WEIGHTS_FILE: write_tensors(weights, shapes, building / WEIGHTS_FILE)}
        if detail_weights is not None:
            files[DETAIL_FILE] = write_tensors(detail_weights, shapes, building / DETAIL_FILE)
        write_card(replace(card, files=files), building / CARD_FILE)
    return load_model(folder)


def export_model(model: StoredModel, zip_path: Path) -> None:
    """Write `model` as one ZIP file that `import_model` reads.

    Raises:
        ModelError: its weights are damaged.
        OutputError: the file cannot be written.
    """
    _check_weights(model)
    archive = packed(model.folder, (CARD_FILE, *model.card.files))
    write_output_file(zip_path, archive, overwrite=True)


def import_model(zip_path: Path) -> StoredModel:
    """Add the model in a ZIP file, which may be a stranger's, to the user's own, after all checks.

    Raises:
        ModelError: the archive or the model is unsound, or a model of that name is there already.
        OutputError: it cannot be written.
    """
    folder = own_models_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".import-") as building:
        unpacked = Path(building) / "model"
        unpacked.mkdir()
        unpack(zip_path, unpacked)
        model = load_model(unpacked)
        _check_weights(model)
        unpacked.replace(free_folder(model.card.name))
    return load_model(folder / model.card.name)


def _check_weights(model: StoredModel) -> None:
    for end in (0.0, 1.0) if model.has_detail else (0.0,):
        model.weights(end)


def rename_model(model: StoredModel, name: str) -> StoredModel:
    """Give one of the user's own models another name.

    Raises:
        ModelError: the model is none of them, or the name is taken or cannot be a folder's name.
        OutputError: it cannot be written; the model stays as it was.
    """
    _require_own(model.folder)
    check_name(name)
    target = free_folder(name)
    card_file = model.folder / CARD_FILE
    try:
        write_card(replace(model.card, name=name), card_file)
        try:
            model.folder.replace(target)
        except OSError:
            write_card(model.card, card_file)
            raise
    except OSError as error:
        raise unwritable(model.folder, error) from error
    return load_model(target)


def delete_model(folder: Path) -> None:
    """Remove one of the user's own models, sound or broken; ModelError when it is none of them."""
    _require_own(folder)
    if folder.is_symlink():
        folder.unlink()
    else:
        shutil.rmtree(folder)


def _bundled_folder() -> Path:
    return RESOURCES / "models"


def own_models_folder() -> Path:
    """Where the user's own models are, a folder each."""
    return user_data_folder() / "models"


def free_folder(name: str) -> Path:
    """Where a new model of that name goes; ModelError where one has it already."""
    folder = own_models_folder() / name
    if folder.exists() or any(model.card.name == name for model in list_models()):
        raise ModelError(
            f"Received the name {name!r} for a model",
            "a name that no model has yet",
            "Rename or delete that one.",
        )
    return folder


def _require_own(folder: Path) -> None:
    if folder.parent.resolve() != own_models_folder().resolve():
        raise ModelError(
            f"Received the model {folder.name!r} in {folder}",
            "one of your own models",
            "Leave this one as it is.",
        )


def _scan() -> Iterator[tuple[Path, StoredModel | ModelError]]:
    for home in (_bundled_folder(), own_models_folder()):
        for folder in _folders_in(home):
            if not folder.name.startswith((".", "_")):
                try:
                    model = load_model(folder)
                    yield folder, _copied(model) if _is_copy(model) else model
                except ModelError as error:
                    yield folder, error


def _is_copy(model: StoredModel) -> bool:
    """Whether another folder bears the name of this one's model: one name must not mean two models."""
    original = model.folder.with_name(model.card.name)
    return original.is_dir() and not original.samefile(model.folder)


def _copied(model: StoredModel) -> ModelError:
    return ModelError(
        f"Received the model {model.card.name!r} in a folder that is called {model.folder.name!r}",
        "a folder of the model's name",
        "Rename the folder, or move it elsewhere.",
    )


def _folders_in(home: Path) -> list[Path]:
    """The folders in `home`; none where it does not exist or may not be listed."""
    try:
        return sorted(path for path in home.iterdir() if path.is_dir())
    except OSError:
        return []


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of `folder` when the block ends without an error."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as temporary:
        building, replaced = Path(temporary) / "new", Path(temporary) / "old"
        building.mkdir()
        yield building
        if folder.exists():
            folder.replace(replaced)
        building.replace(folder)
