"""What the commands print in a terminal, one module per command.

Begin with `text.py`: all text from exports is printed as text; nothing in it is markup or steers the terminal.
"""
