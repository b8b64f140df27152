"""The classical engines behind the one interface, each run in a child process."""
