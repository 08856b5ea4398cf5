"""Pages from templates: everything put into one is escaped, and a value that is missing is an error."""

from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """The page `template` with `values`; never kept by a browser or a proxy."""
    return HTMLResponse(_TEMPLATES.get_template(template).render(values), status, {"Cache-Control": "no-store"})
