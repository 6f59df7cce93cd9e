"""Turns what was measured in an album into damage of the same kind and size."""

import numpy as np

from core.training.album import AlbumScan
from core.training.damage.noises import SIZE_PER_SIGMA
from core.training.damage.options import DamageOptions, Dose
from core.training.quality import BLOCKY, BLURRED_PX, NOISY

BLOCKINESS = (0.04, 0.1, 0.19, 0.26, 0.36, 0.45, 0.53, 0.77, 1.38)
QUALITIES = (90, 80, 70, 60, 50, 40, 30, 20, 10)
"""What JPEG qualities, colour halved, measure as; medians over 13 photos of 481 x 321 pixels."""
MIDTONES = 1.4
"""Grain in the mid-tones over the grain that is measured in the lower quarter of tones."""
NONE = Dose(0, 0, 0)


def measured_damage(scan: AlbumScan) -> DamageOptions:
    """Damage as bad as that of the worst tenth of an album's photos, each kind as often as it was found.

    Textures, ringing and streaks, which are not measured, are left out; tonal ageing stays as it is.
    The album has at least one usable photo.
    """
    blur, noise, grain, blockiness = (
        np.array([getattr(photo.quality, name) for photo in scan.usable])
        for name in ("blur_px", "noise", "grain_px", "blockiness")
    )
    worst_noise = MIDTONES * float(np.quantile(noise, 0.9))
    jpeg = float(np.interp(np.quantile(blockiness, 0.9), BLOCKINESS, QUALITIES))
    finest, coarsest = np.clip(np.quantile(grain, (0.1, 0.9)) * SIZE_PER_SIGMA, 1, 4)
    return DamageOptions(
        least_strength=0.5,
        blur=Dose(float(np.mean(blur > BLURRED_PX)), 0.2, float(max(np.quantile(blur, 0.9), 0.2))),
        soft=NONE,
        ringing=NONE,
        resample=NONE,
        grain=Dose(float(np.mean(noise > NOISY)), 0, worst_noise),
        grain_size=Dose(1, float(finest), float(coarsest)),
        sensor=Dose(float(np.mean(noise > NOISY)) / 2, 0, worst_noise),
        lines=NONE,
        paper=NONE,
        weave=NONE,
        halftone=NONE,
        jpeg=Dose(float(np.mean(blockiness > BLOCKY)), 96, jpeg),
        second_jpeg=NONE,
    )
