"""Threads, the event loop, logs, other programs and the desktop."""
