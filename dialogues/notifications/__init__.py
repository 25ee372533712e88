"""From fires (what is due) to one notification. Reminders are what a noun has to say in it."""
