"""`make TASK` and `python3 bootstrap.py TASK` are the same, whatever the task: not every machine has make."""

import re
from pathlib import Path

import bootstrap

MAKEFILE = Path(bootstrap.__file__).with_name("Makefile").read_text(encoding="utf-8")


def test_make_knows_every_task_and_asks_for_the_same() -> None:
    runs = dict(re.findall(r"^([a-z-]+):.*\n\t@python3 bootstrap\.py ([a-z-]+)$", MAKEFILE, re.MULTILINE))
    assert runs == {task: task for task in bootstrap.TASKS if task != "install"}
    assert set(runs) < set(re.findall(r"\.PHONY: (.*)", MAKEFILE)[0].split())
