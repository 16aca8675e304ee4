"""A record's own base rates and reactions of third states, learned and kept beside it."""
