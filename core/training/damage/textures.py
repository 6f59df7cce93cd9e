"""What a print's surface adds. Photos are float32 (height, width, 3), 0..1, and so are the results."""

import math

import cv2
import numpy as np

from core.training.damage.arrays import Floats, bounded

SCREEN_DEGREES = (15.0, 75.0, 0.0)
"""Angles of the red, green and blue (cyan, magenta and yellow) screens of colour print."""


def paper(photo: Floats, *, amount: float, size_px: float, degrees: float, seed: int) -> Floats:
    """Rough paper with bumps of `size_px`, lit from `degrees`: its slopes lighten and darken by `amount`."""
    rng = np.random.default_rng(seed)
    height = cv2.GaussianBlur(rng.standard_normal(photo.shape[:2], dtype=np.float32), (0, 0), size_px / 2)
    light = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    slope = light[0] * cv2.Sobel(height, cv2.CV_32F, 1, 0) + light[1] * cv2.Sobel(height, cv2.CV_32F, 0, 1)
    return bounded(photo * (1 + amount * slope / max(float(slope.std()), 1e-6))[..., np.newaxis])


def weave(photo: Floats, *, amount: float, pitch_px: float, degrees: float, phase: float) -> Floats:
    """The even bumps of silk-finished paper, `pitch_px` apart, that lighten and darken by `amount`."""
    return bounded(photo * (1 + amount * _screen(photo, pitch_px, degrees, phase))[..., np.newaxis])


def halftone(photo: Floats, *, amount: float, pitch_px: float, degrees: float, phase: float) -> Floats:
    """The dots of printed pictures, `pitch_px` apart, a screen for each ink; none in white and black."""
    screens = [_screen(photo, pitch_px, degrees + ink, phase) for ink in SCREEN_DEGREES]
    return bounded(photo + 4 * amount * photo * (1 - photo) * np.stack(screens, axis=-1))


def _screen(photo: Floats, pitch_px: float, degrees: float, phase: float) -> Floats:
    """A grid of bumps, -1..1."""
    height, width = photo.shape[:2]
    x = np.arange(width, dtype=np.float32) * np.float32(2 * math.pi / pitch_px)
    y = np.arange(height, dtype=np.float32)[:, np.newaxis] * np.float32(2 * math.pi / pitch_px)
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    waves: Floats = np.cos(x * cosine + y * sine + phase) + np.cos(y * cosine - x * sine + phase)
    return waves * np.float32(0.5)
