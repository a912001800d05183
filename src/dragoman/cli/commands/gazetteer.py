"""The words of ``dragoman gazetteer``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_gazetteer_file, add_output, command, whole_number

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "gazetteer",
        "gazetteer",
        "build a gazetteer from a GeoNames dump, or show what is known of a name",
        "  dragoman gazetteer search Kharkiv\n"
        "  dragoman gazetteer build geonames/ --out places.bin    places, names, countries and divisions in one folder\n"
        "  dragoman code story.txt --gazetteer places.bin\n",
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    build = command(
        actions,
        "build",
        "gazetteer",
        "compile a GeoNames dump into one file",
        "  dragoman gazetteer build geonames/\n  dragoman gazetteer build geonames/UA.zip --out ukraine.bin\n",
    )
    build.add_argument(
        "dump",
        metavar="DUMP",
        help="a folder with allCountries, countryInfo, admin1CodesASCII and perhaps alternateNamesV2 (.txt or .zip) "
        "from download.geonames.org/export/dump, or the file of places of one country in such a folder",
    )
    build.add_argument("--out", metavar="FILE", default="gazetteer.bin", help="where to write it (default: gazetteer.bin)")
    search = command(
        actions,
        "search",
        "gazetteer",
        "show every place of a name, in the lexicon and the gazetteer",
        "  dragoman gazetteer search Georgia\n  dragoman gazetteer search 'Gaza Strip' --format jsonl\n",
    )
    search.add_argument("name", metavar="NAME", help="a name in any spelling: case, accents and apostrophes do not count")
    search.add_argument("--limit", metavar="N", type=whole_number, default=20, help="so many places at most (default: 20)")
    add_output(search)
    search.add_argument(
        "--lexicon", metavar="DIR", action="append", default=[], help="a folder of your own rules and words (may be repeated)"
    )
    add_gazetteer_file(search)
