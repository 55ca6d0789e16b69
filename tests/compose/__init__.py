"""Tests of the bridge from records to the tree."""
