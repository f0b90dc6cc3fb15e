"""`python -m mentorship`."""

from mentorship.cli import main

main()
