"""The transfer of an amount at once, as one function of PostgreSQL: what most transfers are."""

from __future__ import annotations

from sqlalchemy import Date, Integer, LargeBinary, String

from cxstaff.db import Moment, Whole
from cxstaff.engine.stored import StoredFunction

LARGEST_BALANCE = 10**15
"""The most that an account holds, or that the issuing one is overdrawn by."""

SHARED = "'budget', 'issuing', 'paid out'"
"""The kinds of accounts that many want at once: nobody waits for another's to be on disk."""

MOVE = StoredFunction(
    "points_move_at_once",
    {
        "its_key": String(),
        "debit": Integer(),
        "credit": Integer(),
        "moved": Whole,
        "counts_on": Date(),
        "written_at": Moment(),
        "actor": Integer(),
        "reversed": Whole,
        "salted": LargeBinary(),
        "its_salt": LargeBinary(),
        "said": String(),
    },
    f"""RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    its_unit varchar;
    other_unit varchar;
    its_kind varchar;
    other_kind varchar;
    written bigint;
BEGIN
    -- The account with the lower number first, so that no two transactions wait for each other.
    IF debit < credit THEN
        UPDATE points_account SET balance = balance - moved
            WHERE id = debit AND (may_overdraw OR balance - held >= moved)
            AND balance - moved >= -{LARGEST_BALANCE}
            RETURNING unit, kind INTO its_unit, its_kind;
        IF NOT FOUND THEN RETURN NULL; END IF;
        UPDATE points_account SET balance = balance + moved
            WHERE id = credit AND unit = its_unit AND closed_at IS NULL
            AND balance + moved <= {LARGEST_BALANCE}
            RETURNING unit, kind INTO other_unit, other_kind;
        IF NOT FOUND THEN
            UPDATE points_account SET balance = balance + moved WHERE id = debit;
            RETURN NULL;
        END IF;
    ELSE
        UPDATE points_account SET balance = balance + moved
            WHERE id = credit AND closed_at IS NULL
            AND balance + moved <= {LARGEST_BALANCE}
            RETURNING unit, kind INTO other_unit, other_kind;
        IF NOT FOUND THEN RETURN NULL; END IF;
        UPDATE points_account SET balance = balance - moved
            WHERE id = debit AND unit = other_unit AND (may_overdraw OR balance - held >= moved)
            AND balance - moved >= -{LARGEST_BALANCE}
            RETURNING unit, kind INTO its_unit, its_kind;
        IF NOT FOUND THEN
            UPDATE points_account SET balance = balance - moved WHERE id = credit;
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO points_transfer (key, kind, unit, debit_id, credit_id, amount, effective_on,
            recorded_at, actor_id, reverses_id, note_digest)
        VALUES (its_key, 'transfer', its_unit, debit, credit, moved, counts_on,
            written_at, actor, reversed, salted)
        ON CONFLICT DO NOTHING RETURNING id INTO written;
    IF written IS NULL THEN
        UPDATE points_account SET balance = balance + moved WHERE id = debit;
        UPDATE points_account SET balance = balance - moved WHERE id = credit;
        RETURN NULL;
    END IF;
    IF said IS NOT NULL THEN
        INSERT INTO points_note (transfer_id, salt, words) VALUES (written, its_salt, said);
    END IF;
    IF its_kind IN ({SHARED}) OR other_kind IN ({SHARED}) THEN
        PERFORM set_config('synchronous_commit', 'off', true);
        RETURN -written;
    END IF;
    RETURN written;
END $$""",  # noqa: S608 – a number and words of ours alone stand in it
)
"""Move an amount between two accounts and return the transfer's id.

NULL, with nothing changed, where that is not simply so: too little, another unit, a closed budget,
a key or a reversal that is known. Whoever asks looks then, by locking both accounts. Below zero
where an account is shared: its commit lets others go on, and is to be waited for
(`wait_at_commit`).
"""
