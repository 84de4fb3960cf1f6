DROP TRIGGER audit_record_stays ON audit_record;
DROP FUNCTION audit_record_stays();
