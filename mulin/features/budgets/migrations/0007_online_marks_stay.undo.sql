DROP TRIGGER budgets_mark_stays ON budgets_turnoutmark;
DROP FUNCTION budgets_mark_stays();
