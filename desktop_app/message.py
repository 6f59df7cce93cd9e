"""A message that follows the language."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """Its `str` calls `words` each time, and so is in the current language."""

    words: Callable[[], str]

    def __str__(self) -> str:
        return self.words()
