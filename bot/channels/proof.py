"""That a request comes from the platform: one header must hold what only the platform and we can know."""

import hmac
from collections.abc import Mapping

from bot.channels import Forged


def must_hold(headers: Mapping[str, str], name: str, expected: bytes) -> None:
    """Raises `Forged` unless the header `name`, in whatever casing, holds `expected`; compared in constant time."""
    given = next((value for key, value in headers.items() if key.lower() == name), "")
    if not expected or not hmac.compare_digest(given.encode("utf-8", "replace"), expected):
        raise Forged(f"{name} is missing or wrong")
