import subprocess
import sys


def test_codecs_of_rare_formats_are_not_imported_before_a_photo_needs_them() -> None:
    script = (
        "import sys, core.images.reading, core.images.writing, core.images.finding, core.images.naming;"
        "print({'cv2', 'tifffile', 'pillow_heif'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
