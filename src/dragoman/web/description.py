"""The interface's description: an OpenAPI document, and a page that is made of it here, with nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from litestar import Request
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, OpenAPIRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

from dragoman.version import VERSION
from dragoman.web.access import COOKIE
from dragoman.web.addresses import API
from dragoman.web.question import Question

_METHODS = ("get", "post", "put", "patch", "delete")
_ABOUT = (
    "The archive as JSON: what a page of the desk shows stands at the same address under /api/v1, with the same filters. "
    "Lists go on behind a cursor (after), and can be asked as of a day or as learnt by a moment. Faults are problem+json. "
    "A desk with accounts takes a token (dragoman accounts token makes one); writing takes one always."
)


class Field(msgspec.Struct, frozen=True):
    """A field of an address, a header, or of what is sent: its name, what it may be, and what it means."""

    name: str
    kind: str
    means: str
    is_needed: bool


class Operation(msgspec.Struct, frozen=True):
    """What can be asked of the interface: ``sends`` are the fields of the body, ``answers`` each status and what it says."""

    id: str
    method: str
    path: str
    means: str
    asks: tuple[Field, ...]
    sends: tuple[Field, ...]
    answers: tuple[tuple[str, str], ...]


class _Page(OpenAPIRenderPlugin):
    """The description as a page of the desk."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        engine = request.app.template_engine
        assert engine is not None
        context = {"operations": tuple(operations_of(openapi_schema)), "about": _ABOUT, "question": Question(), "path": f"{API}/schema"}
        page: str = engine.get_template("interface.html").render(request=request, **context)
        return page.encode()


class _Document(JsonRenderPlugin):
    """The description as JSON. Records have no tags, so that one may fit several forms of a union: any, not exactly one."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        return super().render(request, _with_any_of(openapi_schema))


def _with_any_of(value: Any) -> Any:
    if isinstance(value, dict):
        return {"anyOf" if key == "oneOf" else key: _with_any_of(inner) for key, inner in value.items()}
    return [_with_any_of(inner) for inner in value] if isinstance(value, list) else value


def describe() -> OpenAPIConfig:
    """What the interface's description says beside its operations, and where it is: a page, and ``openapi.json``."""
    return OpenAPIConfig(
        "dragoman",
        VERSION,
        description=_ABOUT,
        path=f"{API}/schema",
        use_handler_docstrings=True,
        render_plugins=[_Page(path="/"), _Document(path="/openapi.json")],
        security=[{"token": []}, {"session": []}, {}],
        components=Components(
            security_schemes={
                "token": SecurityScheme(type="http", scheme="bearer", description="a token of a program; it reads and writes"),
                "session": SecurityScheme(
                    type="apiKey", name=COOKIE, security_scheme_in="cookie", description="a browser that is logged in; it reads"
                ),
            }
        ),
    )


def operations_of(document: dict[str, Any]) -> Iterator[Operation]:
    """The operations of an OpenAPI document, in the order of their paths."""
    for path, item in sorted(document["paths"].items()):
        for method in _METHODS:
            if method in item:
                yield _operation(document, path, method, item[method])


def _operation(document: dict[str, Any], path: str, method: str, told: dict[str, Any]) -> Operation:
    asks = tuple(
        Field(one["name"], _kind(document, one.get("schema", {})), one.get("description", ""), one.get("required", False))
        for one in told.get("parameters", ())
    )
    content = told.get("requestBody", {}).get("content", {})
    schema: dict[str, Any] = next((body["schema"] for body in content.values()), {})
    answers = tuple((status, answer.get("description", "")) for status, answer in sorted(told["responses"].items()))
    return Operation(
        told["operationId"], method.upper(), path, told.get("description", ""), asks, tuple(_fields(document, schema)), answers
    )


def _fields(document: dict[str, Any], schema: dict[str, Any]) -> Iterator[Field]:
    """The fields of an object that is sent; of one of several forms, those of the first that has any."""
    schema = _resolve(document, schema)
    for form in schema.get("oneOf", ()):
        found = list(_fields(document, form))
        if found:
            yield from found
            return
    for name, field in schema.get("properties", {}).items():
        yield Field(name, _kind(document, field), _resolve(document, field).get("description", ""), name in schema.get("required", ()))


def _kind(document: dict[str, Any], schema: dict[str, Any]) -> str:
    """What a value may be, in a few words."""
    schema = _resolve(document, schema)
    if "oneOf" in schema:
        return " or ".join(dict.fromkeys(kind for one in schema["oneOf"] if (kind := _kind(document, one)) != "null"))
    if "enum" in schema:
        return ", ".join(str(value) for value in schema["enum"] if value is not None)
    kind = schema.get("type", "any")
    if isinstance(kind, list):
        kind = " or ".join(one for one in kind if one != "null")
    if kind == "array":
        return f"list of {_kind(document, schema.get('items', {}))}"
    return str(schema.get("format") or kind)


def _resolve(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    return schema
