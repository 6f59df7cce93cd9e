"""How far a photo is, in a few words."""

from PySide6.QtCore import QCoreApplication

from desktop_app.number_text import size_text
from desktop_app.photos.entry import PhotoEntry, State


def state_text(entry: PhotoEntry) -> str:
    """What stands in the list below the photo's name, which it need not repeat."""
    translate = QCoreApplication.translate
    if entry.state is State.FAILED:
        reason = entry.reason.partition("\n")[0].removeprefix(entry.path.name).strip()
        return reason or translate("PhotoDelegate", "Failed")
    if entry.state is State.RUNNING:
        text = translate("PhotoDelegate", "Restoring, {percent} %")
        return text.format(percent=round(100 * entry.share_done))
    if entry.state is State.WAITING:
        return translate("PhotoDelegate", "Waiting")
    if entry.state is State.DONE and entry.result:
        return translate("PhotoDelegate", "Restored, {size}").format(size=size_text(entry.result.size))
    return size_text(entry.size) if entry.size else ""
