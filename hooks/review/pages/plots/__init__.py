"""Forest plots: which rows make a plot, on which scale, and how it is drawn.

A plot shows one measure of one endpoint about one time. Proportions stand on a scale from 0 to 100
percent, hazard, odds and risk ratios on a logarithmic one with a line at 1. What a reader sees is
what each trial reported, or an exact interval of its counts; a pool stands below its comparisons
where a question asks for one, and nowhere else.

The drawing is laid out by ``templates/plot.html.j2``: words are text of the page, bars are SVG with
positions across in percent and sizes in pixels. No plotting library draws it, because each that was
tried fixes both in one unit, so that text grows with the picture: matplotlib (97 MB), vl-convert
(84 MB), drawsvg, svg.py, plotly. Ticks of a logarithmic scale are the series 1, 2, 5."""
