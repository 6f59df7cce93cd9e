"""Restoration and training of photographs, with no window and no printing."""

__version__ = "0.1.0"
SOFTWARE = f"Heirloom {__version__}"
