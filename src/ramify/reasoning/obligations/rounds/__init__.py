"""Duties that bring in new parties, round by round."""
