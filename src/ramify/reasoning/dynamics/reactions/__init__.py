"""Who else reacts: what third states are likely to do to either side of an event."""
