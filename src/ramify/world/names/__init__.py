"""Names as texts and users give them, and the actors they mean on a day."""
