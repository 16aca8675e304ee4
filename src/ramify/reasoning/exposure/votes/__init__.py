"""Alignment of votes: agreement in the General Assembly, and ideal points over its sessions."""

from ramify.reasoning.exposure.votes.agreement import agreement
from ramify.reasoning.exposure.votes.differences import vote_differences
from ramify.reasoning.exposure.votes.points import IdealPoints
from ramify.reasoning.exposure.votes.roll_calls import RollCalls, roll_calls

__all__ = ["IdealPoints", "RollCalls", "agreement", "roll_calls", "vote_differences"]
