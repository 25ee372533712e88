"""Settings, house style and logs."""
