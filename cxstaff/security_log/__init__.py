"""The security log: every privileged act and security event, in a chain that shows rewriting."""

from cxstaff.security_log.actions import record
from cxstaff.security_log.acts import Act, Area

__all__ = ["Act", "Area", "record"]
