"""Tests of the scaffolds."""
