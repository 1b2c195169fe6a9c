import { plainText } from './plain-text.js'

const MENTIONS = [
  /\b(?:lawyers?|attorneys?|solicitors?|barristers?|legal (?:action|actions|advice|team|counsel|department|proceedings|steps|representation|notice|consequences|matters?|threat|case)|legally|law ?suits?|law firm|litigat\w+|class action)\b/,
  /\b(?:i'll|i will|i'm going to|im going to|going to|gonna|will|i'd|shall|we'll|may|might|could|to|want to|have to) sue\b|\bsu(?:e|ing) (?:you|your|the company|this company|them|ya|u)\b|\bprosecut\w+\b|\bpress charges\b/,
  /\b(?:small claims|(?:take|taking|see) (?:you|u|this|it|them|the matter)?(?: \w+)? ?(?:to|in) court|court (?:order|case|action|date|summons)|go(?:ing)? to court|in court|tribunal|magistrate|subpoena|ombudsman|arbitration)\b/,
  /\b(?:attorney general|consumer (?:protection|court|rights|forum|affairs)|trading standards|better business bureau|bbb|federal trade commission|ftc|data protection (?:authority|commissioner|officer)|information commissioner|regulators?|cfpb)\b/,
  /\b(?:gdpr|ccpa|dsgvo|rgpd|lgpd)\b/,
  /\b(?:breach of (?:contract|law|consumer)|violat\w+ (?:of )?(?:the )?(?:law|my rights|consumer|privacy|gdpr|data protection)|against the law|break(?:ing)? the law|illegal(?:ly)?|cease and desist|defamation|liability claim|(?:seek|claim|claiming|demand|pursue) damages|false advertising|(?:federal|state|consumer|eu|european) law|(?:for|to|before) (?:the|a) judge|breached? (?:\w+ ){0,2}?contract|contract law|my (?:legal|statutory) rights|statutory rights|damages in court|police (?:report|complaint)|(?:call|go to|contact|report (?:you|this|it) to|involve) the police|file a (?:police|case))\b/,
  /\b(?:abogad[oa]s?|(?:poner|interponer|presentar) (?:una )?(?:demanda|denuncia)|demandar(?:los|les|te)?|denunci\w+|acciones legales|tribunales|juicio|consumo y defensa|proteccion al consumidor)\b/,
  /\b(?:anwalt\w*|anwaltin|rechtsanwalt\w*|verklag\w+|klage|gericht|rechtliche schritte|verbraucherschutz\w*|verbraucherzentrale|anzeige erstatten)\b/,
  /\b(?:avocat\w*|tribunal|porter plainte|poursuites?|action en justice|poursuivre en justice|mise en demeure|dgccrf)\b/,
  /\b(?:advogad[oa]s?|process(?:ar|o) (?:voces|a empresa|judicial)|vou processar|acao judicial|justica|procon)\b/,
]
/** Questions about what is allowed, product names and plain talk that hold the same words. */
const INNOCENT =
  /\b(?:is it (?:legal|illegal|legally)\b.*|(?:food|tennis|basketball|squash|badminton|volleyball|padel) court\w*|court (?:shoes?|dress|tie)|in court shoes|legal size|legal pad|legal guardian|legal name|legal age|(?:my|our|a) (?:lawyer|attorney) (?:friend|cousin|uncle|neighbou?r|husband|wife|sister|brother|son|daughter)\b(?!.*\b(?:sue|court)\b)|(?:work|working|partner|intern) (?:at|for|in) (?:a |the )?law firm|court order \w+ (?:tents?|shoes|items?)|my court order|legally (?:blonde|changed|married)|attorney (?:gift|costume)|for (?:a|my) (?:lawyer|attorney|solicitor)\w*|(?:i'm|im|i am|as) an? (?:lawyer|attorney|solicitor)\b(?!.*\b(?:sue|court|action)\b)|lawyer (?:gift|costume|bag|mug)|voltage regulators?|gas regulators?|pressure regulators?|regulators? (?:valve|hose|for)|to sue (?:for|about) (?:my|a) (?:friend|sister|aunt)|(?:aunt|sister|friend|named) sue)\b/g

/** True when a customer brings up the law: lawyers, courts, authorities, rights. A chargeback is no legal mention. */
export function detectLegal(text: string): boolean {
  const plain = plainText(text).replace(INNOCENT, ' ')
  return MENTIONS.some((mention) => mention.test(plain))
}
