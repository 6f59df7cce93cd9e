import gc
import weakref

from PySide6.QtCore import QObject

from desktop_app.system.garbage import GarbageCollector


def test_what_the_window_leaves_is_gone_before_python_collects_by_itself(qapp):
    """Else Python may delete it in the middle of another deletion, and wait for Qt's lock for ever."""
    garbage = GarbageCollector(qapp)
    assert not gc.isenabled()
    owner = QObject()
    owner.itself = owner
    left = weakref.ref(owner)
    del owner
    assert left() is not None

    garbage.close()

    assert left() is None
    assert gc.isenabled()
