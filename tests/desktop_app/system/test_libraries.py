import subprocess
import sys
from pathlib import Path

SHOW_AND_RESTORE = """
import sys
from pathlib import Path
from desktop_app.photos.reading import open_photo, read_thumbnail
from desktop_app.restore.model_choice import list_choices
from desktop_app.system.libraries import load_libraries
from core import service
from core.config import OutputOptions, RestoreOptions

def packages():
    return {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)

photo = Path(sys.argv[1])
load_libraries()
loaded = packages()
list_choices(), read_thumbnail(photo), open_photo(photo)
report = service.restore_photos([photo], RestoreOptions(), OutputOptions())
open_photo(report.outcomes[0].target)
print(sorted(packages() - loaded))
"""

LOOK_WHEN_IMPORTED = """
import sys
from pathlib import Path
from desktop_app.system.libraries import load_libraries

class Look:
    seen = {}
    def find_spec(self, name, path=None, target=None):
        if name in ("cv2", "openvino"):
            mapped = Path("/proc/self/maps").read_text()
            self.seen[name] = [library in mapped for library in ("cv2/cv2.", "_pyopenvino.", "cpu_plugin.")]

sys.meta_path.insert(0, Look())
load_libraries()
print(Look.seen)
"""

NAME_QT = """
import sys
from desktop_app.system.libraries import load_libraries

load_libraries()
print([name for name in sys.modules if name.startswith(("PySide6", "pyqtgraph", "desktop_app.training"))])
"""


def run(program: str, *arguments: Path) -> str:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, cwd=Path(__file__).parents[3])
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_imports_find_their_shared_libraries_loaded():
    every_one = [True, True, True]
    assert run(LOOK_WHEN_IMPORTED) == str({"cv2": every_one, "openvino": every_one})


def test_nothing_is_left_to_load_when_a_photo_is_shown_and_restored(save_photo):
    assert run(SHOW_AND_RESTORE, save_photo("photo.png")) == "[]"


def test_nothing_of_qt_is_loaded_where_another_thread_uses_qt():
    assert run(NAME_QT) == "[]"
