"""Clauses to events."""
