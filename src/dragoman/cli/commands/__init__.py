"""The words of the command line: a module a command, each with ``add``. None imports what the command needs to run."""
