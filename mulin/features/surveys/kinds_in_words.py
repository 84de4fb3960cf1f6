"""The kinds of questions, for pages that offer them."""

from .models import SurveyQuestion

ICONS = {
    SurveyQuestion.Kind.SINGLE: "circle-dot",
    SurveyQuestion.Kind.MULTI: "list-checks",
    SurveyQuestion.Kind.SCALE: "star",
    SurveyQuestion.Kind.NUMBER: "hash",
    SurveyQuestion.Kind.PRICE: "coins",
    SurveyQuestion.Kind.TIME: "clock",
    SurveyQuestion.Kind.PLACE: "map-pin",
    SurveyQuestion.Kind.TEXT: "message-square-text",
}
KINDS = [(kind.value, kind.label, icon) for kind, icon in ICONS.items()]
