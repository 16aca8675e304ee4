"""The obligations engine: what the commitments in force require, permit or forbid."""

from ramify.reasoning.obligations.answer import (
    Answer,
    Duty,
    Joined,
    KnownWar,
    Reason,
    Status,
    Step,
    Torn,
)
from ramify.reasoning.obligations.explain import explain
from ramify.reasoning.obligations.grouping import alike, name_alike
from ramify.reasoning.obligations.questions.bilateral import Owing, owed_between
from ramify.reasoning.obligations.questions.pact_diff import (
    Compared,
    PactDifference,
    Point,
    compare_pacts,
)
from ramify.reasoning.obligations.questions.survey import Bound, Survey, SurveyTally, survey
from ramify.reasoning.obligations.questions.whatif import (
    Comparison,
    Conflict,
    compare_answers,
    parse_pact,
)
from ramify.reasoning.obligations.rounds.at_once import bound_at_once
from ramify.reasoning.obligations.rounds.engine import obligations
from ramify.reasoning.obligations.screen import Screen, ScreenEntry
from ramify.reasoning.obligations.situation import Attack, Decision, Situation

__all__ = [
    "Answer",
    "Attack",
    "Bound",
    "Compared",
    "Comparison",
    "Conflict",
    "Decision",
    "Duty",
    "Joined",
    "KnownWar",
    "Owing",
    "PactDifference",
    "Point",
    "Reason",
    "Screen",
    "ScreenEntry",
    "Situation",
    "Status",
    "Step",
    "Survey",
    "SurveyTally",
    "Torn",
    "alike",
    "bound_at_once",
    "compare_answers",
    "compare_pacts",
    "explain",
    "name_alike",
    "obligations",
    "owed_between",
    "parse_pact",
    "survey",
]
