"""A language model as a reader, believed as far as it checks out."""
