"""Ways to write the annual report down, one file each."""
