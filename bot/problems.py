"""What the log may know of an exception. Its message may quote what somebody wrote, so it stays out."""

import traceback
from pathlib import Path

HERE = Path(__file__).parents[1]


def named(problem: BaseException) -> str:
    """Its kind and the last of our own lines that it passed: "KeyError at handlers/status.py:34"."""
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [f for f in frames if Path(f.filename).is_relative_to(HERE) and "site-packages" not in f.filename]
    kind = type(problem).__name__
    return f"{kind} at {Path(ours[-1].filename).relative_to(HERE).as_posix()}:{ours[-1].lineno}" if ours else kind
