"""Of many together, whoever they are: from ballots to a result that gives nobody away."""
