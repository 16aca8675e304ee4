"""Panels: frames of states or pairs by year or month, with what is known and what is not."""
