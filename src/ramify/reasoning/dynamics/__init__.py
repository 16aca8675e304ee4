"""The dynamics: a relational Hawkes process that ranks, forecasts, explains and branches.

    from ramify.reasoning.dynamics import Outlook, Stream, fit, forecast
    model = fit(Stream.from_events(events))
    forecast(Outlook.over(model, history), actor="RUS", target="PRK", horizon=90)

`fit` learns the process, `fit_partners` the model that ranks partners, `bench_tkg` runs the
link-prediction protocol. Names are loaded when first used, because the kernels are heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ramify.reasoning.dynamics.evaluation.baselines import (
        HeldOut,
        Poisson,
        Recurrence,
        held_out,
    )
    from ramify.reasoning.dynamics.evaluation.calibrate import calibrate
    from ramify.reasoning.dynamics.evaluation.rolling_origin import rolling_origin
    from ramify.reasoning.dynamics.evaluation.tkg_benchmark import BenchReport, bench_tkg
    from ramify.reasoning.dynamics.forecasting.attribution import causes
    from ramify.reasoning.dynamics.forecasting.forecasts import Forecast, forecast
    from ramify.reasoning.dynamics.forecasting.outlook import Outlook
    from ramify.reasoning.dynamics.forecasting.precedents import Precedents, precedents
    from ramify.reasoning.dynamics.forecasting.shares import Shares
    from ramify.reasoning.dynamics.forecasting.simulation import (
        Effect,
        Simulation,
        simulate,
        what_follows,
    )
    from ramify.reasoning.dynamics.partners.choice_fit import fit_tilted
    from ramify.reasoning.dynamics.partners.choice_model import TiltSettings
    from ramify.reasoning.dynamics.partners.fit import fit_partners
    from ramify.reasoning.dynamics.partners.model import PartnerModel, PartnerSettings
    from ramify.reasoning.dynamics.process.fit import fit
    from ramify.reasoning.dynamics.process.model import Fitted
    from ramify.reasoning.dynamics.process.patterns import PATTERNS, Neighbours, Pattern
    from ramify.reasoning.dynamics.process.relations import standing
    from ramify.reasoning.dynamics.reliability import (
        Blend,
        Calibration,
        Recalibration,
        Reliability,
        Verdict,
    )
    from ramify.reasoning.dynamics.settings import Settings
    from ramify.reasoning.dynamics.stream import Stream

_PLACES = {
    "evaluation.baselines": ("HeldOut", "Poisson", "Recurrence", "held_out"),
    "evaluation.calibrate": ("calibrate",),
    "evaluation.rolling_origin": ("rolling_origin",),
    "reliability": ("Blend", "Calibration", "Recalibration", "Reliability", "Verdict"),
    "process.model": ("Fitted",),
    "forecasting.forecasts": ("Forecast", "forecast"),
    "forecasting.simulation": ("Effect", "Simulation", "simulate", "what_follows"),
    "forecasting.outlook": ("Outlook", "Shares"),
    "partners.model": ("PartnerModel", "PartnerSettings"),
    "partners.fit": ("fit_partners",),
    "process.patterns": ("PATTERNS", "Neighbours", "Pattern"),
    "forecasting.precedents": ("Precedents", "precedents"),
    "process.fit": ("fit",),
    "evaluation.tkg_benchmark": ("BenchReport", "bench_tkg"),
    "process.relations": ("standing",),
    "forecasting.attribution": ("causes",),
    "settings": ("Settings",),
    "stream": ("Stream",),
    "partners.choice_model": ("TiltSettings",),
    "partners.choice_fit": ("fit_tilted",),
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
