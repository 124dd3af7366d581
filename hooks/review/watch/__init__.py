"""What changes outside after a review was written: links that die, papers that are retracted,
trials that report."""
