"""The engines held against what was coded and what came of it."""
