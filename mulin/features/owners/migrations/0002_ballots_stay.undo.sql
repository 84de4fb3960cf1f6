DROP TRIGGER owners_vote_asks_owners ON owners_ownersvote;
DROP FUNCTION owners_vote_asks_owners();
DROP TRIGGER owners_reading_stays ON owners_ballotreading;
DROP TRIGGER owners_withdrawal_stays ON owners_ballotwithdrawal;
DROP TRIGGER owners_ballot_stays ON owners_ownersballot;
DROP FUNCTION owners_ballot_stays();
