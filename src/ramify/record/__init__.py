"""What happened: events, the ontology of actions, the store and the sources that fill it."""
