-- A mark made online has its ballot, which nobody can find to take it back.  A mark made at the
-- booth may be taken back while the ballot is unused; none is ever changed.
CREATE FUNCTION budgets_mark_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND OLD.channel <> 'online' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'a mark is never changed, and one made online is never taken back'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER budgets_mark_stays BEFORE UPDATE OR DELETE ON budgets_turnoutmark
    FOR EACH ROW EXECUTE FUNCTION budgets_mark_stays();
