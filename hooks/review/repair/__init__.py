"""What a machine may mend in the sources, and the proof that it changed nothing else."""
