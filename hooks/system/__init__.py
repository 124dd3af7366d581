"""What touches the machine: files, locks, git, other programs, catalogues on the network."""
