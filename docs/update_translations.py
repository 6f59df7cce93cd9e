"""Brings resources/translations in step with the texts in desktop_app: `python docs/update_translations.py`.

Run it after a text was changed, translate what is marked `unfinished` in the .ts files, and run it again.
"""

import subprocess
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = Path(sysconfig.get_path("scripts"))
ONLY_PLURALS = {"en"}
"""The language of the source texts, whose file says how they are with a number."""


def main() -> None:
    """Collect the texts, and compile the translations for Qt."""
    sources = sorted((ROOT / "desktop_app").rglob("*.py"))
    for texts in sorted((ROOT / "resources" / "translations").glob("*.ts")):
        code = texts.stem.removeprefix("heirloom_")
        options = ["-pluralonly"] if code in ONLY_PLURALS else []
        fixed = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", code]
        subprocess.run([SCRIPTS / "pyside6-lupdate", *sources, *options, *fixed, "-ts", texts], check=True)
        subprocess.run([SCRIPTS / "pyside6-lrelease", texts, "-qm", texts.with_suffix(".qm")], check=True)


if __name__ == "__main__":
    main()
