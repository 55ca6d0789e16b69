"""Inputs that try to break the promise: exit code and message of each."""
