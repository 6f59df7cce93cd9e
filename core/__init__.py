"""Restoration and training of photographs, and the command line; no window.

How a photo travels: the command line (`cli`) and the window call `service`. `restoration.batch` finds the
photos, names their results and reads them (`images.reading`); `restoration.restorer` cuts each into tiles
and lets an engine (`restoration.engine`) run a model's network on them; `images.writing` saves the result.

How a model is made: `training.runs` measures an album (`training.album`), builds the networks
(`training.game_parts`) and hands them to `training.trainer`, which feeds them patches (`training.patches`)
of photos that `training.damage` has aged. `training.finishing` judges the result and stores it
(`models.store`), where `restoration.opening` finds it.
"""

__version__ = "0.1.0"
SOFTWARE = f"Heirloom {__version__}"
