"""Many reports to one record: copies and voices, occurrences, toll series, positions and offices over time, belief, storylines.

Nothing here changes a report. Everything is a function of the reports that stand, whatever their order, and can be made
from them again.
"""

from dragoman.assembling.assembly import Assembled, Assembly, Follower

__all__ = ["Assembled", "Assembly", "Follower"]
