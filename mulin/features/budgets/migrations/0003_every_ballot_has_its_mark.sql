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
