"""Why a file is not taken."""


class Refused(Exception):
    """The file is not kept. `reason` is a sentence of the catalogue."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = tuple(values.items())
        """What the sentence wants filled in."""
