"""From the ballots of many to a result that gives nobody away."""
