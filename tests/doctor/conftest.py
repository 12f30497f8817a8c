"""How a finding is read."""

from __future__ import annotations


def told(findings):
    """Give how the only finding stands, what was found and what to do."""
    (finding,) = findings
    return finding.state, str(finding.found), str(finding.remedy or "")
