"""How polite the program is: a scripted server, a fake clock, and each rule as a case."""
