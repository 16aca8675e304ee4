"""The page: a brief in a minute, each line citing the annex."""
