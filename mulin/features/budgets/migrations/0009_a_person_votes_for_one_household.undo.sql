CREATE OR REPLACE FUNCTION budgets_cast(
    lock_name text, the_vote bigint, the_person bigint, the_code text,
    the_choices smallint[], the_points smallint[], at timestamptz, today date
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    standing record;
BEGIN
    -- Held before the question is asked: what closes the step waits for us, or we see it closed.
    PERFORM pg_advisory_xact_lock_shared(hashtextextended(lock_name, 0));
    SELECT * INTO standing FROM budgets_standing(the_vote, the_person, at, today);
    IF standing.elector IS NULL THEN
        RETURN 'not_on_roll';
    END IF;
    IF NOT standing.has_mark THEN
        IF NOT standing.is_open THEN
            RETURN 'not_open';
        ELSIF NOT standing.is_begun THEN
            RETURN 'not_begun';
        END IF;
        INSERT INTO budgets_turnoutmark (vote_id, elector_id, made_on, channel)
        VALUES (the_vote, standing.elector, today, 'online') ON CONFLICT DO NOTHING;
        IF FOUND THEN
            INSERT INTO budgets_secretballot (vote_id, code, choices, points, on_paper)
            VALUES (the_vote, the_code, the_choices, the_points, false);
            RETURN 'cast';
        END IF;
    END IF;
    PERFORM FROM budgets_secretballot WHERE vote_id = the_vote AND code = the_code;
    RETURN CASE WHEN FOUND THEN 'cast' ELSE 'voted_before' END;
END $$;
DROP FUNCTION budgets_voted_for_another(bigint, bigint, bigint);
