"""What made-up customers and colleagues say, put together from phrases of our own."""

from __future__ import annotations

import numpy as np

OPENINGS = {
    1: ("Not happy.", "Third time I had to call.", "Very disappointing.", "Nobody could help me.",
        "I waited far too long.", "Still no answer.", "Promised a call back, none came."),
    2: ("Could be better.", "It took too long.", "I had to explain everything twice.",
        "Polite, but nothing changed.", "Half an answer."),
    3: ("It was all right.", "Fine in the end.", "Okay, after a wait.", "Neither good nor bad."),
    4: ("Good help.", "Quick enough.", "Friendly and clear.", "Thank you.", "That worked.",
        "Helpful, one question stayed open."),
    5: ("Excellent!", "So helpful.", "Solved in minutes.", "Thank you so much!", "Great service.",
        "Patient and kind.", "Best call I have had in a while.", "Very clear and friendly.",
        "I felt listened to.", "Keep people like this!", "Short and to the point."),
}  # fmt: skip
ABOUT = {
    "Return": ("The pick-up never came.", "The return label worked at once.",
               "I was told exactly what happens with my return."),
    "Order status": ("My parcel is still somewhere.", "I now know where my order is.",
                     "The delivery date was explained to me."),
    "Refund": ("The money is still missing.", "The refund arrived the same day.",
               "I was told when the refund will come."),
    "Product question": ("My question was not answered.", "I know now which part fits.",
                         "The advice was honest."),
    "Payment": ("I was charged twice.", "The payment was put right.", "The invoice is clear now."),
    "Cancellation": ("Cancelling should not be this hard.", "Cancelled without a fuss.",
                     "I was asked why, and listened to."),
    "Account": ("I still cannot sign in.", "My address is right again.", "The new password works."),
}  # fmt: skip

FOR_A_MEASURE = (
    "You stayed with that customer until it was truly solved. Thank you, {name}.",
    "{name}, you explained it so that nobody had to call again.",
    "Thank you for taking the extra minute, {name}. It showed.",
    "The way you calmed that call down was a lesson for all of us.",
    "You owned the problem from start to end, {name}. That is how it should feel.",
)
FOR_A_VALUE = (
    "Thank you for covering the late shift at such short notice, {name}.",
    "You showed our new colleague the ropes without being asked. Thank you!",
    "{name}, your note on the returns form saved us all a lot of questions.",
    "Thank you for saying openly what does not work. It helped.",
    "You shared your trick with the whole team, {name}. Much appreciated.",
)
ANSWERS_TO_THANKS = (
    "That means a lot. It was a long day.",
    "Gladly! The carrier's list made it easy.",
    "Thank you. I only asked what nobody had asked yet.",
    "We did that together, the warehouse helped.",
)
ALONG_WITH_THANKS = (
    "I sat next to it: that was patience.",
    "I have used the same words since. They work.",
    "Well said. I had that customer last week.",
    "Can you show us on Thursday how you did it?",
)
PULSE_COMMENTS = (
    "I would like to hear what becomes of our suggestions.",
    "The new knowledge base saves me a lot of searching.",
    "Short calls are praised, solved problems are not.",
    "I know what is expected of me. That is good.",
    "Two systems for one return is one too many.",
    "My lead takes the time to listen.",
    "The late shifts could be shared more fairly.",
    "Customers notice when we are rushed.",
    "More time for training, please.",
    "I like the people I work with.",
    "The headsets keep failing.",
    "Thank you for asking us again.",
)
VALUES = {
    "Own it": "We stay with a problem until the customer says it is solved.",
    "Say it plainly": "We tell customers and each other the truth in short words.",
    "Help the next one": "We leave things easier for whoever comes after us.",
}


def remark(csat: int, reason: str, dice: np.random.Generator) -> str:
    """Say something that fits a score of 1–5 and a reason; half of them say just a few words."""
    opening = str(dice.choice(OPENINGS[csat]))
    if dice.random() < 0.5:
        return opening
    bad, *good = ABOUT[reason]
    return f"{opening} {bad if csat <= 2 else dice.choice(good)}"
