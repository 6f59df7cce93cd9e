"""Stands in for `heirloom train` where a test needs no learning: same arguments, events, files, exit codes.

Started as `child.py PLAN train ARGUMENTS`; PLAN says how it ends.
"""

import argparse
import os
import signal
import sys
from pathlib import Path

from core.training.events import (
    DownloadAdvanced,
    RolledBack,
    RunFinished,
    RunStarted,
    SampleSaved,
    Scored,
    StepDone,
    TrainingEvent,
    to_json,
)
from core.training.options import TrainingOptions
from core.training.run_folder import RunFolder
from core.training.run_list import run_path

SCORES = {"psnr_y": 30.0, "perceptual": 0.3}
BASELINE = {"psnr_y": 28.0, "perceptual": 0.4}


def write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def tell(event: TrainingEvent) -> None:
    write(to_json(event))


def train(name: str, folder: Path, resumed_at_step: int) -> RunFolder:
    run = RunFolder(run_path(name))
    if not resumed_at_step:
        run.create(TrainingOptions(folder=folder, name=name, minutes=20))
    write("Some library prints a line that is no event.")
    tell(
        RunStarted(
            folder=str(run.path),
            name=name,
            photos=9,
            held_out=1,
            rejected={},
            device="CPU (test)",
            precision="float32",
            features="none",
            parameters=100,
            faults={"blur_px": 0.87, "noise": 0.018, "grain_px": 0.4, "jpeg": 76.2},
            resumed_at_step=resumed_at_step,
        )
    )
    run.checkpoint.touch()
    for step in (resumed_at_step + 10, resumed_at_step + 20):
        play(run, step, elapsed_s=float(step))
        tell(Scored(step=step, scores=SCORES, baseline=BASELINE))
        picture = [[[shade] * 3] * 8 for shade in range(8)]
        tell(SampleSaved(step=step, path=str(save_sample(run, step, picture))))
    return run


def play(run: RunFolder, step: int, elapsed_s: float) -> None:
    losses = {"pixel": 1 / step, "real": 0.9, "fooled": 0.2}
    row = {"step": step, "elapsed_s": elapsed_s, **{f"loss_{key}": losses[key] for key in losses}}
    run.metrics.append(row)
    tell(
        StepDone(
            step=step,
            done=step / 100,
            losses=losses,
            learning_rate=1e-4,
            waiting=0.0,
            elapsed_s=elapsed_s,
            remaining_s=60.0,
        )
    )


def save_sample(run: RunFolder, step: int, picture: list[list[list[int]]]) -> Path:
    import numpy as np

    image = np.array(picture, np.uint8)
    return run.save_sample(step, (image, image + 100, image + 200))


def finish(run: RunFolder, *, kept: bool) -> None:
    run.checkpoint.unlink()
    tell(
        RunFinished(
            folder=str(run.path),
            model=str(run.model),
            kept=kept,
            verdict="Kept." if kept else "Not kept.",
            step=20,
            scores=SCORES,
            reference=BASELINE,
        )
    )


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("plan")
    parser.add_argument("command")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--name")
    parser.add_argument("--resume")
    arguments, _ = parser.parse_known_args()
    if arguments.plan == "complain":
        sys.stderr.write("heirloom: Received no photos; expected two. Add photos.\n")
        return 1
    if arguments.plan == "break":
        raise RuntimeError("a mistake in the program")
    if arguments.plan == "hang in a download":
        tell(DownloadAdvanced(done=20e6, total=80e6))
        signal.pause()
    run = train(arguments.resume or arguments.name, arguments.folder, 20 if arguments.resume else 0)
    if arguments.plan == "be rolled back and wait":
        tell(RolledBack(step=10, reason="not finite", learning_rate=5e-5))
        for step, elapsed_s in ((20, 40.0), (30, 45.0)):
            play(run, step, elapsed_s)
    if arguments.plan == "be killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if arguments.plan == "hang":
        signal.pause()
    if arguments.plan.endswith("wait"):
        while os.read(0, 100):
            pass
        return 130
    if arguments.plan == "wait for a full disk":
        while os.read(0, 100):
            pass
        sys.stderr.write("heirloom: The checkpoint cannot be written. Free some space.\n")
        return 1
    finish(run, kept=arguments.plan == "win")
    return 0


if __name__ == "__main__":
    sys.exit(main())
