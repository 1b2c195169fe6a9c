import { plainText } from './plain-text.js'

const PERSON =
  "(?:(?:an? |the |your |some |any |another |actual |live |real |human |physical |different |customer (?:service|support|care) |support |service |senior |fucking |damn )*(?:humans?|person|people|someone(?: real| else| human)?|somebody(?: real| else)?|agents?|reps?|representatives?|operators?|managers?|supervisors?|whoever is in charge|whoever's in charge|members? of (?:the |your )?(?:staff|team)|advisors?|advisers?|associates?|team ?members?|staff(?: members?)?|employees?|specialists?|assistants?|executives?|consultants?|individual|man|woman|guy|attendant))"
const REQUESTS = [
  new RegExp(`\\b(?:talk\\w*|speak\\w*|spek|chat\\w*|connect(?:ed)?(?: me| us)?|transfer(?: me| us| this| it)|pass me|put me (?:through|on)|switch(?: me)?|redirect\\w*|escalate\\w*|forward (?:me|this)|refer me|direct me|insist on (?:talking|speaking)|hand me(?: over)?|hand (?:this|it)(?: over)?|get|give|reach|contact\\w*|bring|find|need|want|prefer|require|see)(?: me| this| it| us| in touch| through| over)*(?: to| with| for)? ${PERSON}\\b(?! (?:size|sized|account|discount|hours|resources|id|number to))`),
  new RegExp(`^(?:please |plz |pls |just |no |hi |hello |ok |um )*${PERSON}(?: please| then| now| plz| pls| asap| needed| wanted| required| help| support)*$`),
  /\b(?:live|real|human|actual) (?:agent|person|human|chat|being|support|help|assistance|representative|operator)s?\b/,
  /\b(?:is|are) (?:there )?(?:an? |any )?(?:\w+ )?(?:human|agent|person|representative|operator|somebody|someone|anyone|anybody) (?:available|there|here|around|online|i can|that can|who can)/,
  /\b(?:any(?:body|one)|some(?:body|one)|person|human) (?:(?:there |here |who(?:'s| is)? |that(?:'s| is)? )?(?:with a (?:pulse|heartbeat|brain)|alive|living|breathing|breathes|of flesh(?: and blood)?|real))\b|\bflesh and blood\b|\bliving (?:soul|being)\b/,
  /\b(?:not|stop|don't want|do not want|no|hate|tired of|instead of|rather than)\b.{0,25}\b(?:a |this |the |your |talking to |speaking to |chatting with )*(?:bot|robot|chat ?bot|ai|automated)\b|\b(?:talk|speak|chat|deal|talking|speaking|chatting|dealing) (?:to|with) (?:an? |this |some )?(?:bot|machine|computer|robot|ai)\b/,
  /\b(?:call me (?:back|please|asap|now|today|on|at)|please call me|phone me|give me a call|can (?:someone|somebody|anyone) (?:please )?(?:call|phone|contact|talk|speak|answer)|have someone (?:call|contact|reach))\b|\bcall me$(?<!\bcan call me)|\bhuman to (?:answer|help|talk|respond|reply)\b/,
  /\b(?:can i|could i|may i|let me|i want to|i need to|i'd like to|i would like to|i wanna|want to|wanna) (?:talk|speak) (?:to|with) (?:you guys|you all|your team|the team|support|customer (?:service|care|support)|anyone|anybody|someone|somebody|u)\b/,
  /^(?:i |please |pls |just |need |want |get |give |me )*(?:customer|client) (?:service|care|support)(?: please| now)?$|\b(?:connect|transfer|put|patch) (?:me|us)(?: through| over)? (?:to|with) (?:your |the |a )?(?:customer|client|support|technical|sales|billing|service)\b|\b(?:talk|speak|chat|speaking|talking) (?:to|with) (?:your |the )?(?:customer|client) (?:service|care|support)\b/,
  /\bhand me (?:over )?to\b|, ?a person\b|\b(?:an? |some )(?:actual |real |living )?(?:person|human)(?: being)?(?: please| now)?$|\b(?:have|get|want|need) (?:a |some |any )?(?:person|human|member of (?:the )?(?:staff|team)) (?:look|check|read|handle|answer|reply|call|take)\b|\b(?:escalate (?:this|it|my)|speak to the manager|let me speak|customer (?:service|care|support) (?:agent|representative|rep|executive|person))\b/,
  /\bhablar con (?:un |una |alguien|otra |el |la |su )?|\b(?:un|una) (?:persona|agente|humano|representante|operador) (?:real|human[oa]|por favor)|\b(?:quiero|necesito) (?:un|una) (?:persona|agente|human[oa]|operador\w*|asesor\w*)|\b(?:pasame|paseme|comunique\w*|comunica\w*) con\b|^(?:agente|persona real|humano|operador)(?: por favor)?$/,
  /\b(?:mit (?:einem |einer |jemandem|dem |der |ihrem )?(?:\w+ )?(?:menschen|mitarbeiter\w*|person|kundenberater\w*|jemandem|vorgesetzten|chef|support) (?:\w+ ){0,2}?(?:sprechen|reden|verbinden|chatten)|(?:echten?|richtigen?) (?:menschen|mensch|person|mitarbeiter\w*)|mit jemandem (?:sprechen|reden)|verbinden sie mich)\b|^(?:mensch|mitarbeiter|mitarbeiter bitte|menschen bitte)$/,
  /\bparler (?:a|avec) (?:un |une |quelqu'un|votre |le |la )|\b(?:un|une) (?:vrai[e]? |veritable )?(?:humain|conseiller\w*|agent|personne) (?:reel\w*|humain\w*|s'il)|\bvrai[e]? (?:personne|humain|conseiller\w*)|\b(?:je veux|je voudrais|besoin d') ?(?:un|une) (?:humain|conseiller\w*|agent|operateur)|^(?:humain|conseiller|agent humain)(?: s'il vous plait)?$/,
  /\bfalar com (?:um|uma|alguem|o|a|algum|seu) ?|\b(?:um|uma) (?:atendente|humano|pessoa) (?:real|de verdade|human[oa]|por favor)|\b(?:quero|preciso de) (?:um|uma) (?:atendente|humano|pessoa|operador\w*)|^(?:atendente|humano)(?: por favor)?$/,
]
const INNOCENT = [
  /\bnever (?:hand|transfer|pass|connect|escalate)\b.*/g,
  /\b(?:need|want|get|find|require) (?:someone|somebody|anyone|a person|people) (?:who|that|to) (?!talk|speak|call|chat|contact|answer)/g,
  /\b(?:do|would) i (?:have|need) to (?:talk|speak) (?:to|with) (?:a |an |the )?\w+/g,
  /\b(?:what|name|people|they|only|just|can|to|should|do) (?:\w+ ){0,2}?call me\b(?! back)/g,
  /\bhuman (?:sized?|hair|body|friendly|growth|resources?|grade|anatomy)\b/g,
  /\b(?:don't|do not|dont|no) (?:want|need)(?: to (?:talk|speak|chat)(?: to| with)?)? (?:an? )?(?:human|agent|person|representative|manager|anyone|someone)\b/g,
  /\b(?:ask|asking) an? agent\b|\b(?:estate|travel|cleaning|delivery|shipping|anti) (?:agent|person|man|guy)s?\b/g,
  /\b(?:fits?|for) (?:a |one |two |an? (?:average|tall|big) )?(?:\d+ )?(?:person|people|man|woman|human)s?\b|\b(?:one|two|three|four|five|six|\d+) (?:person|people|man) (?:tent|sleeping|mattress|bag|sofa|family)?/g,
  /\b(?:delivery|post|mail) (?:man|guy|person|agent|driver)\b|\b(?:another|other|different|wrong|some) (?:person|man|woman|people) (?:received|got|signed|ordered|has|used|logged)\b/g,
  /\b(?:see|saw|want|need|found|find|get|got|give|bring|hand|reach) (?:\w+ )?(?:people|man|woman|someone|somebody|staff|guy|assistant) (?:wearing|using|who (?:bought|wore|ordered)|to (?:wear|use|buy|gift|sign))\b/g,
  /\bget someone (?:a|an|the)\b|\bsomeone (?:a|an) (?:gift|present)\b|\bstaff discount\b|\bagent (?:orange|number|code)\b/g,
]

/** True when the customer asks for a person, in any of the five languages. Never argued with. */
export function detectHumanRequest(text: string): boolean {
  const plain = INNOCENT.reduce((rest, pattern) => rest.replace(pattern, ' '), plainText(text)).replace(/ +/g, ' ').trim()
  return REQUESTS.some((request) => request.test(plain))
}
