"""Whom an actor turns to: the process conditioned on one side."""
