"""python -m bench [turns | startup | report | all]: how fast, how near the limit, and how much memory."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from bench import report, startup, turns
from bench.server import NotServing
from bench.turns import Broken, Measured, Round
from tests.postgres import Databases, Postgres, binaries


def main(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    parts: dict[str, Callable[[argparse.Namespace], None]] = {
        "startup": _startup,
        "turns": _turns,
        "report": _report,
    }
    try:
        for name, part in parts.items():
            if asked.what in (name, "all"):
                part(asked)
    except (Broken, NotServing) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", nargs="?", default="all", choices=("turns", "startup", "report", "all"))
    parser.add_argument("--seconds", type=float, default=5.0, help="of typing in each round")
    parser.add_argument("--in-flight", type=int, default=32, help="messages under way at any time")
    parser.add_argument("--rounds", type=int, default=3, help="medians are taken over so many")
    parser.add_argument("--offices", type=int, default=24, help="municipalities; nine reporters each")
    parser.add_argument("--database", default="sqlite", choices=("sqlite", "postgresql"), help="of the turns")
    return parser


def _turns(asked: argparse.Namespace) -> None:
    print(f"\nDurable turns, {asked.in_flight} in flight, {asked.rounds} rounds, 2 × {asked.offices // 2} offices")
    print(f"  {'':24}{'turns/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'reply p99':>11}{'CPU µs':>9}{'of raw':>9}{'turns':>9}")
    found: list[Round] = []
    for one in _rounds(asked):
        found.append(one)
        print(f"  round {len(found)}: {_load()}")
        _row("    answers", one.answers, one.raw)
        _row("    whole months", one.reports, one.raw)
        print(f"    {'sqlite3, a commit each':22}{one.raw:9,.0f}")
        print(f"    {f'sqlite3, {asked.in_flight} a commit':22}{one.raw_grouped:9,.0f}", flush=True)
    print("  median")
    for name, of in (("answers", lambda r: r.answers), ("whole months", lambda r: r.reports)):
        _medians(name, found, of)
    print(f"    server's memory {median(one.megabytes for one in found):.0f} MB")


def _rounds(asked: argparse.Namespace) -> Iterator[Round]:
    given = asked.rounds, asked.seconds, asked.in_flight, asked.offices
    if asked.database == "sqlite":
        yield from turns.rounds(*given, lambda folder: f"sqlite:///{folder / 'tidtam.db'}")
        return
    server = Postgres(binaries() or sys.exit("no PostgreSQL on this machine"), durable=True)
    try:
        databases = Databases(server.url())
        yield from turns.rounds(*given, lambda folder: databases.fresh())
    finally:
        server.remove()


def _row(name: str, measured: Measured, raw: float) -> None:
    print(
        f"  {name:24}{measured.a_second:9,.0f}{measured.p50:9.1f}{measured.p99:9.1f}{measured.reply_p99:11.1f}"
        f"{measured.cpu:9,.0f}{measured.a_second / raw:9.2f}{measured.turns:9,}"
    )


def _medians(name: str, found: Sequence[Round], of: Callable[[Round], Measured]) -> None:
    each = [of(one) for one in found]
    print(
        f"    {name:22}{median(m.a_second for m in each):9,.0f}{median(m.p50 for m in each):9.1f}"
        f"{median(m.p99 for m in each):9.1f}{median(m.reply_p99 for m in each):11.1f}"
        f"{median(m.cpu for m in each):9,.0f}{median(of(one).a_second / one.raw for one in found):9.2f}"
        f"  grouped {median(of(one).a_second / one.raw_grouped for one in found):.3f}"
    )


def _startup(asked: argparse.Namespace) -> None:
    each = startup.starts(asked.rounds)
    print(f"\nStart-up, {asked.rounds} times, {_load()}")
    print(f"  exec to the first 200 of /healthz   {median(one.seconds for one in each):6.2f} s")
    print(f"  memory then                         {median(one.megabytes for one in each):6.0f} MB")
    loaded = sorted({library for one in each for library in one.loaded})
    print(f"  libraries of the report loaded      {', '.join(loaded) or 'none'}")


def _report(asked: argparse.Namespace) -> None:
    print(f"\nThe annual report, first time (with loading) and median of {report.WARM} more, {_load()}")
    print(f"  {'measures':>10}{'compile ms':>16}{'PDF ms':>18}{'DOCX ms':>18}{'peak MB':>9}")
    for count in report.SIZES:
        found = report.written(count)
        cells = "".join(
            f"{first:10,.0f} {f'/ {warm:,.0f}':>{width}}"
            for (first, warm), width in zip((found.compile, found.pdf, found.docx), (5, 7, 7), strict=True)
        )
        print(f"  {count:10}{cells}{found.peak_megabytes:9.0f}", flush=True)


def _load() -> str:
    """How busy the machine was besides: what a figure is worth."""
    return f"load {Path('/proc/loadavg').read_text(encoding='ascii').split()[0]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
