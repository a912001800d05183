"""The words of ``dragoman archive``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.cli.commands.options import add_coder, add_processes, command

if TYPE_CHECKING:
    from dragoman.cli.commands.options import Commands

_HOUSEKEEPING = {
    "check": "verify every text, span, reference and index; exit status 1 where a fault is found",
    "digest": "print one line that is equal for equal content",
    "backup": "copy the archive as it stands to a new SQLite file, while others may write",
    "stats": "count what is in it",
    "recode": "code again what another version of the coder coded; older reports are kept",
    "import": "keep reports that were coded elsewhere (JSON Lines of dragoman code), each checked and none coded again",
    "assemble": "take up what is not assembled yet into occurrences and storylines; safe to stop and to repeat",
    "upgrade": "bring an archive of an older dragoman to the newest form",
    "feeds": "list the feeds and folders of dragoman watch: when each was looked at, what it brought, and what is wrong with it",
    "set-aside": "list what could not be read or coded, with its reason",
}


def add(commands: Commands) -> None:
    """Add the command."""
    parser = command(
        commands,
        "archive",
        "archive",
        "keep house: check, digest, back up, count, take in reports, code again",
        "  dragoman archive stats crisis.db\n"
        "  dragoman archive backup crisis.db crisis-monday.db\n"
        "  dragoman archive import crisis.db reports.jsonl.gz\n"
        "  dragoman archive recode crisis.db      codes again what an older version coded\n"
        "  dragoman archive assemble crisis.db    joins what many stories say\n",
    )
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    added = {name: actions.add_parser(name, help=about, description=about, allow_abbrev=False) for name, about in _HOUSEKEEPING.items()}
    for name in added:
        added[name].add_argument("archive", metavar="ARCHIVE", help="a file, or postgresql://user@host/name")
    added["backup"].add_argument("target", metavar="FILE", help="the new file; none of that name may be there")
    added["import"].add_argument("paths", metavar="PATH", nargs="+", help="reports, or a folder of them; - is standard input")
    for name in ("stats", "set-aside", "feeds"):
        added[name].add_argument("--json", action="store_true", help="print JSON")
    added["assemble"].add_argument("--again", action="store_true", help="forget all that was assembled and make it anew")
    add_coder(added["recode"])
    add_processes(added["recode"])
