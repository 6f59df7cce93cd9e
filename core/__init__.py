"""Restoration and training of photographs, and the command line; no window."""

__version__ = "0.1.0"
SOFTWARE = f"Heirloom {__version__}"
