"""Clauses to claims, and who holds them."""
