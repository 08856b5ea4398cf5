"""`python -m bot serve` on a clock that is so many seconds off, for reminders go out in office hours only."""

import sys
from datetime import UTC, datetime, timedelta

from bot import clock
from bot.__main__ import main

offset = timedelta(seconds=float(sys.argv[1]))
clock.now = lambda: datetime.now(UTC) + offset
sys.exit(main(["serve"]))
