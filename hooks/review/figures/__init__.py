"""Figures in the text: what a number says, and the datum it is bound to."""
