"""The obligations engine: what the commitments in force require, permit or forbid."""

from ramify.reasoning.obligations.answer import Answer, Duty, Joined, Reason, Status, Step, Torn
from ramify.reasoning.obligations.engine import obligations
from ramify.reasoning.obligations.situation import Attack, Decision, Situation

__all__ = [
    "Answer",
    "Attack",
    "Decision",
    "Duty",
    "Joined",
    "Reason",
    "Situation",
    "Status",
    "Step",
    "Torn",
    "obligations",
]
