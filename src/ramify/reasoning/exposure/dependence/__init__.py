"""Dependence: what goes from one actor to another, how much of all that it gets, by what right."""

from ramify.reasoning.exposure.dependence.kinds import FlowKind, kind_of
from ramify.reasoning.exposure.dependence.ledger import Ledger, LedgerRow, ledger
from ramify.reasoning.exposure.dependence.shares import Reliance, reliances

__all__ = ["FlowKind", "Ledger", "LedgerRow", "Reliance", "kind_of", "ledger", "reliances"]
