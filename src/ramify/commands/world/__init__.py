"""Commands on the standing system."""
