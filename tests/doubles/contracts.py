"""The platforms' published contracts, to check every body against: what we are asked and what we answer."""

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft202012Validator, ValidationError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

CONTRACTS = Path(__file__).parents[3] / "shared" / "contracts"
"""Beside the project, not in it: a test that needs them is skipped where they are absent."""
_LIMIT = re.compile(r"(\d+)-(\d+) (characters|bytes)")
_BASIC: Mapping[str, tuple[type, ...]] = {
    "Integer": (int,),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
    "Float": (int, float),
    "Float number": (int, float),
}


class Broken(Exception):
    """A body that the contract does not allow; says where and why."""


def have_contracts() -> bool:
    """Whether they are here; with REQUIRE_CONTRACTS=1 they must be, and whatever needs them fails without."""
    return CONTRACTS.exists() or os.environ.get("REQUIRE_CONTRACTS") == "1"


@cache
def _contract(name: str) -> dict[str, Any]:
    return cast(dict[str, Any], json.loads((CONTRACTS / name).read_text(encoding="utf-8")))


class LineContract:
    """LINE's OpenAPI documents, made strict."""

    def __init__(self) -> None:
        self._api = _contract("line-messaging-api.strict.json")
        contents = {"urn:messaging-api": self._api, "urn:webhook": _contract("line-webhook.strict.json")}
        self._registry: Registry[Any] = Registry().with_resources(
            [(name, Resource.from_contents(found, DRAFT202012)) for name, found in contents.items()]
        )
        self._validators: dict[str, Draft202012Validator] = {}

    def check_webhook(self, body: object) -> None:
        self._check("urn:webhook#/components/schemas/CallbackRequest", body)

    def check_request(self, method: str, path: str, body: object) -> None:
        """`path` is the contract's own, such as /v2/bot/message/{messageId}/content."""
        found = self._api["paths"][path][method.lower()].get("requestBody")
        if found is not None:
            self._check(_reference(found), body)

    def check_answer(self, method: str, path: str, status: int, body: object) -> None:
        answers = self._api["paths"][path][method.lower()]["responses"]
        reference = _reference(answers[str(status)]) if str(status) in answers else ""
        if not reference and status >= 400:
            reference = "urn:messaging-api#/components/schemas/ErrorResponse"
        if reference:
            self._check(reference, body)

    def _check(self, reference: str, body: object) -> None:
        if reference not in self._validators:
            self._validators[reference] = Draft202012Validator({"$ref": reference}, registry=self._registry)
        try:
            self._validators[reference].validate(body)
        except ValidationError as problem:
            raise Broken(f"{problem.json_path}: {problem.message[:300]}") from None


def _reference(described: Mapping[str, Any]) -> str:
    """Where the schema of a JSON body stands; empty where the contract describes none."""
    schema = described.get("content", {}).get("application/json", {}).get("schema", {})
    return f"urn:messaging-api{schema['$ref']}" if "$ref" in schema else ""


class TelegramContract:
    """The Bot API's methods and types: names, kinds, what is required, and the limits that descriptions state."""

    def __init__(self) -> None:
        contract = _contract("telegram-bot-api.json")
        self._methods, self._types = contract["methods"], contract["types"]

    def check_request(self, method: str, body: Mapping[str, object]) -> None:
        self._fields(method, self._methods[method].get("fields", ()), body)

    def check_answer(self, method: str, result: object) -> None:
        self._one_of(method, self._methods[method]["returns"], result)

    def check_update(self, update: Mapping[str, object]) -> None:
        self._fields("Update", self._types["Update"]["fields"], update)

    def _fields(self, where: str, fields: Sequence[Mapping[str, Any]], body: object) -> None:
        if not isinstance(body, Mapping):
            raise Broken(f"{where} is no object: {body!r:.80}")
        known = {str(field["name"]): field for field in fields}
        if unknown := set(body) - set(known):
            raise Broken(f"{where} has no {', '.join(sorted(unknown))}")
        if missing := {name for name, field in known.items() if field["required"]} - set(body):
            raise Broken(f"{where} lacks {', '.join(sorted(missing))}")
        for name, value in body.items():
            self._limit(f"{where}.{name}", known[name]["description"], value)
            self._one_of(f"{where}.{name}", known[name]["types"], value)

    def _limit(self, where: str, description: str, value: object) -> None:
        limit = _LIMIT.search(description)
        if limit and isinstance(value, str):
            length = len(value.encode()) if limit[3] == "bytes" else len(value.encode("utf-16-le")) // 2
            if not int(limit[1]) <= length <= int(limit[2]) or (int(limit[1]) and not value.strip()):
                raise Broken(f"{where} has {length} {limit[3]}, not {limit[0]}")

    def _one_of(self, where: str, kinds: Sequence[str], value: object) -> None:
        problems = list(self._problems(where, kinds, value))
        if len(problems) == len(kinds):
            raise problems[-1]

    def _problems(self, where: str, kinds: Sequence[str], value: object) -> Iterator[Broken]:
        for kind in kinds:
            try:
                self._kind(where, kind, value)
            except Broken as problem:
                yield problem

    def _kind(self, where: str, kind: str, value: object) -> None:
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                raise Broken(f"{where} is no list: {value!r:.80}")
            for one in value:
                self._kind(f"{where}[]", kind.removeprefix("Array of "), one)
        elif kind in _BASIC:
            if not isinstance(value, _BASIC[kind]) or (isinstance(value, bool) and bool not in _BASIC[kind]):
                raise Broken(f"{where} is no {kind}: {value!r:.80}")
        elif kind == "InputFile":
            if not isinstance(value, bytes):
                raise Broken(f"{where} is no file")
        elif subtypes := self._types[kind].get("subtypes"):
            self._one_of(where, subtypes, value)
        else:
            self._fields(f"{where}:{kind}", self._types[kind].get("fields", ()), value)
