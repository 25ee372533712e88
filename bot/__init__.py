"""The running application: processes, channels, sender, reports, command line."""
