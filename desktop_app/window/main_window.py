"""The main window: puts the parts together, and connects them."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop_app.error_text import Explanation
from desktop_app.look.theme import Theme
from desktop_app.photos.photo_list import PhotoList
from desktop_app.restore.panel import RestorePanel
from desktop_app.restore.preview_runner import PreviewRunner
from desktop_app.results.actions import ResultActions
from desktop_app.session import Session
from desktop_app.settings import Settings
from desktop_app.system.desktop_progress import DesktopProgress
from desktop_app.translation import Translation
from desktop_app.viewer.comparison import ComparisonView
from desktop_app.viewer.presenter import Presenter
from desktop_app.widgets.hold_key import HoldKey
from desktop_app.widgets.notice import Notice
from desktop_app.widgets.questions import confirms
from desktop_app.widgets.side_panel import SidePanel
from desktop_app.window.actions import Actions
from desktop_app.window.chosen_options import ChosenOptions
from desktop_app.window.current_photo import CurrentPhoto
from desktop_app.window.dialogs import ReportDialog
from desktop_app.window.docks import Docks
from desktop_app.window.empty_state import EmptyState
from desktop_app.window.menus import Menus, build_toolbar
from desktop_app.window.open_actions import OpenActions
from desktop_app.window.photo_area import PhotoArea
from desktop_app.window.possible_actions import PossibleActions
from desktop_app.window.preference_actions import PreferenceActions
from desktop_app.window.status_line import StatusLine
from desktop_app.window.view_actions import ViewActions
from desktop_app.window.work_display import WorkDisplay

if TYPE_CHECKING:
    from desktop_app.training.panel import TrainingPanel


class MainWindow(QMainWindow):
    """Makes the parts and connects their signals; each part does its own work."""

    def __init__(self, settings: Settings, theme: Theme, translation: Translation) -> None:
        super().__init__()
        self._settings, self._theme = settings, theme
        self.session = Session(settings, self)
        self.actions_by_name = Actions(self)
        self.menus = Menus(self, self.actions_by_name, settings)
        self.toolbar = build_toolbar(self.actions_by_name)
        self.photos = PhotoList(self.session.model, theme.colours)
        self.view = ComparisonView()
        self.empty = EmptyState(self.actions_by_name["open_photos"], self.actions_by_name["open_folder"])
        self.notice = Notice()
        self.restore_panel = RestorePanel(
            *(self.actions_by_name[name] for name in ("restore", "restore_all", "copy_settings"))
        )
        self.options = ChosenOptions(self.restore_panel, self.photos, self.session, settings, self)
        self.side_panel = SidePanel()
        self.status = StatusLine()
        self._preview = PreviewRunner(self)
        self.presenter = Presenter(self.session.model, self.view, self._preview, self)
        self.results = ResultActions(self.session.model, self.presenter, self.view, settings, self)
        self.open_actions = OpenActions(self.actions_by_name, self.menus, self.session.intake, settings, self)
        self.view_actions = ViewActions(self.actions_by_name, self.view, settings, self)
        self.preferences = PreferenceActions(
            self.actions_by_name, self.menus, settings, theme, translation, self
        )
        self._desktop = DesktopProgress(self)
        self.training: TrainingPanel | None = None
        self.work_display = WorkDisplay(
            self.session.runner, self.session.queue, self.status, self.actions_by_name, self._desktop
        )
        self._area = PhotoArea(self.notice, self.empty, self.view)
        self.current_photo = CurrentPhoto(
            self.session, self.photos, self.presenter, self._area, self.restore_panel, self.status
        )
        self.possible_actions = PossibleActions(
            self.actions_by_name, self.session.model, self.photos, self.restore_panel
        )
        self._report: ReportDialog | None = None
        self._hold_key = HoldKey(Qt.Key.Key_Backslash, self)
        self._lay_out()
        self._connect_signals()
        self._take_colours()
        self._retranslate()

    def open_paths(self, paths: list[Path], *, restore: bool = False) -> None:
        """Bring in photos and folders; with `restore`, restore them at once."""
        self.session.intake.take(paths, restore=restore)

    def show_report(self, report: str, log_path: Path) -> None:
        """Show the report of a mistake in the program. While it is open, further ones go only to the log."""
        if self._report is None:
            self._report = ReportDialog(report, str(log_path), self)
            self._report.exec()
            self._report = None

    def tell_settings_were_reset(self) -> None:
        """Tell that the settings file could not be understood."""
        self._tell_error(
            self.tr("The settings file was damaged and set aside. Heirloom starts with fresh settings.")
        )

    def _lay_out(self) -> None:
        self.resize(QSize(1280, 820).boundedTo(self.screen().availableSize()))
        self.setCentralWidget(self._area)
        self.addToolBar(self.toolbar)
        self.setStatusBar(self.status)
        self.side_panel.add_page(self.restore_panel)
        self.side_panel.add_lazy_page(self._make_training_page)
        self.docks = Docks(self.photos, self.side_panel, self)
        self.photos.addActions(
            [self.actions_by_name[name] for name in ("restore", "save_as", "show_in_folder", "remove")]
        )
        self.menus.submenus["panels"].addActions(self.docks.toggles)
        self.restoreGeometry(self._settings.window_geometry)
        self.restoreState(self._settings.window_state)

    def _make_training_page(self) -> QWidget:
        from desktop_app.training.panel import TrainingPanel  # here, so that the first window does not wait

        self.training = TrainingPanel(self._settings, self._theme)
        self.training.model_chosen.connect(self.options.use_model)
        self.training.models_changed.connect(self.session.list_models)
        self.training.models.renamed.connect(self.options.rename_model)
        self.training.models.deleted.connect(self.options.replace_model)
        self.training.models.rolled_back.connect(self.options.replace_model)
        self.training.progressed.connect(self._desktop.show_progress)
        self.training.ended.connect(self._desktop.end_progress)
        self.preferences.was_reset.connect(self.training.show_settings)
        return self.training

    def _connect_signals(self) -> None:
        actions, session = self.actions_by_name, self.session
        for name, slot in {
            "remove": self._remove_selected,
            "quit": self.close,
            "copy": self.results.copy,
            "save_as": self.results.save_as,
            "show_in_folder": self.results.show_in_folder,
            "export_comparison": self.results.export_comparison,
            "contact_sheet": self.results.make_contact_sheet,
            "previous": self.photos.go_back,
            "next": self.photos.go_on,
            "restore": self._restore_selected,
            "restore_all": session.queue.restore_all,
            "retry_failed": session.queue.retry_failed,
            "cancel": self._cancel,
            "copy_settings": self.options.copy_to_all,
        }.items():
            actions[name].triggered.connect(slot)
        self.open_actions.drop_expected.connect(self.empty.set_target)
        self.open_actions.nothing_to_paste.connect(self._tell_nothing_to_paste)
        self._hold_key.held.connect(self.view.hold_original)
        session.failed.connect(self._tell_error)
        session.runner.restored.connect(self.preferences.note_device)
        session.queue.pasted_restored.connect(self.results.tell_saved)
        session.queue.nothing_to_restore.connect(self._tell_nothing_to_restore)
        self.view.pixel_pointed.connect(self.status.show_pixel)
        self.view.pixel_left.connect(self.status.clear_pixel)
        self.view.file_dragged.connect(self.results.drag_out)
        self.preferences.device_chosen.connect(self.options.choose_device)
        self.preferences.was_reset.connect(self.options.reset)
        self.preferences.was_reset.connect(self.view_actions.show_settings)
        self.preferences.was_reset.connect(self.docks.show_all)
        self.presenter.preview_failed.connect(self._tell_error)
        self.results.told.connect(self.notice.tell)
        self.results.failed.connect(self._tell_error)
        self.current_photo.title_changed.connect(self.setWindowTitle)
        self._theme.changed.connect(self._take_colours)

    # Looks

    def _take_colours(self) -> None:
        colours = self._theme.colours
        self.actions_by_name.set_colours(colours)
        self.photos.set_colours(colours)
        self.empty.set_colours(colours)
        self.view.set_colours(colours.accent)

    def _retranslate(self) -> None:
        self.actions_by_name.retranslate()
        self.menus.retranslate()
        self.docks.retranslate()
        self.toolbar.setWindowTitle(self.tr("Toolbar"))
        self.side_panel.set_titles(self.tr("Restore"), self.tr("Train"))
        self.photos.setAccessibleName(self.tr("Photos"))
        self.possible_actions.refresh()
        self.work_display.refresh()

    # Work and messages

    def _remove_selected(self) -> None:
        self.session.remove(self.photos.selected_entries)

    def _restore_selected(self) -> None:
        self.session.queue.restore(self.photos.selected_entries)

    def _cancel(self) -> None:
        if not self.view_actions.leave_full_screen():  # which Esc does first
            self.session.runner.cancel()

    def _tell_error(self, message: str | Explanation) -> None:
        self.notice.tell(message, "error")

    def _tell_nothing_to_paste(self) -> None:
        self.notice.tell(self.tr("There is no picture or file to paste."))

    def _tell_nothing_to_restore(self) -> None:
        self.notice.tell(self.tr("All photos are restored with these settings already."))

    # Events

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LanguageChange:  # the parts have received it by now
            self._retranslate()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self.view_actions.leave_full_screen():
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        self.view_actions.leave_full_screen()  # so that its layout is not remembered
        self._settings.window_geometry = self.saveGeometry()
        self._settings.window_state = self.saveState()
        self.hide()  # stopping may take a while: a result is written, or a training run saved
        parts = (self._preview, self.presenter, self.results, self.session, self.training)
        for part in filter(None, parts):
            part.stop()
        super().closeEvent(event)

    def _may_close(self) -> bool:
        questions = []
        if self.session.runner.is_busy:
            questions.append(self.tr("Photos are still being restored. Stop and close?"))
        if self.training is not None and self.training.is_training:
            questions.append(
                self.tr("A model is being trained. Pause it and close? It can be resumed later.")
            )
        return not questions or confirms(self, "Heirloom", "\n\n".join(questions))
