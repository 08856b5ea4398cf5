"""Compiling and writing the annual report, in a process of its own: the first time, with loading, and warm."""

import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from bench.server import ROOT
from bot.sample_office import plan_text, sample_answers
from dialogue.question import Value
from measures.asking import section_of
from measures.compiling import compile_report
from measures.fiscal_year import period_named
from measures.plan import Plan
from measures.plan_file import read_plan
from measures.reported import Reported
from reports import FORMATS

SIZES = (8, 200)
"""Measures: the reference plan's, and a plan as large as any."""
WARM = 5

T = TypeVar("T")
Times = tuple[float, float]
"""Milliseconds: the first time, and the median of the others."""


@dataclass(frozen=True, slots=True)
class Written:
    compile: Times
    pdf: Times
    docx: Times
    peak_megabytes: float


def written(measures: int) -> Written:
    """The reference year's report with its measures repeated until there are so many."""
    asked = [sys.executable, "-m", "bench.report", str(measures)]
    said = json.loads(subprocess.run(asked, cwd=ROOT, check=True, capture_output=True).stdout)
    return Written(tuple(said["compile"]), tuple(said["pdf"]), tuple(said["docx"]), said["peak_megabytes"])


def _measure(count: int) -> dict[str, object]:
    plan, reported = _enlarged(count)
    times: dict[str, object] = {}
    report, times["compile"] = _timed(lambda: compile_report(plan, plan.divisions, reported, {}))
    for name, format_ in FORMATS.items():
        _, times[name] = _timed(partial(format_.write, report))
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return {**times, "peak_megabytes": int(peak.split()[1]) / 1024}


def _enlarged(count: int) -> tuple[Plan, Sequence[Reported]]:
    plan = read_plan(plan_text())
    reported = _reported(plan)
    measures, answers = [], []
    for number in range(count):
        measure = plan.measures[number % len(plan.measures)]
        key = f"{measure.key}_{number}"
        measures.append(replace(measure, number=number + 1, key=key))
        answers += [replace(r, measure=key) for r in reported if r.measure == measure.key]
    return replace(plan, measures=tuple(measures)), answers


def _reported(plan: Plan) -> Sequence[Reported]:
    """The reference answers as the store would give them."""
    divisions = {division.key: division for division in plan.divisions}
    found: dict[tuple[str, str, str, str], dict[str, Value]] = defaultdict(dict)
    for (measure_key, name, division, code), value in sample_answers(plan).items():
        measure = plan.measure(measure_key)
        question = measure.question(name) if measure else None
        if measure and question:
            section = section_of(measure, question, divisions[division])
            found[measure_key, division, section, code][name] = value
    periods = {code: period_named(code) for *_, code in found}
    return [
        Reported(measure, division, section, period, answers)
        for (measure, division, section, code), answers in found.items()
        if (period := periods[code]) is not None
    ]


def _timed(work: Callable[[], T]) -> tuple[T, Times]:
    took = []
    for _ in range(1 + WARM):
        begun = time.perf_counter()
        result = work()
        took.append(1000 * (time.perf_counter() - begun))
    return result, (took[0], median(took[1:]))


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]))))
