"""Ways to write the annual report down, one file each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from measures.annual_report import AnnualReport


@dataclass(frozen=True, slots=True)
class Format:
    media_type: str
    write: Callable[[AnnualReport], bytes]
    """The whole file. The same report gives the same bytes; nothing that a person wrote makes it fail."""


def _pdf(report: AnnualReport) -> bytes:
    from reports import pdf

    return pdf.write(report)


def _docx(report: AnnualReport) -> bytes:
    from reports import docx

    return docx.write(report)


# A writer's library is imported when it first writes: the bot starts without them.
FORMATS: Mapping[str, Format] = {
    "pdf": Format("application/pdf", _pdf),
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx),
}
"""By the ending of the file's name."""
