"""Names: whom the strings of feeds mean, worked out once for each distinct string."""
