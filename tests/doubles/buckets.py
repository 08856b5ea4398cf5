"""Rate limits as the platforms have them: a bucket that refills, one token a call."""

from collections.abc import Callable


class Bucket:
    def __init__(self, a_second: float, burst: float, clock: Callable[[], float]) -> None:
        self._a_second = a_second
        self._burst = burst
        self._clock = clock
        self._left = burst
        self._at = clock()

    def take(self) -> float:
        """0 when the call may pass; else the seconds until one may."""
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._a_second)
        self._at = now
        if self._left >= 1:
            self._left -= 1
            return 0.0
        return (1 - self._left) / self._a_second
