"""`briefgen fonts`: the families that a theme may name."""

import argparse

from briefgen.cli.report import print_json
from briefgen.fonts.discover import available

__all__ = ["fonts"]


def fonts(options: argparse.Namespace) -> int:
    """Print every family that is found with its files, the packaged ones first."""
    families = available()
    if options.json:
        rows = [
            {
                "family": family.family,
                "origin": family.origin,
                "coverage": family.coverage,
                "styles": [
                    {
                        "style": style.name,
                        "weight": style.weight,
                        "italic": style.italic,
                        "file": style.file,
                        "sha256": style.sha256,
                    }
                    for style in family.styles
                ],
            }
            for family in families
        ]
        print_json({"fonts": rows})
        return 0
    for family in families:
        print(f"{family.family} ({family.origin}): {family.coverage}")
        for style in family.styles:
            print(f"    {style.name:<24} {style.file}")
            print(f"    {'':<24} sha256 {style.sha256}")
    return 0
