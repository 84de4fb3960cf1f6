CREATE FUNCTION owners_ballot_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an owner''s ballot, its withdrawal and its readings are never changed or deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER owners_ballot_stays
    BEFORE UPDATE OR DELETE ON owners_ownersballot
    FOR EACH ROW EXECUTE FUNCTION owners_ballot_stays();
CREATE TRIGGER owners_withdrawal_stays
    BEFORE UPDATE OR DELETE ON owners_ballotwithdrawal
    FOR EACH ROW EXECUTE FUNCTION owners_ballot_stays();
CREATE TRIGGER owners_reading_stays
    BEFORE UPDATE OR DELETE ON owners_ballotreading
    FOR EACH ROW EXECUTE FUNCTION owners_ballot_stays();

CREATE FUNCTION owners_vote_asks_owners() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM electorates_electorate e
        WHERE e.id = NEW.electorate_id AND e.kind = 'owners' AND e.compound_id = NEW.compound_id
    ) THEN
        RAISE EXCEPTION 'an owners'' vote is decided by the owners of its compound'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER owners_vote_asks_owners
    BEFORE INSERT OR UPDATE OF electorate_id, compound_id ON owners_ownersvote
    FOR EACH ROW EXECUTE FUNCTION owners_vote_asks_owners();
