"""Colours, style and icons."""
