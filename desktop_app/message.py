"""What is told, and may have to be told again."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """Its `str` is made anew each time, and so is in the language of the moment."""

    words: Callable[[], str]

    def __str__(self) -> str:
        return self.words()
