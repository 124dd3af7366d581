"""Forest plots: which rows make a plot, on which scale, and how it is drawn.

A plot shows one measure of one endpoint about one time. Proportions stand on a scale from 0 to 100
percent, hazard, odds and risk ratios on a logarithmic one with a line at 1. Nothing is pooled: what
a reader sees is what each trial reported, or an exact interval of its counts.

The drawing is SVG laid out by ``templates/plot.svg.j2``. No plotting library draws it. What is
wanted is text of one size at 360 px and at 640 px: positions across in percent, sizes in pixels.
Every library that was tried fixes both in one unit, so that text grows with the picture. Measured
for a plot of 3, 10 and 30 rows: matplotlib 3.11 59, 67 and 103 ms (more than a whole build for the
plots of this review, 97 MB installed, colours and fonts written out); vl-convert 1.9 (Vega) 13, 10
and 15 ms, 84 MB; drawsvg 2.4 0.1 to 0.9 ms, but its lines know no percent; svg.py 1.10 neither
escapes text nor knows ``role``; plotly needs a browser to write a file. The template takes 0.1 to
0.6 ms. Ticks of a logarithmic scale are the series 1, 2, 5; matplotlib.ticker would choose the same
ones for 137 ms at each start."""
