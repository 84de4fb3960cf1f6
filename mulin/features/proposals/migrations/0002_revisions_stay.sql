CREATE FUNCTION proposals_revision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a revision of a proposal is never changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER proposals_revision_stays
    BEFORE UPDATE ON proposals_proposalrevision
    FOR EACH ROW EXECUTE FUNCTION proposals_revision_stays();
