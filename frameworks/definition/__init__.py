"""What a framework is, as authors write it and as it is loaded."""
