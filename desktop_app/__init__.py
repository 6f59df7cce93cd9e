"""The Qt program around core.

How a dropped photo becomes a result:

1. window.open_actions takes the drop, and hands the files to photos.intake.
2. photos.intake looks for photos in them, in the background, and tells the session.
3. session adds them to photos.list_model, reads thumbnails, and may queue them at once.
4. window.current_photo follows the list; viewer.presenter reads and shows the current photo, with a preview.
5. restore.queue makes jobs of photos; restore.job_runner runs them in the thread of restore.worker, by core.
6. restore.queue notes the result at its photo; viewer.presenter shows it, and results saves or exports it.

Beside it, training tunes a model on an album. widgets, system and look know nothing of photos.
"""
