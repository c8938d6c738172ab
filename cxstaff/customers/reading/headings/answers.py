"""What headings call how a contact ended and what the customer said."""

from __future__ import annotations

WORDS = {
    "resolved": (
        "resolved|is resolved|solved|resolution|issue resolved|case status|ticket status|status"
        "|state|fcr|conversation state|conversation status|gelöst|erledigt|zustand|statut|état"
        "|résolu|estado|resuelto|stato|risolto"
        "|closed|state reason|status reason|current status|is solved"
        "|problem gelöst|anliegen gelöst|anliegen erledigt"
        "|resolved on first*|first contact resolution"
        "|fixed|open closed|esito|done|first call resolution|fcr achieved"
        "|résolu au premier*|résolue au premier*|beim ersten*|beim erstkontakt*"
        "|resuelto en primer*|resuelta en primer*|resuelto en el primer*|resuelto al primer*"
        "|risolto al primo*|opgelost bij*"
        "|resolvido no primeiro*|resolved in first*|resolved at first*|solved on first*"
        "|solved at first*|solved in first*"
    ),
    "solved": (
        "solved according to customer|resolved according to customer|customer says solved"
        "|customer says resolved|customer confirmed solved|customer confirmed resolved"
        "|customer confirmed resolution|customer solved|customer resolved|solved by customer"
        "|resolved per customer|survey resolved|survey solved|survey issue resolved"
        "|was your problem*|was your issue*|was your question*|was your request*|was your enquiry*"
        "|was your inquiry*|was your case*|was your concern*|was your matter*|was your query*"
        "|were your questions*|is your issue*|is your problem*|is your question*|has your issue*"
        "|has your problem*|has your question*|has your request*|has your case*|was the issue*"
        "|was the problem*|was it resolved*|was it solved*|did we solve*|did we resolve*"
        "|did we fix*|did we answer*|did we manage to*|did this solve*|did this resolve*"
        "|did this answer*|did that solve*|did that answer*|did you get an answer*"
        "|did you get the help*|did you get what you*|have we solved*|have we resolved*"
        "|have we answered*|were we able to*|could we help*|could we solve*|could we resolve*"
        "|able to solve your*|able to resolve your*|able to fix your*|solve your problem*"
        "|resolve your issue*"
        "|aus kundensicht gelöst|laut kunde gelöst|laut kunden gelöst|wurde ihr anliegen*"
        "|wurde ihre anfrage*|wurde ihre frage*|wurde ihr problem*|wurde ihnen geholfen"
        "|wurde das problem*|ist ihr anliegen*|ist ihr problem*|konnten wir ihr*|konnten wir ihnen"
        "|konnten wir ihnen helfen|konnten wir ihnen weiterhelfen|haben wir ihr*"
        "|konnte ihr anliegen*|konnte ihr problem*|konnte ihnen geholfen werden"
        "|résolu selon le client|votre problème a t il*|votre problème est il*"
        "|votre demande a t elle*|votre question a t elle*|avons nous résolu*|avons nous pu*"
        "|avez vous obtenu une réponse*|avez vous obtenu satisfaction|avez vous eu une réponse*"
        "|le problème a t il*|nous avons résolu*|votre problème est résolu"
        "|resuelto según el cliente|se resolvió*|se ha resuelto*|hemos resuelto*|resolvimos*"
        "|pudimos resolver*|pudimos ayudar*|se solucionó*|se ha solucionado*|su problema fue*"
        "|su consulta fue*|su problema ha sido*|fue resuelt*|fue solucionad*|quedó resuelt*"
        "|il suo problema*|il tuo problema*|il problema è stato*|la sua richiesta*"
        "|abbiamo risolto*|siamo riusciti*"
    ),
    "reopened": (
        "is reopened|reopened|was reopened|reopens|reopen count|reopened count|reopenings"
        "|times reopened|number of reopens|wiedereröffnet|wieder geöffnet|wiedereröffnungen"
        "|rouvert|réouvertures|nombre de réouvertures|reabierto|reaperturas|riaperto|riaperture"
    ),
    "escalated": (
        "is escalated|escalated|was escalated|escalation|escalations|eskaliert|eskalation"
        "|escaladé|escalade|escalado|escalada|escalato"
        "|eskalacja|escalatie|eskalering|エスカレーション"
    ),
    "complaint": (
        "is complaint|complaint|is a complaint|beschwerde|reklamation|ist beschwerde"
        "|réclamation|plainte|queja|reclamación|reclamo"
    ),
    "value": (
        "value|order value|revenue|deal value|amount|order amount|order total|total amount"
        "|umsatz|betrag|auftragswert|warenwert|bestellwert|rechnungsbetrag"
        "|wert|montant|valeur|chiffre d affaires|importe|valor"
        "|ingresos|importo|valore|fatturato"
    ),
    "csat": (
        "csat|csat score|survey csat|satisfaction|satisfaction score|satisfaction rating"
        "|csat rating"
        "|customer satisfaction|satisfaction level|survey results|conversation rating"
        "|happiness rating|happiness|overall satisfaction|overall rating|survey rating"
        "|star rating|how would you rate*|gesamtzufriedenheit|gesamtbewertung|satisfaction note"
        "|satisfaction globale|à quel point êtes vous satisfait*|évaluation"
        "|nivel de satisfacción|grado de satisfacción|calificación|cómo valora*|cómo calificaría*"
        "|qué tan satisfech*"
        "|cuán satisfech*|está satisfech*|valutazione|soddisfazione cliente"
        "|livello di soddisfazione|gradimento|quanto è soddisfatt*|wie bewerten sie*"
        "|survey result|survey score|rating|score|how satisfied*|zufriedenheit"
        "|kundenzufriedenheit|bewertung|wie zufrieden*|satisfaction client|note de satisfaction"
        "|êtes vous satisfait*|satisfacción|valoración|puntuación|soddisfazione"
        "|satisfaction survey score|rating last value|note satisfaction|rating score|rating stars"
        "|stars|feedback score|how happy*|overall how satisfied*|how content*|please rate*"
        "|rate your experience*|how was your experience*|how did we do*|satisfaction satisfaction"
        "|évaluation de la satisfaction|calificación de satisfacción|valoración de satisfacción"
        "|calificación de la satisfacción|note client|note du client|response|rate|rated"
        "|note|umfrageergebnis|umfrageergebnisse|résultat de l enquête"
        "|résultats de l enquête|résultat du sondage|résultats du sondage|resultado de la encuesta"
        "|resultados de la encuesta|risultato del sondaggio|risultati del sondaggio"
        "|resultado da pesquisa|resultados da pesquisa|wynik ankiety|enquêteresultaat"
        "|osat|nivel de satisfacción con*|smiley|emoji|quanto sei soddisfatt*|quelle note*"
        "|quelle évaluation*|welche note*"
        "|qué nota*|che voto*|que nota*"
        "|welk cijfer*|jaką ocenę*|rate your*|rate the*|rate our*|rate us*|bewerten sie*"
        "|bewerte*|notez*|évaluez*|califique*|valuti*|avalie*|oceń*|beoordeel*"
    ),
    "satisfied": (
        "is satisfied|satisfied|thumbs|thumbs up|zufrieden|satisfait|satisfecho|soddisfatto"
    ),
    "nps": (
        "nps|nps score|likelihood to recommend|recommend|net promoter score|how likely*"
        "|weiterempfehlung|wie wahrscheinlich*|recommandation|recomendación"
        "|quelle est la probabilité*|recommanderiez vous*|nous recommander*|qué probabilidad*"
        "|con qué probabilidad*|nos recomendaría*|quanto è probabile*|ci consiglierebbe*"
        "|raccomandazione|würden sie uns*"
        "|ltr"
    ),
    "ces": (
        "ces|ces score|customer effort score|effort score|effort|ease|how easy*|wie einfach*"
        "|your effort*|effort to*|effort required*|how much effort*|it was easy*|made it easy*"
    ),
    "remark": (
        "remark|remarks|customer remarks|customer comment|satisfaction comment|csat comment"
        "|survey comment|comment|comments|feedback|verbatim|customer feedback|feedback text"
        "|feedback message|satisfaction level comment|rating remark|survey feedback"
        "|comment on satisfaction level|customer notes|kundenfeedback|kundenmeinung|bemerkungen"
        "|anmerkungen|anmerkung des kunden|avis client|avis du client|avis|remarques"
        "|notes du client|comentarios del cliente|opinión del cliente|opinión"
        "|observaciones del cliente|note del cliente|note cliente|commenti|opinione del cliente"
        "|gibt es noch etwas*|möchten sie uns noch*|avez vous d autres*|algo más*|desea añadir*"
        "|vuole aggiungere*|conversation rating remark|any other comments*|anything else*"
        "|kommentar|kommentare|kundenkommentar|anmerkung|bemerkung|rückmeldung|commentaire"
        "|commentaires"
        "|comentario|comentarios|commento|feedback comment|rating comment|text"
        "|satisfaction survey comment|any comments*|what could we*|what can we*|would you like to*"
        "|is there anything*|how could we*|tell us*|was können wir*|was könnten wir*|was hat ihnen*"
        "|möchten sie*|que pouvons nous*|comment pouvons nous*|souhaitez vous*|qué podemos*"
        "|cómo podemos*|quiere añadir*|déjenos su comentario*|laissez nous*|lasci un*"
        "|cosa possiamo*|come possiamo*|o que podemos*"
        "|como podemos*|co możemy*|wat kunnen we*|hoe kunnen we*|vad kan vi*|hvad kan vi*"
        "|hva kan vi*|ne yapabiliriz*|co můžeme*|что мы можем*|что нам*"
        "|customer said|open end|comentarios adicionales|commentaires supplémentaires"
        "|additional comments"
    ),
    "feedback_at": (
        "feedback at|survey completed|survey submitted|survey answered|survey taken"
        "|umfrage abgeschlossen|enquête terminée|encuesta completada|survey response date"
        "|survey date|feedback date|rated at|rating date"
        "|responded on|survey response at|csat date|survey completed at|submitdate|submit date"
        "|date submitted|bewertet am|recorded date|end date|completion time"
        "|survey completion time"
        "|fertigstellungszeit|tijd van voltooien|godzina ukończenia|ora di completamento"
        "|hora de conclusão"
    ),
}
