"""Restores many photos: names all results first, collects failures, and reads the next photo ahead."""

import time
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from core.config import OutputFormat, OutputOptions, RestoreOptions
from core.errors import HeirloomError
from core.images.encoding import require_fit
from core.images.endings import READ_ENDINGS
from core.images.finding import FoundPhoto, find_photos
from core.images.naming import PathSet, is_free, must_write, numbered, result_path
from core.images.photo import Photo
from core.images.reading import read_photo, stored_format
from core.images.writing import KEPT_FORMATS, writable_format, write_photo
from core.outcomes import BatchReport, Failed, PhotoOutcome, Restored, Skipped
from core.progress import Progress, part_of
from core.restoration.engine import Engine
from core.restoration.engine_cache import EngineCache
from core.restoration.opening import chosen_model
from core.restoration.restorer import restore

BROKEN_PHOTO = (HeirloomError, OSError, MemoryError)
"""Errors of one photo that do not stop the others."""


@dataclass(frozen=True)
class _Job:
    """A photo to restore, and the format and path that its file name suggests for the result."""

    found: FoundPhoto
    format: OutputFormat
    target: Path


class Batch:
    """One set of options, applied to any number of photos. Only `replaceable` files are replaced unasked."""

    def __init__(
        self,
        options: RestoreOptions,
        output: OutputOptions,
        engines: EngineCache,
        replaceable: Iterable[Path],
    ) -> None:
        self._options, self._output, self._engines = options, output, engines
        self._model = chosen_model(options)
        self._scale = options.scale or self._model.card.architecture.scale
        self._replaceable = {path.resolve() for path in replaceable}
        self._taken = PathSet()

    def run(
        self,
        inputs: Sequence[Path],
        *,
        recursive: bool,
        progress: Progress,
        on_photo: Callable[[PhotoOutcome], None],
    ) -> BatchReport:
        """See `core.service.restore_photos`."""
        outcomes: list[PhotoOutcome] = []

        def report(outcome: PhotoOutcome) -> None:
            outcomes.append(outcome)
            on_photo(outcome)

        photos, problems = find_photos(inputs, recursive=recursive)
        earlier_results = self._results_of(photos)
        for found in photos:
            if found.path not in earlier_results:
                self._taken.add(found.path)
        planned = [self._plan(found, earlier_results) for found in photos]
        for path, problem in problems:
            report(_failed(path, problem))
        for plan in planned:
            if not isinstance(plan, _Job):
                report(plan)
        jobs = [plan for plan in planned if isinstance(plan, _Job)]
        if jobs:
            engine = self._engines.open(self._model, detail=self._options.detail, device=self._options.device)
            with closing(_read_ahead(jobs)) as readings:
                for index, (job, reading) in enumerate(readings):
                    report(self._outcome(job, reading, engine, part_of(progress, index, len(jobs))))
                    progress(index + 1, len(jobs))
        return BatchReport(tuple(outcomes))

    def _plan(self, found: FoundPhoto, earlier_results: PathSet) -> _Job | PhotoOutcome:
        """Choose the result's name before anything is read; OptionsError if the pattern gives none."""
        if found.path in earlier_results:
            return Skipped(source=found.path, target=found.path, reason="it is the result of another photo")
        file_format = self._format_by_name(found)
        target = self._name(found, file_format)
        try:
            if not self._must_write(target, found.path):
                return Skipped(source=found.path, target=target, reason="its result exists")
        except HeirloomError as error:
            return _failed(found.path, error)
        return _Job(found, file_format, target)

    def _name(self, found: FoundPhoto, file_format: OutputFormat) -> Path:
        for output in numbered(self._output):
            target = self._path(found, file_format, output, self._taken)
            if output.if_exists != "number" or is_free(target) or self._may_replace(target):
                self._taken.add(target)
                return target
        raise AssertionError("numbers never run out")

    def _must_write(self, target: Path, photo: Path) -> bool:
        return self._may_replace(target) or must_write(target, photo, self._output)

    def _may_replace(self, target: Path) -> bool:
        return target.resolve() in self._replaceable

    def _path(
        self, found: FoundPhoto, file_format: OutputFormat, output: OutputOptions, taken: PathSet | None
    ) -> Path:
        model = self._model.card.name
        return result_path(found, output, format=file_format, scale=self._scale, model=model, taken=taken)

    def _format_by_name(self, found: FoundPhoto) -> OutputFormat:
        return self._output.format or READ_ENDINGS.get(found.path.suffix.lower(), "png")

    def _format_by_content(self, found: FoundPhoto) -> OutputFormat:
        return self._output.format or KEPT_FORMATS.get(stored_format(found.path), "png")

    def _results_of(self, photos: Sequence[FoundPhoto]) -> PathSet:
        """Where the photos' results are if this batch goes on with an earlier one, else nothing."""
        if self._output.if_exists != "skip" or self._output.name_pattern == "{name}":
            return PathSet()
        return PathSet(
            self._path(found, file_format, self._output, None)
            for found in photos
            for file_format in {self._format_by_name(found), self._format_by_content(found)}
        )

    def _outcome(self, job: _Job, reading: Future[Photo], engine: Engine, progress: Progress) -> PhotoOutcome:
        try:
            return self._restore(job, reading.result(), engine, progress)
        except BROKEN_PHOTO as error:
            return _failed(job.found.path, error)

    def _restore(self, job: _Job, photo: Photo, engine: Engine, progress: Progress) -> Restored | Skipped:
        began = time.monotonic()
        target = job.target
        file_format = self._output.format or writable_format(photo, self._scale)
        if file_format != job.format:  # the file was not what its ending says
            target = self._name(job.found, file_format)
            if not self._must_write(target, job.found.path):
                return Skipped(source=job.found.path, target=target, reason="its result exists")
        require_fit(file_format, self._scale * photo.width, self._scale * photo.height)
        result = restore(photo, engine, self._options, progress)
        write_photo(
            result,
            target,
            format=file_format,
            quality=self._output.quality,
            keep_metadata=self._output.keep_metadata,
            model=self._model.card.name if self._options.strength else None,
            overwrite=self._output.if_exists == "replace" or self._may_replace(target),
        )
        return Restored(
            source=job.found.path,
            target=target,
            size=(photo.width, photo.height),
            result_size=(result.width, result.height),
            seconds=time.monotonic() - began,
            device=engine.device,
            model=self._model.card.name,
            notes=photo.notes,
        )


def _read_ahead(jobs: Sequence[_Job]) -> Generator[tuple[_Job, Future[Photo]], None, None]:
    """Each job with its photo, while the next one's is being read. Close it to stop reading."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="photo-reader") as reader:
        upcoming = reader.submit(read_photo, jobs[0].found.path)
        for index, job in enumerate(jobs):
            reading = upcoming
            reading.exception()  # waits, so that no more than two photos are in memory
            if index + 1 < len(jobs):
                upcoming = reader.submit(read_photo, jobs[index + 1].found.path)
            yield job, reading


def _failed(path: Path, error: Exception) -> Failed:
    reason = "there is not enough memory" if isinstance(error, MemoryError) else str(error)
    return Failed(source=path, reason=reason)
