"""What a fitted process says of days to come, and of events past."""
