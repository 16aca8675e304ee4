"""Trees put right where a parse breaks a rule of English."""
