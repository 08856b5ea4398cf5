"""The limit of this disk and of sqlite3 itself: one small durable turn, a commit each or many a commit."""

import sqlite3
import time
from pathlib import Path


def commits(path: Path, grouped: int, seconds: float) -> float:
    """Turns a second with `grouped` turns a commit: each notes an event and updates a conversation, in WAL, FULL."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("DROP TABLE IF EXISTS event")
        connection.execute("DROP TABLE IF EXISTS conversation")
        connection.execute("CREATE TABLE event (id TEXT PRIMARY KEY) WITHOUT ROWID")
        connection.execute("CREATE TABLE conversation (id INTEGER PRIMARY KEY, body TEXT)")
        connection.executemany("INSERT INTO conversation VALUES (?, '')", [(n,) for n in range(100)])
        begun, turns = time.perf_counter(), 0
        while (now := time.perf_counter()) - begun < seconds:
            connection.execute("BEGIN IMMEDIATE")
            for _ in range(grouped):
                turns += 1
                connection.execute("INSERT INTO event VALUES (?)", (f"event-{turns:020}",))
                body = (f'{{"step": {turns}, "answers": {{"a": 1, "b": 2, "c": 3}}}}', turns % 100)
                connection.execute("UPDATE conversation SET body = ? WHERE id = ?", body)
            connection.execute("COMMIT")
        return turns / (now - begun)
    finally:
        connection.close()
