"""The dynamics: a relational Hawkes process that ranks, forecasts, explains and branches.

    from ramify.reasoning.dynamics import Settings, Stream, fit
    model = fit(Stream.from_events(events))
    model.forecast(history, actor="RUS", target="PRK", horizon=90)

`fit` learns the process, `fit_partners` the model that ranks partners, `bench_tkg` runs the
link-prediction protocol. Names are loaded when first used, because the kernels are heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.baselines import HeldOut, Poisson, Recurrence, held_out
    from ramify.reasoning.dynamics.calibrated import Calibration, calibrate
    from ramify.reasoning.dynamics.calibration import (
        Blend,
        Recalibration,
        Reliability,
        Verdict,
        rolling_origin,
    )
    from ramify.reasoning.dynamics.cases import Precedents, precedents
    from ramify.reasoning.dynamics.fitted import Fitted
    from ramify.reasoning.dynamics.forecasts import Forecast, forecast
    from ramify.reasoning.dynamics.futures import Effect, Simulation, simulate, what_follows
    from ramify.reasoning.dynamics.outlook import Outlook, Shares
    from ramify.reasoning.dynamics.partner_model import PartnerModel, PartnerSettings
    from ramify.reasoning.dynamics.partners import fit_partners
    from ramify.reasoning.dynamics.patterns import PATTERNS, Neighbours, Pattern
    from ramify.reasoning.dynamics.process import fit
    from ramify.reasoning.dynamics.ranking import BenchReport, bench_tkg
    from ramify.reasoning.dynamics.relations import standing
    from ramify.reasoning.dynamics.roots import causes
    from ramify.reasoning.dynamics.settings import Settings
    from ramify.reasoning.dynamics.stream import Stream
    from ramify.reasoning.dynamics.tilt import TiltSettings
    from ramify.reasoning.dynamics.tilted import fit_tilted

_PLACES = {
    "baselines": ("HeldOut", "Poisson", "Recurrence", "held_out"),
    "calibrated": ("Calibration", "calibrate"),
    "calibration": ("Blend", "Recalibration", "Reliability", "Verdict", "rolling_origin"),
    "fitted": ("Fitted",),
    "forecasts": ("Forecast", "forecast"),
    "futures": ("Effect", "Simulation", "simulate", "what_follows"),
    "outlook": ("Outlook", "Shares"),
    "partner_model": ("PartnerModel", "PartnerSettings"),
    "partners": ("fit_partners",),
    "patterns": ("PATTERNS", "Neighbours", "Pattern"),
    "cases": ("Precedents", "precedents"),
    "process": ("fit",),
    "ranking": ("BenchReport", "bench_tkg"),
    "relations": ("standing",),
    "roots": ("causes",),
    "settings": ("Settings",),
    "stream": ("Stream",),
    "tilt": ("TiltSettings",),
    "tilted": ("fit_tilted",),
}
_HOME = {name: place for place, names in _PLACES.items() for name in names}

__all__ = [
    "PATTERNS",
    "BenchReport",
    "Blend",
    "Calibration",
    "Effect",
    "Fitted",
    "Forecast",
    "HeldOut",
    "Neighbours",
    "Outlook",
    "PartnerModel",
    "PartnerSettings",
    "Pattern",
    "Poisson",
    "Precedents",
    "Recalibration",
    "Recurrence",
    "Reliability",
    "Settings",
    "Shares",
    "Simulation",
    "Stream",
    "TiltSettings",
    "Verdict",
    "bench_tkg",
    "calibrate",
    "causes",
    "fit",
    "fit_partners",
    "fit_tilted",
    "forecast",
    "held_out",
    "precedents",
    "rolling_origin",
    "simulate",
    "standing",
    "what_follows",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
