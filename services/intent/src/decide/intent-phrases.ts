/** What people say for an intent. `strong` nearly settles it, `weak` only leans. Matched on `plainText`. */
export interface IntentPhrases {
  strong: RegExp[]
  weak: RegExp[]
}

const PARCEL = '(?:orders?|packages?|parcels?|deliver(?:y|ies)|shipments?|stuff|items?|purchases?|products?|goods|things?)'
const HASNT = "(?:haven't|hasn't|didn't|have not|has not|did not|havent|hasnt|didnt|not|never|yet to|still (?:not|no|waiting))"
const QUALITY = '(?:damaged|defective|broken|faulty|cracked|torn|expired|spoiled|scratched)'

/** By the names of the shipped intents; English first, then Spanish, German, French, Portuguese. */
export const INTENT_PHRASES: Record<string, IntentPhrases> = {
  order_status: {
    strong: [
      new RegExp(`\\bwhere(?:'s|s| is| are)? (?:my|the|our) (?:\\w+ )?${PARCEL}`),
      /\btrack(?:ing)?\b(?!.*\b(?:refund|reimburs|rebate|money))/,
      new RegExp(`\\b(?:status|progress|whereabouts|location|eta)\\b.{0,25}\\b${PARCEL}`),
      new RegExp(`\\b${PARCEL} (?:status|update|tracking|progress|quer(?:y|ies))\\b`),
      new RegExp(`\\b${PARCEL}\\b.{0,30}\\b(?:late|delayed?|lost|missing|overdue|stuck|not (?:yet )?(?:arrived?|delivered|shipped|received|come))\\b`),
      new RegExp(`\\b${HASNT}(?: yet)? (?:been )?(?:receiv\\w*|got(?:ten)?|get|arrived?|deliver\\w*|shipped|shown up|come)\\b(?!.*\\b(?:refund|reimburs\\w*|e ?mail|code|money|invoices?|bills?|receipt|replacement)\\b)`),
      /\bwhen\b.{0,50}\b(?:arriv\w+|come|coming|deliver\w*|ship\w*|get here|dispatch\w*|reach|here|receive)\b/,
      /\bhow (?:long|many days|soon|fast)\b.{0,50}\b(?:deliver\w*|shipping|arrive|ship|come|reach|here|receive)\b/,
      /\bdelivery (?:date|time|period|estimate|window)\b/,
      /\b(?:out for delivery|on (?:its|the|his|her) way|customs|gone out|marked (?:as )?delivered|says (?:it was |it's |it is )?delivered|sorting (?:cent(?:er|re)|facility)|still waiting (?:for|on)|delay in|late delivery|start(?:ed)? (?:the )?deliver\w*|delivering)\b/,
      /\b(?:donde (?:esta|anda)|cuando (?:llega|llegara|recibire)|seguimiento|estado de(?:l| mi) (?:pedido|envio)|no (?:me )?ha llegado|no he recibido)\b/,
      /\b(?:wo (?:ist|bleibt|sind)|wann kommt|wann wird|sendungs\w*|lieferstatus|bestellstatus|noch nicht (?:da|angekommen|erhalten|geliefert)|nicht angekommen)\b/,
      /\b(?:ou (?:est|en est|sont)|quand (?:vais|sera|arrive)|suivi|suivre|(?:pas|jamais) (?:encore )?(?:recu|arrive|ete livre)|statut de ma commande)\b/,
      /\b(?:onde (?:esta|anda)|cadê|cade|quando (?:chega|vai chegar)|rastre\w*|nao chegou|nao recebi|status do (?:meu )?pedido)\b/,
    ],
    weak: [
      new RegExp(`\\b(?:my|our) (?:recent |last )?${PARCEL}\\b`),
      /\b(?:shipped|dispatch\w*|courier|carrier|parcel|package|shipment|arriv\w+|deliver\w*|delay\w*|late)\b/,
      /\b(?:pedido|envio|paquete|entrega|bestellung|paket|lieferung|commande|colis|livraison|encomenda)\b/,
    ],
  },
  order_change: {
    strong: [
      new RegExp(`\\b(?:cancel\\w*|cancle|stop|undo)\\b(?!.*\\b(?:fees?|charges?|penalt\\w+|policy|accounts?|profile|subscription|costs?)\\b).{0,25}\\b(?:${PARCEL}|it|0000)\\b`),
      /^(?:please )?cancel(?: please)?$/,
      new RegExp(`\\b(?:chang\\w*|modif\\w*|edit\\w*|updat\\w*|correct\\w*|alter\\w*|switch\\w*|amend\\w*|swap\\w*|fix|void|revoke|retract|withdraw)\\b.{0,35}\\b(?:orders?|purchases?|address|size|items?|colou?r|quantity|variant)\\b`),
      /\b(?:wrong|old|different|another|new) (?:shipping |delivery )?address\b/,
      /\b(?:void|revoke|withdraw|take back|call off|abort)\b.{0,25}\b(?:order|purchase|it|duplicate)\b|\b(?:duplicate|second|double|accidental) order\b|\b(?:moved|moving|old (?:street|house|flat|apartment)|typo in (?:my|the) (?:address|street))\b/,
      /\b(?:add|remove|delete)\b.{0,25}\b(?:to|from) (?:my|the|an) (?:order|purchase)\b/,
      /\b(?:change of (?:delivery |shipping )?address|deliver (?:it )?to (?:a |an)?(?:other|different)|exchange)\b/,
      /\b(?:cancelar|anular|cambiar|modificar)\b.{0,25}\b(?:pedido|compra|direccion)\b/,
      /\b(?:bestellung|adresse|lieferadresse)\b.{0,30}\b(?:stornier\w*|ander\w*|abbestell\w*|widerruf\w*)\b|\bstornier\w*\b/,
      /\b(?:annuler|modifier|changer)\b.{0,25}\b(?:commande|achat|adresse)\b/,
      /\b(?:cancelar|alterar|mudar|trocar)\b.{0,25}\b(?:pedido|compra|encomenda|endereco)\b/,
    ],
    weak: [/\b(?:cancel\w*|shipping address|delivery address)\b/, /\b(?:ordered|bought)\b.{0,30}\b(?:wrong|mistake|instead)\b/],
  },
  refund_request: {
    strong: [
      /\b(?:refund\w*|reimburs\w*|money back|rebate|rembours\w*|reembols\w*|estorn\w*|ruckerstatt\w*|erstatt\w*|chargeback)\b/,
      /\b(?:pay|paid|paying|credit|put|transfer|give) (?:me |it |that |this |us |the \w+ )*back\b|\brepa(?:y|id)\b|\bback (?:on|to|onto|into|in) (?:my|the) (?:card|account|bank|paypal|visa|wallet|credit card)\b|\b(?:what|everything|all) i (?:paid|spent)\b|\b(?:purchase price|full amount) back\b/,
      /\b(?:mi dinero|el dinero|kaufpreis|mein geld|recuperer (?:mon|l') ?argent|mon argent|meu dinheiro|o (?:valor|dinheiro) (?:de volta|ainda nao))\b/,
      /\b(?:money|cash|payment)\b.{0,15}\b(?:returned|back)\b|\b(?:get|give|want|send|pay)\b.{0,20}\bmoney back\b/,
      /\b(?:return|returns|returning|send back|sending back)\b(?!.{0,10}\bcall\b)/,
      /\breplace(?:ment|d|ments)?\b/,
      /\b(?:cancel\w*|withdrawal|termination|early|exit) (?:\w+ )?(?:fees?|charges?|penalt\w+|costs?|policy)\b|\b(?:fee|penalty|charge)\w*\b.{0,25}\bcancel\w*\b/,
      /\b(?:devolu\w+|devolver|dinero de vuelta|dinheiro de volta|geld zuruck|zuruckgeben|zurucksenden|retoure|retourner|me rendre mon argent|recuperar mi dinero)\b/,
    ],
    weak: [
      new RegExp(`\\b${QUALITY}\\b`),
      /\bwrong (?:item|product|order|size|colou?r|one|thing)\b/,
      /\b(?:compensat\w*|get back|return policy|umtausch\w*|retour)\b/,
    ],
  },
  account_issue: {
    strong: [
      /\b(?:passwords?|passcode|pin code reset|log ?in|login|logging in|logged (?:in|out)|log (?:on|into|out)|sign(?:ing|ed)? (?:in|into|on)|sign ?up|signing up)\b/,
      /\b(?:accounts?|profile|user ?name|user id|regist\w+|membership)\b/,
      /\b(?:invoices?|bills?|billing|receipts?)\b/,
      /\b(?:two factor|2fa|verification code|otp|authenticator|verify my (?:email|phone|identity)|locked out|kicked out|can't get (?:back )?in|unlink|link(?:ed)? my (?:google|facebook|apple)|hacked|compromised)\b/,
      /\bpay(?:ment|ments|ing)?\b.{0,25}\b(?:issues?|problems?|errors?|fail\w*|declin\w*|reject\w*|trouble|went wrong|not work\w*|doesn't work|unsuccessful|stuck|pending)\b/,
      /\b(?:issues?|problems?|errors?|trouble|difficult\w*)\b.{0,45}\b(?:pay(?:ing|ments?)?|checkout|checking out|transfer)\b|\b(?:card|transfer|transaction|payment) (?:was|is|got|has been|keeps? (?:being|getting)) (?:declined|rejected|refused|denied)\b/,
      /\b(?:charged|deducted|debited|billed)\b.{0,25}\b(?:twice|double|two times|again|but|wrong\w*|extra|too much)\b|\b(?:double|duplicate) charge\w*\b/,
      /\b(?:money|amount|payment|cash)\b.{0,20}\b(?:deducted|debited|got cut|taken)\b/,
      /\b(?:chang\w*|updat\w*|edit\w*|correct\w*|modif\w*)\b.{0,20}\b(?:e ?mail|phone(?: number)?|mobile(?: number)?|my name|my (?:personal )?(?:details|info\w*|data|card))\b/,
      /\b(?:set ?up|add|create|enter|save)\b.{0,20}\b(?:shipping|delivery|billing) address\b/,
      /\b(?:contrasena|cuenta|iniciar sesion|factura|registr\w+|perfil|clave)\b/,
      /\b(?:passwort|kennwort|konto|kundenkonto|anmeld\w*|einlogg\w*|rechnung|registrier\w*)\b/,
      /\b(?:mot de passe|compte|me connecter|connexion|facture|inscri\w+|identifiant)\b/,
      /\b(?:senha|conta|fazer login|fatura|nota fiscal|cadastr\w+)\b/,
    ],
    weak: [/\b(?:payments?|card|charged|transaction|app|website|site|portal|cart|e ?mail address|new user|new customer)\b/, /\b(?:pago|zahlung|paiement|pagamento|tarjeta|karte|carte|cartao)\b/],
  },
  product_question: {
    strong: [
      /\b(?:in stock|out of stock|restock\w*|availab\w+|back in)\b/,
      /\bdo (?:you|u|they)(?: guys)? (?:also |still |currently )?(?:have|sell|carry|offer|stock|ship|deliver|accept|take|make|provide)\b/,
      /\b(?:which|what) (?:size|colou?rs?|material|product|model|version|brand|flavou?r|type|kind|supplement|one)s?\b/,
      /\b(?:recommend\w*|suggest\w*|advice|advise|looking for|difference between|compare|better than|best)\b/,
      /\b(?:how much (?:is|are|does|do|for)|price|prices|pricing|cost of|costs?|discount\w*|coupon\w*|promo\w*|offers?|deals?|sale)\b(?!.*\b(?:fee|refund)\b)/,
      /\b(?:warranty|guarantee\w*|compatib\w+|waterproof|ingredients?|dimensions?|weight|weigh|fits?|vegan|gluten|organic|battery|side effects?|expir\w+|genuine|original|authentic|fake|quality of|dosage|sizing|size (?:chart|guide)|specs?|specification\w*|features?|washable|made (?:of|from|in)|how (?:big|loud|heavy|tall|long is|wide|warm|thick|strong|many (?:watts|litres|liters|people|pieces))|dishwasher|machine wash\w*|lava loucas|suitable for|good for|work with|works with|come with|comes with|included)\b/,
      /\b(?:payment (?:methods?|modes?|options?|types?|forms?)|(?:modes?|ways?) of pay(?:ments?|ing)|accepted payments?|pay (?:with|by|on delivery|via|using|cash)|cash on delivery|cod|emi|installments?|forms? of payment|kinds? of payment)\b/,
      /\b(?:(?:delivery|shipping|shipment) (?:options?|methods?|costs?|charges?|fees?|types?)|options? (?:for|of) (?:\w+ )?(?:delivery|shipping|shipment|payment)|international\w*|ship to|deliver to|deliver(?:able|ed)? (?:in|at|outside)|pin ?code|overseas|abroad|express shipping|free shipping)\b/,
      /\b(?:place|make|put|take|taking|accepting)\b.{0,12}\b(?:orders?|purchases?)\b|\bhow (?:do|can|to|would|could) (?:i )?(?:order|buy|purchase)\b|\b(?:can|could) (?:i|we) (?:\w+ )?(?:order|buy|purchase)\b|\b(?:want|like|need) to (?:buy|purchase|order)\b|\bbuy(?:ing)?\b/,
      /\b(?:shops?|stores?|showrooms?|outlets?|retail)\b.{0,25}\b(?:near\w*|location|address|open|visit|offline|physical|where|operational)\b|\b(?:visit|where|go to|physical|offline|nearest)\b.{0,20}\b(?:shops?|stores?|showrooms?|outlets?)\b/,
      /\b(?:tienen|venden|disponible|cuanto cuesta|precio|talla|garantia|descuento|envian a|metodos de pago)\b/,
      /\b(?:haben sie|verkaufen sie|verfugbar|auf lager|was kostet|preis|grosse|garantie|rabatt|liefern sie nach|zahlungs(?:arten|methoden|moglichkeiten))\b/,
      /\b(?:avez vous|vendez vous|disponible|combien coute|prix|taille|garantie|reduction|livrez vous|moyens de paiement|en stock|est ce que (?:le|la|les) \w+)\b/,
      /\b(?:voces tem|vendem|disponivel|quanto custa|preco|tamanho|garantia|desconto|entregam em|formas de pagamento|em estoque)\b/,
    ],
    weak: [
      /\b(?:products?|item|size|colou?r|model|supplements?|plan|catalogu?e|jacket|shoes?|tent|backpack|protein|mattress|phone|laptop|shirt)\b/,
      /^(?:is|are|does|do|can|will|would|what|which|how) (?:the|this|it|these|they|your|you|there)\b/,
      /\b(?:goal|diet|increase|gain|use (?:it|this)|how to use)\b/,
    ],
  },
  complaint: {
    strong: [
      /\bcompla(?:in\w*|int\w*)\b|\bclaim against\b|\b(?:lodge|file|make|submit|raise)\b.{0,20}\b(?:complaint|claim|grievance)\b/,
      /\b(?:unacceptable|disgust\w*|disgrace\w*|appalling|worst|pathetic|outrageous|ridiculous|shameful|incompetent|unprofessional|atrocious|abysmal|dreadful|shambles|sucks?|sux|laughable|useless|insult\w*|humiliat\w*|scam\w*|rip ?off)\b/,
      /\b(?:not (?:happy|satisfied|impressed|pleased)|unhappy|dissatisf\w+|disappoint\w*|frustrat\w*|fed up|sick (?:of|and tired)|furious|had enough|ashamed)\b/,
      /\b(?:on hold|hung up|hang(?:s|ing)? up|ignored|nobody (?:answers|replies|cares)|no one (?:answers|replies|cares)|kept waiting|broken promises?|empty promises?|laughed at|treated (?:me )?(?:like|badly|unfairly)|lied to|liars?|do better|shame on you|poorly)\b/,
      /\b(?:terrible|awful|horrible|horrendous|poor|bad|lousy|rude|useless)\b.{0,25}\b(?:service|experience|support|staff|quality|company|attitude|employee|agent|driver)\b|\b(?:rude|disrespectful|impolite)\b/,
      /\bnever (?:shop|buy|order|use|come|purchas)\w*\b.{0,25}\bagain\b|\bwaste of (?:time|money)\b|\blost a customer\b/,
      /\b(?:lawyers?|attorneys?|legal action|sue|suing|court|police|ombudsman|consumer protection|small claims|better business bureau)\b/,
      /\b(?:queja|quejarme|horrible|fatal|verguenza|estafa|reclamacion|inaceptable|pesim[oa]|decepcion\w*|vergonzoso)\b/,
      /\b(?:beschwer\w*|enttausch\w*|frechheit|schlecht\w*|unfreundlich\w*|saftladen|unverschamt\w*|katastroph\w*|inakzeptabel|unzufrieden)\b/,
      /\b(?:plainte|inacceptable|execrable|honte|nul|arnaque|decu\w*|honteux|mecontent\w*|scandaleux)\b/,
      /\b(?:reclamacao|reclamar|inaceitavel|pessim[oa]|decepcionad\w*|insatisfeit\w*|vergonha)\b/,
    ],
    weak: [/\b(?:terrible|awful|horrible|angry|upset|annoy\w*|joke|lied|lying|nobody|no one (?:answers|replies|responds)|poor)\b/],
  },
  other: {
    strong: [
      /\b(?:contact|call|phone|reach|email|hotline|talk|speak|chat|connect)\b.{0,35}\b(?:customer (?:service|care|support)|client service|support(?: team)?|agent|human|person|someone|somebody|representative|rep|executive|operator|you guys)\b/,
      /\b(?:customer (?:service|care|support)|client service|support|helpline|call cent(?:er|re))\b.{0,25}\b(?:number|no|phone|contact|e ?mail|hours|open|available|working)\b|\b(?:number|phone|mail|e ?mail|hours)\b.{0,25}\b(?:customer (?:service|care|support)|client service|support|assistance)\b/,
      /\b(?:live|real|human|actual) (?:agent|person|human|chat|being)\b|\b(?:anyone|anybody|someone|somebody) (?:available|there|here)\b|^(?:agent|human|representative|operator)\b/,
      /\b(?:newsletter|unsubscribe|subscri\w+|careers?|jobs?|hiring|internship|press|sponsor\w*|donat\w*|partner\w*|franchise|wholesale|become a seller|be a seller|as (?:a )?seller|collaborat\w*|affiliate|influencer|refer\w*)\b/,
      /\b(?:leave|write|post|submit|give|lodge|send|make|share)\b.{0,20}\b(?:reviews?|feedback|opinions?|comments?|ratings?|suggestions?)\b|\b(?:review|feedback|opinion)\b/,
      /\b(?:what time|opening (?:hours|times)|business hours|hours (?:of operation|are you)|when (?:do you|are you) (?:open|close))\b/,
      /\b(?:start (?:over|again)|restart|re ?assessment|work(?:ing)? from home|are you (?:a bot|human|a robot|working))\b/,
    ],
    weak: [/\b(?:contact|call|phone number|help ?line|lockdown|covid|company|office)\b/, /\b(?:assist\w*|help)\b$/],
  },
}
