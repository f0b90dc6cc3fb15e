"""What the program costs, measured in one run against bare SQL, pandas and an empty page on the same machine."""
