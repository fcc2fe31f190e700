"""Conditions and calculations of a whole form: planned once, settled for each set of answers."""

from wedforms.formspec.calculation.faults import Fault, faults
from wedforms.formspec.calculation.page import page_plan
from wedforms.formspec.calculation.plan import Plan, plan, type_problems
from wedforms.formspec.calculation.settle import settle
from wedforms.formspec.calculation.state import State

__all__ = [
    "Fault",
    "Plan",
    "State",
    "faults",
    "page_plan",
    "plan",
    "settle",
    "type_problems",
]
