"""Commands on the engines."""
