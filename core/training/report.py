"""A run on one page that any browser opens."""

from collections.abc import Mapping
from html import escape
from math import nan

from core.training.events import SCORE_NAMES, RunFinished
from core.training.run_folder import RunFolder, sample_step
from core.whole_file import write_whole_file

PAGE = """<!doctype html>
<meta charset="utf-8"><title>{name}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}
img {{ max-width: 100% }} figure {{ margin: 1rem 0 }}
td, th {{ padding: .2rem 1rem .2rem 0; text-align: left }}
</style>
<h1>{name}</h1>
<p>{verdict}</p>
<h2>Held-out photos</h2>
<table><tr><th><th>this model<th>to beat</tr>{scores}</table>
<p>Plainly enlarged, generated and, where there is a third, original:</p>
{samples}
<h2>Curves</h2>
<p><img src="{curves}" alt="losses and scores over the steps"></p>
<h2>How it was trained</h2>
<table>{options}</table>
<h2>Networks</h2>
{networks}
"""


def write_report(
    run: RunFolder, name: str, facts: Mapping[str, object], finished: RunFinished, *, until: int
) -> None:
    """Write run.report; its pictures, up to the step `until`, stay beside it in the run's folder."""
    samples = [path for path in sorted(run.samples.glob("*.png")) if sample_step(path) <= until]
    shown = [*samples[:1], *samples[1:][-2:]]  # a base that is to be beaten is in the first
    to_beat = finished.reference
    page = PAGE.format(
        name=escape(name),
        verdict=escape(finished.verdict),
        scores="".join(
            f"<tr><td>{escape(SCORE_NAMES.get(key, key))}<td>{value:.4g}<td>{to_beat.get(key, nan):.4g}</tr>"
            for key, value in finished.scores.items()
        ),
        samples="".join(
            f'<figure><img src="samples/{path.name}" alt=""><figcaption>Step {sample_step(path)}</figcaption>'
            "</figure>"
            for path in shown
        ),
        curves=run.curves.name,
        options="".join(
            f"<tr><td>{escape(key)}<td>{escape(str(value))}</tr>" for key, value in facts.items()
        ),
        networks="".join(
            f'<details><summary>{path.stem}, <a href="summaries/{path.stem}.txt">as text</a></summary>'
            f'<img src="summaries/{path.name}" alt="layers of the {path.stem}"></details>'
            for path in sorted(run.summaries.glob("*.png"))
        ),
    )
    write_whole_file(run.report, page.encode(errors="backslashreplace"), replace=True)
