"""What an address asks: the same filters on every page and in the interface, read once and written back into links."""

from __future__ import annotations

import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar.di import NamedDependency
from litestar.params import QueryParameter

from dragoman.archive import Filter

MOST_SHOWN = 200


class Question(Filter, frozen=True, kw_only=True):
    """A filter, the two clocks, and where the answer goes on. What is None is not asked."""

    as_of: datetime.date | None = None
    learnt_by: datetime.datetime | None = None
    after: str | None = None
    limit: int = 50

    @property
    def filter(self) -> Filter:
        """What is asked of the archive."""
        return Filter(**{name: getattr(self, name) for name in Filter.__struct_fields__})

    @property
    def view(self) -> dict[str, Any]:
        """The two clocks, as the archive's functions take them."""
        return {"as_of": self.as_of, "learnt_by": self.learnt_by}

    def asked(self) -> dict[str, str]:
        """What was asked, by name, as it stands in an address; the place where the answer goes on is left out."""
        default = Question()
        values = {name: getattr(self, name) for name in Question.__struct_fields__ if name != "after"}
        return {name: str(value) for name, value in values.items() if value is not None and value != getattr(default, name)}

    def link(self, path: str) -> str:
        """A path seen on the same day: the clocks are kept, other filters are not."""
        kept = {name: str(value) for name, value in self.view.items() if value is not None}
        return f"{path}?{urlencode(kept)}" if kept else path

    def address(self, path: str, **changes: Any) -> str:
        """A path with these filters, some changed (None takes one away)."""
        asked = {name: value for name, value in (self.asked() | changes).items() if value is not None}
        return f"{path}?{urlencode(asked)}" if asked else path


TheQuestion = NamedDependency[Question]
"""What a handler takes to be given the question of its address."""


def read_question(
    since: Annotated[datetime.date | None, QueryParameter(description="of this day or later")] = None,
    until: Annotated[datetime.date | None, QueryParameter(description="of this day or earlier")] = None,
    actor: Annotated[str | None, QueryParameter(description="who takes part: RUS, RUS/MIL, IGO:nato, or a name")] = None,
    recipient: Annotated[str | None, QueryParameter(description="to whom it is done; actor then is who does it")] = None,
    country: Annotated[str | None, QueryParameter(description="where, alpha-3")] = None,
    place: Annotated[str | None, QueryParameter(description="where: a name, or a GeoNames id")] = None,
    type_: Annotated[
        str | None, QueryParameter(name="type", description="event type, class of a statement's verb, issue of a position, kind of a toll")
    ] = None,
    mode: Annotated[str | None, QueryParameter(description="mode of an event")] = None,
    modality: Annotated[str | None, QueryParameter(description="asserted, historical, future, hypothetical or negated")] = None,
    stance: Annotated[str | None, QueryParameter(description="for, against, calls_for, condemns or neutral")] = None,
    source: Annotated[str | None, QueryParameter(description="of this agency")] = None,
    text: Annotated[str | None, QueryParameter(description='words: "a phrase", OR, -word, word*')] = None,
    document: Annotated[str | None, QueryParameter(description="in this story only")] = None,
    as_of: Annotated[datetime.date | None, QueryParameter(description="as it was published by the end of this day")] = None,
    learnt_by: Annotated[datetime.datetime | None, QueryParameter(description="as the archive held it at this moment")] = None,
    after: Annotated[str | None, QueryParameter(description="go on behind this cursor")] = None,
    limit: Annotated[int, QueryParameter(ge=1, le=MOST_SHOWN, description="at most so many")] = 50,
) -> Question:
    """The question of a request; an empty field of a form asks nothing."""
    asked = dict(locals())
    asked["type"] = asked.pop("type_")
    return Question(**{name: value for name, value in asked.items() if value != ""})
