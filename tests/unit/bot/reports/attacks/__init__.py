"""What a report, a post or a file gives away beside the result that it is made of."""
