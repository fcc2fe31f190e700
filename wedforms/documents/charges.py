"""What a contract or invoice charges: lines, VAT by rate, and a total that is the agreed one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from wedforms.documents.errors import DocumentError
from wedforms.documents.filled import FilledForm
from wedforms.documents.merge import merge_text
from wedforms.formspec.expression import Scope
from wedforms.lib.money import rounded, share

#: Rates by code: standard, reduced, zero, exempt, outside the scope; N is no supply at all.
RATES: Final[Mapping[str, Decimal]] = {
    "S20": Decimal("0.20"),
    "R5": Decimal("0.05"),
    "Z": Decimal(0),
    "E": Decimal(0),
    "O": Decimal(0),
}
HELD: Final = "N"
_OUTSIDE: Final = "O"


class LinesDisagree(DocumentError):
    """The lines do not add up to the agreed total."""

    def __init__(self, *, lines: int, agreed: int) -> None:
        self.lines = lines
        self.agreed = agreed
        super().__init__(f"{self.__doc__} They give {lines}, agreed were {agreed} (minor units).")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is charged: `gross` in minor units, VAT included; `vat` a code of RATES.

    `discount` was taken off before: the price was `gross` and `discount` together.
    """

    label: str
    gross: int
    vat: str
    quantity: Decimal = Decimal(1)
    discount: int = 0


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its share of the net total, in minor units.

    `unit_net` and `discount_net` are without VAT; the unit price is that before the discount.
    """

    line: Line
    net: int
    unit_net: Decimal
    discount_net: int


@dataclass(frozen=True, slots=True)
class RateTotal:
    """All lines of one VAT code together."""

    vat: str
    rate: Decimal
    net: int
    tax: int

    @property
    def gross(self) -> int:
        """Net and VAT together: the sum of the agreed prices."""
        return self.net + self.tax


@dataclass(frozen=True, slots=True)
class Charges:
    """Everything charged; `held` (a refundable deposit) is no part of `total`."""

    lines: tuple[PricedLine, ...]
    rates: tuple[RateTotal, ...]
    held: tuple[Line, ...]

    @property
    def total(self) -> int:
        """What is to be paid, VAT included."""
        return sum(rate.gross for rate in self.rates)

    @property
    def net(self) -> int:
        """The total without VAT."""
        return sum(rate.net for rate in self.rates)

    @property
    def tax(self) -> int:
        """The VAT in the total."""
        return sum(rate.tax for rate in self.rates)


def charges_of(form: FilledForm, *, vat_registered: bool) -> Charges:
    """The charges that `settings.lines` state for these answers.

    Raises LinesDisagree when they differ from the agreed total by more than a penny a line.
    """
    lines = list(_lines(form))
    if not vat_registered:
        lines = [one if one.vat == HELD else _without_vat(one) for one in lines]
    supplied = [one for one in lines if one.vat != HELD]
    held = tuple(one for one in lines if one.vat == HELD)
    supplied += _rounding(form, supplied)
    return charges(supplied, held=held)


def charges(lines: Sequence[Line], *, held: Iterable[Line] = ()) -> Charges:
    """Split agreed gross prices into net and VAT, rate by rate, to the penny."""
    rates = tuple(_rate_total(code, lines) for code in RATES if any(x.vat == code for x in lines))
    nets = {id(line): net for rate in rates for line, net in _nets(rate, lines)}
    priced = tuple(_priced(line, net=nets[id(line)]) for line in lines)
    return Charges(priced, rates, tuple(held))


def _lines(form: FilledForm) -> Iterator[Line]:
    for design in form.definition.settings.get("lines", ()):
        for scope in form.scopes(design.get("over")):
            if "show_if" not in design or form.value(design["show_if"], scope) is True:
                yield _line(form, design, scope)


def _line(form: FilledForm, design: Mapping[str, Any], scope: Scope) -> Line:
    quantity = form.value(design.get("quantity"), scope)
    return Line(
        label=merge_text(design["label"], form.words(scope)),
        gross=form.amount(design["amount"], scope),
        vat=_vat_code(form, design["vat"], scope),
        quantity=quantity if isinstance(quantity, Decimal) and quantity > 0 else Decimal(1),
        discount=max(0, form.amount(design.get("discount"), scope)),
    )


def _vat_code(form: FilledForm, design: Any, scope: Scope) -> str:
    """A code itself, or an expression that gives one."""
    code = design if isinstance(design, str) else form.value(design, scope)
    return str(code) if code in RATES or code == HELD else _OUTSIDE


def _without_vat(line: Line) -> Line:
    return replace(line, vat=_OUTSIDE)


def _rounding(form: FilledForm, lines: Sequence[Line]) -> list[Line]:
    """A line for the pennies between the lines' sum and the agreed total, if there are any."""
    key = form.definition.settings.get("total")
    if not key:
        return []
    agreed, listed = form.amount(["field", key]), sum(line.gross for line in lines)
    if abs(agreed - listed) > len(lines):
        raise LinesDisagree(lines=listed, agreed=agreed)
    return [Line(form.gettext("Rounding"), agreed - listed, _OUTSIDE)] if agreed != listed else []


def _rate_total(code: str, lines: Iterable[Line]) -> RateTotal:
    gross = sum(line.gross for line in lines if line.vat == code)
    net = rounded(gross / (1 + RATES[code]))
    return RateTotal(code, RATES[code], net, gross - net)


def _nets(total: RateTotal, lines: Iterable[Line]) -> list[tuple[Line, int]]:
    """Shares of the net total, so that the printed lines sum to it exactly."""
    members = [line for line in lines if line.vat == total.vat]
    if total.gross == 0:
        return [(line, rounded(line.gross / (1 + total.rate))) for line in members]
    return list(zip(members, share(total.net, [line.gross for line in members]), strict=True))


def _priced(line: Line, *, net: int) -> PricedLine:
    with_vat = 1 + RATES[line.vat]
    unit_net = Decimal(line.gross + line.discount) / with_vat / line.quantity
    return PricedLine(line, net, unit_net, rounded(line.discount / with_vat))
