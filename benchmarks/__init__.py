"""What the program costs, measured against bare SQL and pandas on the same machine in one run."""
