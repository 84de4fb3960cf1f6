CREATE FUNCTION consents_answer_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an answer of a household is never changed or deleted'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER consents_answer_stays
    BEFORE UPDATE OR DELETE ON consents_householdconsent
    FOR EACH ROW EXECUTE FUNCTION consents_answer_stays();
