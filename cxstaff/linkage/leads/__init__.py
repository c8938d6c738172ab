"""What a result may be called: a verdict or a lead, by everything that could have been asked."""
