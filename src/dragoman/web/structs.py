"""Records in the interface's description. Litestar's own description of structs refuses unions of records without tags, as ours are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from litestar.openapi.spec import Schema
from litestar.plugins import OpenAPISchemaPlugin
from litestar.types import Empty
from litestar.typing import FieldDefinition

if TYPE_CHECKING:
    from litestar._openapi.schema_generation import SchemaCreator


class Structs(OpenAPISchemaPlugin):
    """Describes a struct by its fields and their types."""

    def is_plugin_supported_field(self, field_definition: FieldDefinition) -> bool:
        """Whether it is a struct."""
        return not field_definition.is_union and field_definition.is_subclass_of(msgspec.Struct)

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: SchemaCreator) -> Schema:
        """The schema of a struct."""
        types = field_definition.get_type_hints(include_extras=True, resolve_generics=True)
        fields = {field.encode_name: field for field in msgspec.structs.fields(field_definition.type_)}
        return schema_creator.create_component_schema(
            field_definition,
            required=sorted(name for name, field in fields.items() if field.required),
            property_fields={name: _definition(name, types[field.name], field) for name, field in fields.items()},
        )


def _definition(name: str, type_: object, field: msgspec.structs.FieldInfo) -> FieldDefinition:
    default = Empty if field.default is msgspec.NODEFAULT else field.default
    return FieldDefinition.from_annotation(annotation=type_, name=name, default=default)
