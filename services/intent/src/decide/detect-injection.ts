/** What gives away a text written to a model instead of to a shop, with how much each sign weighs. */
const SIGNS: [weight: number, sign: RegExp][] = [
  [0.9, /\b(?:ignor\w*|disregard\w*|forget\w*|override|overwrite|bypass|skip|drop|neglect)\b.{0,40}\b(?:(?:previous|prior|above|earlier|preceding|initial|original|all|any|your|the|these|those|system|safety|developer)\b.{0,25}\b)(?:instruction|prompt|rule|directive|guideline|guardrail|restriction|command|input|programming|training|context|filter|polic)\w*/],
  // Orders are cancelled, and policies asked about in the same breath: here the one must be of the other.
  [0.9, /\bcancel (?:all|any|every|your|the|these|those|previous|prior|system|safety|of| )+(?:instruction|prompt|directive|guideline|guardrail|restriction|programming)\w*/],
  [0.9, /\b(?:ignore|disregard|forget) (?:everything|all|anything|what)\b.{0,40}\b(?:above|before|prior|previous\w*|earlier|so far|learned|told|said)\b|\bforget everything (?:from|about|you)\b|\[?ignore previous input/],
  [0.9, /\b(?:reveal|show|print|repeat|output|display|leak|tell me|give me|write(?: out)?|what (?:is|are|was|were)|share|dump|expose|translate|summari[sz]e|copy|paste|encode|recite)\b.{0,40}\b(?:system prompt|(?:your|the|initial|hidden|secret|original|first|exact|full|internal|developer) (?:\w+ )?(?:system )?(?:prompts?|instructions?|rules? you|configuration|guidelines?|directives?))\b(?! (?:for|manual|how to|of the (?:product|tent|lamp)))/],
  [0.6, /\b(?:system|developer|initial|hidden) (?:prompt|message|instructions?)\b/],
  [0.9, /\b(?:do anything now|dan mode|developer mode|jail ?br(?:ea|o)k\w*|god ?mode|debug(?:ging)? mode|unrestricted mode|sudo mode|maintenance mode|admin(?:istrator)? mode|opposite mode|uncensored|anti ?gpt|based ?gpt|evil ?bot|chaos ?gpt)\b/],
  [0.65, /\b(?:you are|you're|ur|you will be|you shall be|you must be|become|transform into|turn into) (?:now |going to be |to be )?(?:an? |the )?(?:\w+[ ,]+){0,4}?(?:dan|unrestricted|unfiltered|free of|freed|amoral|evil|different ai|another ai|language model|chat ?bot|ai model|persona|character|assistant (?:that|who|without)|terminal|interpreter|hacker|root|administrator|developer)\b/],
  [0.7, /\b(?:act|behave|respond|answer|speak|reply|role ?play|pose|function|operate|simulate|emulate|impersonate|pretend)(?: \w+){0,2} (?:as|like|to be|that you(?:'re| are))(?: if)? (?:an? |the |my |if )?(?:\w+[ ,]+){0,5}?(?:ai|dan|model|bot|chat ?bot|gpt|assistant|character|persona|terminal|hacker|admin\w*|developer|unrestricted|no (?:rules|restrictions|limits)|girlfriend|grandm\w+|system|human with|machine)\b/],
  [0.45, /\b(?:from now on|going forward|for the rest of (?:this|the|our) (?:conversation|chat)|starting now|in this (?:chat|conversation|scenario|game|world)),? (?:you|your|our|all|everything|whenever|create|always|i)\b/],
  [0.6, /\b(?:chat ?gpt|openai|open ai|gpt-? ?[345]\w*|gpt|large language model|language model|llm|anthropic|claude|gemini|bing ai|bard|copilot)\b/],
  [0.7, /\b(?:no|without|any|free of|free from|has no|zero|break(?:ing)?|broken|bypass|remove|disable|lift|ignor\w*)\b.{0,25}\b(?:restrictions?|ethic\w*|moral\w*|censorship|content polic\w+|guard ?rails|safety (?:filters?|rules|guidelines|protocols?|measures)|limitations|confines)\b/],
  [0.6, /\b(?:stay(?:s|ing)? in character|break(?:s|ing)? character|never (?:refuse|break|say no|decline|disagree)|(?:doesn't|does not|can't|cannot|won't|will not|not) refuse (?:any|a|to)|always (?:comply|obey|answer)|without (?:warning|disclaimer)s?|unethical|amoral|immoral|illegal (?:content|activit\w+|advice|request\w*|things?)|regardless of (?:ethic|legal|moral)\w*|hypothetical (?:world|scenario|story|response)|fictional (?:world|character|story|scenario|api)|two (?:separate|different) (?:ways|styles|responses|personas)|generate two responses|respond to (?:every|all|each|my|any) (?:prompts?|questions?|requests?|messages?|inputs?))\b/],
  [0.8, /<\|?(?:im_start|im_end|system|endoftext|eot_id|start_header_id)\|?>|\[\/?(?:INST|SYS|SYSTEM)\]|<<\/?SYS>>|<\/?(?:system|assistant|instructions?|prompt)>|^\s*#{2,}\s*(?:system|instruction|new instructions?|response|assistant)\b|(?:^|\n)\s*(?:system|assistant|developer)\s*:/im],
  [0.75, /\b(?:new|updated|additional|real|secret|important|following) (?:system )?(?:instructions?|rules|directives?|orders?) ?(?:from|by|:).{0,30}(?:developer|admin|system|openai|owner|ceo|you)\b|\b(?:end of|begin|start) (?:system )?(?:prompt|instructions?|context|user input)\b/],
  [0.75, /\b(?:just|only|simply|instead|exactly|and) (?:say|print|output|reply|respond|write|answer|return|type|repeat)(?: with| only)* ["'“‘:*]/],
  [0.6, /\b(?:print|output|say|repeat|reply with|respond with) (?:exactly |only |the (?:words?|phrase|text|following) )["'“‘]|\bstop everything\b/],
  [0.8, /\b(?:decode|base ?64|rot ?13|hex(?:adecimal)?|morse|caesar|reverse(?:d)? (?:the )?(?:string|text))\b.{0,60}\b(?:and|then|follow|execute|run|obey|do|instruction\w*|say)\b/],
  [0.55, /(?:[A-Za-z0-9+/]{60,}={0,2})|(?:\\x[0-9a-f]{2}){8,}|(?:&#\d{2,4};){6,}|(?:%[0-9a-f]{2}){12,}/],
  [0.8, /\b(?:call|invoke|use|run|execute|trigger) (?:the )?(?:tool|function|api|process_refund|process refund|cancel_order|reset_password|update_account|change_address)\b.{0,60}\b(?:without|skip|bypass|regardless|admin|for all|every|immediately without|amount)\b|\b(?:process_refund|lookup_order|change_address|update_account|reset_password)\s*\(/],
  [0.75, /\b(?:i am|i'm|this is) (?:the |an? |your )?(?:developer|admin\w*|system administrator|creator|openai (?:employee|staff|engineer)|root user|engineer (?:at|from))\b.{0,80}\b(?:approv\w*|authori[sz]\w*|override|grant|enable|disable|bypass|refund|access|show|give|permission|test)/],
  [0.75, /\b(?:list|show|give|print|dump|export|reveal|send)(?: me)? (?:all |every |the )*(?:other )?(?:customers?|users?)(?:'s|s'|')? (?:\w+ )?(?:data|details|records|e ?mails?|orders|addresses|passwords|information|cards?)\b/],
  [0.7, /(?:'|")\s*(?:or|and)\s+(?:'|")?1(?:'|")?\s*=\s*(?:'|")?1|;\s*drop\s+table|union\s+select|<script\b|\{\{.*\}\}|\$\{.*\}/i],
  [0.5, /\b(?:persona|roleplay|role play|role-play|in the style of|dialogue between|perplexity|burstiness|prompt generator|prompt engineer\w*|mindset|simulat\w+|character (?:named|called|description|who)|your (?:name is|role is|task is to|job is to|creators?)|play (?:the role|a game)|pretend game|imagine (?:you|that you|a world)|let's (?:play|act|roleplay|pretend)|you will (?:pretend|act|play|respond|answer|now|be|never|always|write|create|generate))\b/],
  [0.75, /[[{(<] ?(?:your |the |insert |put |my )+(?:\w+ )?(?:prompt|question|request|topic|query)\b|\[(?:prompt|role|topic|question|input|user)\]|\bprompt here\b|\$(?:term|prompt|input)\d?\b/],
  [0.6, /\b(?:you are|you're) now (?:[a-z]|"|\[)|\bnow you (?:act|are)\b|\bpersonify\b|\bopposite day\b|\benable .{0,40}\bmode\b|developer\\?_mode|\bin character as\b|\bact like an?\b/],
  [0.7, /\b(?:start|begin|end|finish|prefix|precede) (?:\w+ )?(?:your|every|each|all) (?:\w+ )?(?:reply|replies|response|responses|answers?|messages?|sentences?)\b|\blimit output\b|\b(?:every|each) (?:response|reply|prompt)\b|\byou (?:will|must|can|should) only (?:respond|reply|answer|speak|output)\b/],
  [0.7, /\b(?:amoral|unfiltered|uncensored|unaligned|unhinged|immoral|nsfw)\b/],
  [0.8, /\b(?:how (?:to|do i|can i|would (?:i|one))|guide (?:to|for|on)|steps (?:to|for)|instructions (?:to|for)|explain|describe)\b.{0,30}\b(?:rob an?|make (?:a )?(?:bomb|meth|explosives?|napalm)|synthesi[sz]\w+|pick a lock|hotwire|cook meth|build a (?:bomb|weapon)|launder|hack into|phish\w*|forge|counterfeit money|steal (?:a|from))\b/],
  [0.8, /\b(?:new|updated|additional) (?:instruction|directive|rule|policy|order|command)s?\b.{0,40}\b(?:for|to|from) (?:the |you|your )?(?:assistant|bot|ai|model|system|developers?|agent|admin\w*)\b|\bend of (?:the )?(?:customer|user) (?:message|input|text)\b|-{3,} ?(?:end|begin|start|system|new)\b/],
  [0.8, /\b(?:authenticated|is_?admin|verified|approved|role|authori[sz]ed)\s?[=:]\s?["']?(?:true|yes|1|admin|system)\b|\b(?:mark|set|treat|flag) (?:this|the|my) (?:ticket|conversation|customer|account|session|order|user) as (?:\w+ )?(?:authenticated|verified|admin|approved|refunded|trusted)\b/],
  [0.85, /\b(?:skip|bypass|ignore|without|disable|turn off|omit|drop) (?:the |any |all |your |my )?(?:\w+ )?(?:identity|verification|authentication|security|approval|policy|eligibility|safety|auth) ?(?:check|step|rule|limit|process|control|question|filter)?s?\b/],
  [0.85, /\b(?:your|all|the|of|available) (?:\w+ )?(?:tool|function) (?:definition|schema|list|description|name|call)s?\b|\b(?:internal|hidden|private) (?:notes?|prompts?|instructions?|policies|configuration|tools?)\b|\bsystem_?prompt\b|\bwhat (?:text|words?|message|instructions?) (?:comes?|came|stands?|is|are|was|were) (?:before|above|prior)\b|\b(?:before|above) (?:my first|this) message\b|\btext above\b|\b(?:your|the) (?:context window|initial prompt)\b/],
  [0.8, /\b(?:you have|with|has) no (?:guidelines|rules|limits|restrictions|filters?|policy|policies|boundaries|morals)\b|\b(?:bot|ai|assistant|model) (?:without|with no|free of) (?:limits?|rules|filters?|restrictions|boundaries)\b|\boutranks?\b.{0,40}\b(?:system|instructions?|message|rules)\b|\b(?:approves?|says? yes to|agrees? (?:to|with)|refunds?) everything\b|\byour system (?:message|prompt)\b|\bi am your (?:boss|master|creator|owner|admin\w*|developer)\b/],
  [0.6, /\byou (?:must|have to|will) (?:comply|obey|always|never)\b|\b(?:cat|echo|print|ls|curl|eval|exec|import|sudo) [\w./-]+\.(?:txt|env|json|py|sh|yaml|md)\b|\bsimulate an?\b|\boutput it (?:inside|in|as)\b/],
  [0.85, /\b(?:ignora|olvida|ignore|oublie\w*|vergiss|ignoriere|esquece|esqueca|desconsidere|ignorez)\b.{0,30}\b(?:instrucciones|indicaciones|reglas|instructions|consignes|regles|anweisungen|regeln|instrucoes|regras)\b/],
]

/** A customer's message is short; instructions for a model are long, and tell "you" what to be. */
const LONG = 350
const COMMANDS = 2

/** How likely a text tries to instruct the machine, 0..1. Signs add up like independent witnesses. */
export function detectInjection(text: string): number {
  const plain = text.slice(0, 6000).normalize('NFKC').replace(INVISIBLE, '').replace(/[’‘]/g, "'").toLowerCase()
  const squeezed = plain.replace(/\s+/g, ' ')
  const together = squeezed.replace(/(\p{L})[-_*.]{1,4}(?=\p{L})/gu, '$1')
  let doubt = 1
  for (const [weight, sign] of SIGNS) {
    if (sign.test(squeezed) || sign.test(plain) || (together !== squeezed && sign.test(together))) doubt *= 1 - weight
  }
  if (isSpacedOut(squeezed)) doubt *= 0.5
  if (squeezed.length > LONG && commandsYou(squeezed)) doubt *= 0.5
  return Math.round((1 - doubt) * 1000) / 1000
}

const INVISIBLE = /[\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u202a-\u202e]|[\u{e0000}-\u{e007f}]/gu

// "i g n o r e   a l l" hides from word lists.
function isSpacedOut(text: string): boolean {
  return /(?:\b\p{L}[ .\-_]){12,}/u.test(text)
}

function commandsYou(text: string): boolean {
  const commands = text.match(/\byou (?:must|should|will|can|cannot|shall|are|have to|may|do not|don't|never|always|as)\b/g)?.length ?? 0
  return commands >= COMMANDS
}
