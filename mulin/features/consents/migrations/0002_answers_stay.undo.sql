DROP TRIGGER consents_answer_stays ON consents_householdconsent;
DROP FUNCTION consents_answer_stays();
