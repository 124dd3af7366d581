"""The open data: every figure of the trial tables as rows with stable columns."""
