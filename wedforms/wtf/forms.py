"""Forms of drawn fields, and repeating groups, which hold one small form for each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Final

from wtforms.fields.core import UnboundField
from wtforms.form import BaseForm
from wtforms.i18n import DummyTranslations
from wtforms.meta import DefaultMeta

from wedforms.wtf.designs import Design
from wedforms.wtf.fields import DrawnField, Reading
from wedforms.wtf.inputs import default_row
from wedforms.wtf.names import NOTHING, ROWS, Inputs, Parts, by_head, part_name, row_ids, row_name

#: Stands for the id of a row that is not there yet; one for each depth.
NEW_ROW: Final = "__row{depth}__"


class _Meta(DefaultMeta):
    csrf = False

    def get_translations(self, form: BaseForm) -> DummyTranslations:
        del form
        return _TRANSLATIONS


_TRANSLATIONS: Final = DummyTranslations()
_META: Final = _Meta()


class FieldsForm(BaseForm):
    """The fields of a form or of one row; subclasses are made from a version by the builder."""

    unbound: ClassVar[Sequence[tuple[str, UnboundField[DrawnField]]]] = ()

    def __init__(self, inputs: Inputs, *, prefix: str = "") -> None:
        super().__init__(self.unbound, prefix=prefix, meta=_META)
        heads = by_head(inputs)
        for field in self:
            field.receive(heads.get(field.short_name, NOTHING))

    def __iter__(self) -> Iterator[DrawnField]:
        """The fields in the order of the definition."""
        fields: Iterable[Any] = self._fields.values()
        return iter(fields)

    def settle(self, reading: Reading) -> None:
        """Tell every field what the state says about it."""
        for field in self:
            field.settle(reading)

    def walk(self) -> Iterator[DrawnField]:
        """Every field, rows included, in reading order."""
        for field in self:
            yield from field.walk()


class Row:
    """One row of a repeating group: its id, its name and its fields."""

    def __init__(self, row_id: str, name: str, form: FieldsForm) -> None:
        self.id = row_id
        self.name = name
        self.form = form


class GroupField(DrawnField):
    """A repeating group: one small form for each row, under the row's stable id."""

    def __init__(
        self, design: Design, row_form: type[FieldsForm], depth: int, **kwargs: Any
    ) -> None:
        super().__init__(design, **kwargs)
        self.row_form = row_form
        self.depth = depth
        self.rows: list[Row] = []
        self.limits: tuple[int, int | None] = (0, None)

    def receive(self, parts: Parts) -> None:
        """Make a small form for each row that was sent."""
        heads = by_head(parts)
        self.rows = [self._row(row_id, heads.get(row_id, NOTHING)) for row_id in row_ids(parts)]

    def settle(self, reading: Reading) -> None:
        """Put the rows in the state's order and tell each what the state says about it."""
        super().settle(reading)
        self.limits = reading.state.row_limits.get(self.path, self.limits)
        values = {row["_id"]: row for row in reading.values.get(self.design.key) or ()}
        order = {row_id: index for index, row_id in enumerate(values)}
        self.rows.sort(key=lambda row: order.get(row.id, len(order)))
        for index, row in enumerate(self.rows):
            row.form.settle(
                reading.row(self.path, index, values.get(row.id, {}), title=self.row_title)
            )

    def walk(self) -> Iterator[DrawnField]:
        """The group, then every field of every row."""
        yield self
        for row in self.rows:
            yield from row.form.walk()

    @property
    def row_title(self) -> str:
        """What one row is called."""
        return self.design.settings.get("row_label") or self.design.label

    @property
    def order(self) -> str:
        """The ids of the rows as the hidden input carries them."""
        return " ".join(row.id for row in self.rows)

    @property
    def rows_name(self) -> str:
        """The name of the hidden input with the order of rows."""
        return part_name(self.name, ROWS)

    @property
    def may_add(self) -> bool:
        """Whether one more row is allowed."""
        most = self.limits[1]
        return most is None or len(self.rows) < most

    @property
    def may_remove(self) -> bool:
        """Whether one row fewer is allowed."""
        return len(self.rows) > self.limits[0]

    def new_row(self) -> Row:
        """The row that the page copies when somebody adds one."""
        row_id = NEW_ROW.format(depth=self.depth)
        defaults = default_row((self.design.field,), row_name(self.design.key, row_id))
        start = len(row_name(self.design.key, row_id)) + 1
        row = self._row(row_id, {name[start:]: values for name, values in defaults.items()})
        for field in row.form:
            field.full = self.full
        return row

    def _row(self, row_id: str, parts: Parts) -> Row:
        name = row_name(self.name, row_id)
        return Row(row_id, name, self.row_form(parts, prefix=f"{name}-"))
