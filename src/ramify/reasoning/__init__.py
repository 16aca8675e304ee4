"""The three engines: obligations, dynamics, exposure."""
