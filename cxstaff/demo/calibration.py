"""Numbers the made-up company is calibrated on: one real month of a retailer's service desk.

Only these summaries were taken; no record of the real file is here. Where the desk had nothing to
say (pulses, handling times), the number is an assumption and says so.
"""

from __future__ import annotations

CSAT_SHARES = (0.130, 0.013, 0.029, 0.133, 0.695)  # of scores 1–5, over 17,182 contacts
TEAM_SPREAD = 0.12  # SD of teams' true mean CSAT: √(ICC .0076) × SD 1.38
REMARK_SHARES = (0.49, 0.31, 0.30, 0.24, 0.33)  # who says something, by score 1–5

CHANNELS = {"Phone": 0.79, "Call back": 0.17, "E-mail": 0.04}
CHANNEL_SHIFTS = {"Phone": 0.0, "Call back": 0.05, "E-mail": -0.35}  # in CSAT points

REASONS = {
    "Return": (0.51, 0.13),  # share of contacts, shift of mean CSAT
    "Order status": (0.27, -0.15),
    "Refund": (0.06, -0.07),
    "Product question": (0.05, -0.20),
    "Payment": (0.04, 0.08),
    "Cancellation": (0.03, -0.35),
    "Account": (0.04, 0.05),
}
SEGMENTS = {"New customer": 0.34, "Regular": 0.52, "Business": 0.14}  # an assumption

# Minutes until the customer was answered: share of contacts, from, to, shift of mean CSAT.
WAITS = (
    (0.46, 0.5, 5, 0.26),
    (0.27, 5, 30, -0.04),
    (0.10, 30, 120, -0.26),
    (0.13, 120, 1440, -0.34),
    (0.04, 1440, 4000, -0.93),
)
# Contacts per mille in each hour from midnight.
HOURS = (17, 5, 2, 1, 1, 2, 12, 25, 39, 52, 67, 67, 68, 63, 61, 55, 66, 71, 69, 67, 66, 53, 41, 29)

FEEDBACK_SHARE = 0.42  # of contacts that leave a score; the real file holds only those that did
RESOLVED_SHARE = 0.86  # an assumption
HANDLING_MINUTES = 7.5  # an assumption; the real file lacks 99.7 % of them

# Teams of the real desk, a little smaller so that a list of people can be read on a page.
TEAM_SIZES = (4, 7, 9, 11, *range(13, 27), 28, 30, 32, 35, 38, 42)

# Pulses: assumptions, in points of the engagement index (0–100).
ENGAGEMENT_MEAN = 66.0
ENGAGEMENT_TEAM_SPREAD = 4.0
ENGAGEMENT_MONTH_SPREAD = 6.0
ENGAGEMENT_PERSON_SPREAD = 15.0
ANSWERS_SHARE = 0.78
COMMENT_SHARE = 0.22

# What is planted for the comparison to find; docs/demonstration.md tells readers so.
LINK = 0.010  # CSAT points in a month per index point of the same team the month before
SPEED_BONUS_SHIFT = -0.22  # CSAT points in teams paid for short calls, from the bonus on
SPEED_BONUS_HANDLING = 0.80  # what their handling time is multiplied by
