"""The dynamics: a relational Hawkes process that ranks, forecasts, explains and branches."""
