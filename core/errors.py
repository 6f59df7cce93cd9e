"""The errors that users may meet. Each says what was received, what was expected and what to do."""


class HeirloomError(Exception):
    """An error with a remedy, shown to the user in one line and never as a traceback."""

    def __init__(self, received: str, expected: str, remedy: str) -> None:
        self.received, self.expected, self.remedy = received, expected, remedy
        super().__init__(received, expected, remedy)

    def __str__(self) -> str:
        return f"{self.received}; expected {self.expected}. {self.remedy}"


class PhotoError(HeirloomError):
    """A photo cannot be read, or cannot be processed as it is."""


class OutputError(HeirloomError):
    """A result cannot be written where or how it was asked for."""


class OptionsError(HeirloomError):
    """An option is out of its range, or options contradict each other."""


class ModelError(HeirloomError):
    """A model is missing, damaged, or not what its description says."""


class DeviceError(HeirloomError):
    """The device asked for is absent, fails, or runs out of memory at the smallest tile."""


class TrainingError(HeirloomError):
    """Training cannot start or go on."""
