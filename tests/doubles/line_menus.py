"""The rich menus of the LINE double: made, given a picture, shown to everybody, taken away."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from aiohttp import web
from PIL import Image, UnidentifiedImageError

from tests.doubles.line_answers import answered, refused

LARGEST = 1_000_000
"""Bytes of a picture (#upload-rich-menu-image-requirements)."""


class LineMenus:
    def __init__(self) -> None:
        self.menus: dict[str, Mapping[str, object]] = {}
        self.pictures: dict[str, bytes] = {}
        self.default = ""
        self._made = 0

    def do_menus(self, *_: object) -> web.Response:
        return answered(200, {"richmenus": [{"richMenuId": name, **menu} for name, menu in self.menus.items()]})

    def do_menu(self, asked: object, parts: Sequence[str], request: web.Request) -> web.Response:
        if request.method == "DELETE":
            if self.menus.pop(parts[0], None) is None:
                return refused(404, "Not found")
            self.pictures.pop(parts[0], None)
            return answered(200, {})
        assert isinstance(asked, dict)
        self._made += 1
        name = f"richmenu-{self._made}"
        self.menus[name] = asked
        return answered(200, {"richMenuId": name})

    def do_menu_picture(self, asked: object, parts: Sequence[str], _: object) -> web.Response:
        """Refused as LINE refuses it: no such menu, one that has a picture, too large, or of another size than the menu."""
        menu = self.menus.get(parts[0])
        if menu is None:
            return refused(404, "Not found")
        if parts[0] in self.pictures:
            return refused(400, "An image has already been uploaded to the richmenu")
        if not isinstance(asked, bytes) or len(asked) > LARGEST or _size(asked) != menu["size"]:
            return refused(400, "The image size is not allowed for richmenu")
        self.pictures[parts[0]] = asked
        return answered(200, {})

    def do_default_menu(self, _: object, parts: Sequence[str], request: web.Request) -> web.Response:
        if request.method == "GET":
            shown = self.default if self.default in self.menus else ""
            return answered(200, {"richMenuId": shown}) if shown else refused(404, "no default richmenu")
        if parts[0] not in self.menus:
            return refused(404, "Not found")
        if parts[0] not in self.pictures:
            return refused(400, "must upload richmenu image before applying it to user")
        self.default = parts[0]
        return answered(200, {})


def _size(picture: bytes) -> Mapping[str, int] | None:
    """None for what is no picture that LINE takes."""
    try:
        with Image.open(BytesIO(picture), formats=("PNG", "JPEG")) as found:
            return {"width": found.width, "height": found.height}
    except UnidentifiedImageError:
        return None
