-- How a vote, and one person in it, stand at this moment.  Who votes is on the roll herself, or a
-- household is in which somebody made sure that she lives; of two homes it is the first.
DROP FUNCTION budgets_standing(bigint, bigint, timestamptz);
CREATE FUNCTION budgets_standing(
    the_vote bigint, the_person bigint, at timestamptz, today date
) RETURNS TABLE (elector bigint, has_mark boolean, is_begun boolean, is_open boolean)
LANGUAGE sql STABLE AS $$
    SELECT elector.id, mark.vote_id IS NOT NULL, vote.begun_at IS NOT NULL,
           step.closed_at IS NULL AND step.lacks = '{}'
           AND step.opens_at <= at AND at < step.closes_at
    FROM budgets_budgetvote vote
    JOIN programmes_step step ON step.id = vote.step_id
    CROSS JOIN LATERAL (SELECT coalesce(
        (SELECT line.id FROM electorates_elector line
         WHERE line.electorate_id = vote.electorate_id
           AND line.person_id = the_person AND line.struck_at IS NULL),
        (SELECT line.id FROM places_membership part
         JOIN people_person person ON person.id = part.person_id AND person.is_active
         JOIN electorates_elector line ON line.household_id = part.household_id
         WHERE part.person_id = the_person AND part.confirmed_at IS NOT NULL
           AND part.role IN ('resident', 'resident_delegate', 'party_delegate', 'owner_delegate',
                             'building_steward', 'connector', 'volunteer')
           AND part.from_on <= today AND (part.until_on IS NULL OR part.until_on > today)
           AND line.electorate_id = vote.electorate_id AND line.struck_at IS NULL
         ORDER BY line.number LIMIT 1)) AS id) elector
    LEFT JOIN budgets_turnoutmark mark
        ON mark.vote_id = vote.id AND mark.elector_id = elector.id
    WHERE vote.id = the_vote
$$;

-- The same as before, with the day on which somebody lives where she lives.
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
