"""What film, sensors and scanners add. Photos are float32 (height, width, 3), 0..1; so are the results."""

import cv2
import numpy as np

from core.images.colour import LUMA
from core.training.damage.arrays import Floats, bounded

SIZE_PER_SIGMA = 3.33
"""Full width at half height of the autocorrelation of white noise blurred by a Gaussian of sigma 1."""


def grain(photo: Floats, *, amount: float, size_px: float, colour: float, seed: int) -> Floats:
    """Film grain: clumps of `size_px`, strongest in the mid-tones, nearly absent in white and black.

    Args:
        photo: as above.
        amount: standard deviation in the mid-tones.
        size_px: width of a clump, as the full width at half height of the autocorrelation.
        colour: 0..1, from grain of silver, the same in all channels, to that of three dyes.
        seed: of its pattern.
    """
    luma: Floats = (photo @ LUMA)[..., np.newaxis]
    strength: Floats = amount * (0.2 + 3.2 * luma * (1 - luma))
    return bounded(photo + strength * _clumps(photo, size_px, colour, seed))


def sensor_noise(
    photo: Floats, *, read: float, shot: float, colour: float, seed: int, size_px: float = 0.0
) -> Floats:
    """Noise of a sensor: deviation `read` everywhere, and `shot` at white, growing as the root of light.

    The second is Poisson noise in its Gaussian limit, which holds above some ten photons a pixel.
    `colour` and `size_px` are as for grain; 0 px is white noise, as the sensor's own pixels have it.
    """
    deviation = np.sqrt(read**2 + shot**2 * photo)
    return bounded(photo + deviation * _clumps(photo, size_px, colour, seed))


def scanner_lines(photo: Floats, *, amount: float, vertical: bool, seed: int) -> Floats:
    """Streaks along the scan: each line is brighter or darker by its own share, of deviation `amount`."""
    rng = np.random.default_rng(seed)
    shape = (1, photo.shape[1], 1) if vertical else (photo.shape[0], 1, 1)
    return bounded(photo * (1 + amount * rng.standard_normal(shape, dtype=np.float32)))


def _clumps(photo: Floats, size_px: float, colour: float, seed: int) -> Floats:
    """Noise of deviation 1; a blur's loss of deviation is made up by the root of its kernel's energy."""
    white = _white(photo, colour, np.random.default_rng(seed))
    if size_px == 0:
        return white
    kernel = cv2.getGaussianKernel(7, size_px / SIZE_PER_SIGMA, cv2.CV_32F)
    kernel /= np.linalg.norm(kernel)
    blurred: Floats = cv2.sepFilter2D(white, -1, kernel, kernel, borderType=cv2.BORDER_REFLECT_101)
    return blurred.reshape(white.shape)  # OpenCV drops a single channel


def _white(photo: Floats, colour: float, rng: np.random.Generator) -> Floats:
    grey = rng.standard_normal((*photo.shape[:2], 1), dtype=np.float32)
    if colour == 0:
        return grey
    dyes = rng.standard_normal(photo.shape, dtype=np.float32)
    return np.float32(np.sqrt(1 - colour)) * grey + np.float32(np.sqrt(colour)) * dyes
