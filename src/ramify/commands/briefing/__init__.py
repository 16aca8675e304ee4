"""Commands on briefs."""
