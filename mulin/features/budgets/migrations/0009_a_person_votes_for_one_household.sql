-- Whether somebody has taken part for another household than the one whose line she now stands on:
-- she cast its ballot herself, or has moved out of one that took paper since the vote began.
CREATE FUNCTION budgets_voted_for_another(the_vote bigint, the_person bigint, the_line bigint)
RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT FROM budgets_turnoutmark
                       WHERE vote_id = the_vote AND elector_id = the_line)
       AND (EXISTS (SELECT FROM budgets_personmark
                    WHERE vote_id = the_vote AND person_id = the_person)
         OR EXISTS (SELECT FROM budgets_budgetvote vote
                    JOIN electorates_elector line ON line.electorate_id = vote.electorate_id
                    JOIN places_membership part ON part.household_id = line.household_id
                    JOIN budgets_turnoutmark mark
                        ON mark.vote_id = vote.id AND mark.elector_id = line.id
                    WHERE vote.id = the_vote AND line.id <> the_line
                      AND part.person_id = the_person AND part.confirmed_at IS NOT NULL
                      AND part.until_on >= vote.begun_at::date AND mark.channel = 'paper'))
$$;

-- The same as before, and whoever casts for a household does so for no other one: two marks, of
-- the household and of the person, and neither of them leads to the ballot.
CREATE OR REPLACE FUNCTION budgets_cast(
    lock_name text, the_vote bigint, the_person bigint, the_code text,
    the_choices smallint[], the_points smallint[], at timestamptz, today date
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    standing record;
    votes_for_household boolean;
    has_voted_for_another boolean := false;
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
        SELECT household_id IS NOT NULL INTO votes_for_household
        FROM electorates_elector WHERE id = standing.elector;
        IF votes_for_household THEN
            has_voted_for_another :=
                budgets_voted_for_another(the_vote, the_person, standing.elector);
            IF NOT has_voted_for_another THEN
                -- What she casts at the same moment for another household waits here.
                INSERT INTO budgets_personmark (vote_id, person_id)
                VALUES (the_vote, the_person) ON CONFLICT DO NOTHING;
                has_voted_for_another := NOT FOUND;
            END IF;
        END IF;
        IF NOT has_voted_for_another THEN
            INSERT INTO budgets_turnoutmark (vote_id, elector_id, made_on, channel)
            VALUES (the_vote, standing.elector, today, 'online') ON CONFLICT DO NOTHING;
            IF FOUND THEN
                INSERT INTO budgets_secretballot (vote_id, code, choices, points, on_paper)
                VALUES (the_vote, the_code, the_choices, the_points, false);
                RETURN 'cast';
            END IF;
        END IF;
    END IF;
    PERFORM FROM budgets_secretballot WHERE vote_id = the_vote AND code = the_code;
    IF FOUND THEN
        RETURN 'cast';
    END IF;
    PERFORM FROM budgets_turnoutmark WHERE vote_id = the_vote AND elector_id = standing.elector;
    RETURN CASE WHEN FOUND THEN 'voted_before' ELSE 'voted_for_another' END;
END $$;
