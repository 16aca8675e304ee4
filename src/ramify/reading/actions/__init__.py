"""Clauses to actions: the CAMEO code that their words support, between whom."""
