"""The relational Hawkes process and its fit."""
