"""Charges, worked out by hand: agreed prices are kept to the penny, VAT is taken out of them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.documents.samples import sample
from wedforms.documents.charges import Line, LinesDisagree, charges, charges_of
from wedforms.documents.filled import FilledForm


@pytest.mark.parametrize(
    ("gross", "vat", "net", "tax"),
    [
        (50_000, "S20", 41_667, 8_333),  # 500.00 / 1.2 = 416.666…
        (200_000, "S20", 166_667, 33_333),
        (1, "S20", 1, 0),
        (3, "S20", 2, 1),  # 2.5: halves to even
        (999, "R5", 951, 48),  # 9.99 / 1.05 = 9.5142…
        (999, "Z", 999, 0),
        (999, "E", 999, 0),
        (999, "O", 999, 0),
        (0, "S20", 0, 0),
        (-12_000, "S20", -10_000, -2_000),
    ],
)
def test_vat_is_taken_out_of_the_agreed_price(gross: int, vat: str, net: int, tax: int):
    (total,) = charges([Line("Hours", gross, vat)]).rates
    assert (total.net, total.tax, total.gross) == (net, tax, gross)


def test_lines_of_one_rate_sum_to_its_net_to_the_penny():
    # 3 × 0.04 = 0.12 → net 0.10; each alone 0.0333…: two pennies of ten go to one line only
    found = charges([Line("a", 4, "S20"), Line("b", 4, "S20"), Line("c", 4, "S20")])
    assert [priced.net for priced in found.lines] == [4, 3, 3]
    assert (found.net, found.tax, found.total) == (10, 2, 12)


def test_a_discount_lowers_its_rate():
    found = charges([Line("Package", 165_000, "S20"), Line("Midweek", -16_500, "S20")])
    assert (found.net, found.tax, found.total) == (123_750, 24_750, 148_500)
    assert [priced.net for priced in found.lines] == [137_500, -13_750]


def test_lines_that_cancel_out_charge_nothing():
    found = charges([Line("Package", 12_000, "S20"), Line("Gift", -12_000, "S20")])
    assert (found.net, found.tax, found.total) == (0, 0, 0)
    assert [priced.net for priced in found.lines] == [10_000, -10_000]


def test_rates_stand_in_order_and_only_when_used():
    found = charges([Line("Book", 500, "Z"), Line("Hours", 1_200, "S20"), Line("Rail", 105, "R5")])
    assert [(rate.vat, rate.net, rate.tax) for rate in found.rates] == [
        ("S20", 1_000, 200),
        ("R5", 100, 5),
        ("Z", 500, 0),
    ]


def test_a_unit_price_keeps_its_fractions():
    (priced,) = charges([Line("Hours", 100, "S20", Decimal(3))]).lines
    assert priced.unit_net.quantize(Decimal("0.0001")) == Decimal("27.7778")


def test_no_lines_charge_nothing():
    assert charges([]).total == 0


def test_without_registration_no_vat_is_in_the_price():
    found = charges_of(sample(), vat_registered=False)
    assert (found.tax, found.net, found.total) == (0, 222_200, 222_200)


def test_a_held_deposit_is_outside_the_total():
    found = charges_of(sample("venue-hire"), vat_registered=True)
    assert [(line.label, line.gross) for line in found.held] == [
        ("Damage deposit, held for you and returned", 50_000)
    ]
    assert all(priced.line.vat != "N" for priced in found.lines)


def test_labels_carry_the_answers_of_their_row():
    found = charges_of(sample("deposit-balance-invoice"), vat_registered=True)
    assert all(priced.line.label and "{{" not in priced.line.label for priced in found.lines)


def agreed_on(total: int) -> FilledForm:
    form = sample()
    return replace(form, answers={**form.answers, "total": total})


def test_pennies_between_lines_and_agreed_total_are_a_line_of_their_own():
    found = charges_of(agreed_on(222_203), vat_registered=True)
    assert found.total == 222_203
    assert (found.lines[-1].line.label, found.lines[-1].line.gross) == ("Rounding", 3)


def test_lines_that_miss_the_agreed_total_are_refused():
    with pytest.raises(LinesDisagree, match="222200, agreed were 230000") as refused:
        charges_of(agreed_on(230_000), vat_registered=True)
    assert (refused.value.lines, refused.value.agreed) == (222_200, 230_000)
