"""A brief laid out whole, in numbered lines."""
