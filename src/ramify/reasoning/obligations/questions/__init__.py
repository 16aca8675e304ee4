"""Questions asked of the engine: surveys, what-ifs, years, pacts compared."""
