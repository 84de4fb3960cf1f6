DROP TRIGGER proposals_revision_stays ON proposals_proposalrevision;
DROP FUNCTION proposals_revision_stays();
