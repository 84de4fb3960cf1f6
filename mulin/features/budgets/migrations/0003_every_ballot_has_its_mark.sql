-- A mark and its ballot are written together or not at all.  No column joins them, so what a
-- transaction writes is weighed: each mark made online adds one, each ballot cast online takes
-- one away, and at the end of the transaction nothing may be left over.  What is on paper is
-- marked at the booth and read from the box later; sealing the vote compares the two.
CREATE FUNCTION budgets_weigh() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('mulin.marks_without_ballot', (
        coalesce(nullif(current_setting('mulin.marks_without_ballot', true), ''), '0')::int
        + TG_ARGV[0]::int)::text, true);
    RETURN NULL;
END $$;

CREATE FUNCTION budgets_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('mulin.marks_without_ballot', true) IS DISTINCT FROM '0' THEN
        RAISE EXCEPTION 'a mark and its ballot are written together'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

-- A secret ballot is never changed.  Only mixing, which writes every row anew, deletes.
CREATE FUNCTION budgets_ballot_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('mulin.mixing', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a secret ballot is never changed or deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER budgets_mark_adds AFTER INSERT ON budgets_turnoutmark
    FOR EACH ROW WHEN (NEW.channel = 'online') EXECUTE FUNCTION budgets_weigh('1');
CREATE TRIGGER budgets_secret_ballot_takes AFTER INSERT ON budgets_secretballot
    FOR EACH ROW WHEN (NOT NEW.on_paper AND current_setting('mulin.mixing', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION budgets_weigh('-1');
CREATE TRIGGER budgets_open_ballot_takes AFTER INSERT ON budgets_openballot
    FOR EACH ROW WHEN (NOT NEW.on_paper) EXECUTE FUNCTION budgets_weigh('-1');

CREATE CONSTRAINT TRIGGER budgets_mark_has_its_ballot AFTER INSERT ON budgets_turnoutmark
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.channel = 'online') EXECUTE FUNCTION budgets_balance();
CREATE CONSTRAINT TRIGGER budgets_secret_ballot_has_its_mark AFTER INSERT ON budgets_secretballot
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NOT NEW.on_paper AND current_setting('mulin.mixing', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION budgets_balance();
CREATE CONSTRAINT TRIGGER budgets_open_ballot_has_its_mark AFTER INSERT ON budgets_openballot
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NOT NEW.on_paper) EXECUTE FUNCTION budgets_balance();

CREATE TRIGGER budgets_ballot_stays BEFORE UPDATE OR DELETE ON budgets_secretballot
    FOR EACH ROW EXECUTE FUNCTION budgets_ballot_stays();

-- How a vote, and one person in it, stand at this moment.
CREATE FUNCTION budgets_standing(the_vote bigint, the_person bigint, at timestamptz)
RETURNS TABLE (elector bigint, has_mark boolean, is_begun boolean, is_open boolean)
LANGUAGE sql STABLE AS $$
    SELECT elector.id, mark.vote_id IS NOT NULL, vote.begun_at IS NOT NULL,
           step.closed_at IS NULL AND step.lacks = '{}'
           AND step.opens_at <= at AND at < step.closes_at
    FROM budgets_budgetvote vote
    JOIN programmes_step step ON step.id = vote.step_id
    LEFT JOIN electorates_elector elector ON elector.electorate_id = vote.electorate_id
        AND elector.person_id = the_person AND elector.struck_at IS NULL
    LEFT JOIN budgets_turnoutmark mark
        ON mark.vote_id = vote.id AND mark.elector_id = elector.id
    WHERE vote.id = the_vote
$$;

-- Cast a secret ballot: lock, ask, mark, ballot.  The busiest minute of a city is made of this
-- call and nothing else, so it is one, and its plans are kept.  Returns what it came to.
CREATE FUNCTION budgets_cast(
    lock_name text, the_vote bigint, the_person bigint, the_code text,
    the_choices smallint[], the_points smallint[], at timestamptz, today date
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    standing record;
BEGIN
    -- Held before the question is asked: what closes the step waits for us, or we see it closed.
    PERFORM pg_advisory_xact_lock_shared(hashtextextended(lock_name, 0));
    SELECT * INTO standing FROM budgets_standing(the_vote, the_person, at);
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
