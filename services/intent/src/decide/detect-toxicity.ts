import { plainText } from './plain-text.js'

/** Threats, slurs and abuse of people are what the desk will not answer; insults in passing and swearing are anger, and milder. */
const SIGNS: [score: number, sign: RegExp][] = [
  [0.95, /\b(?:i'll|i will|i'm going to|im going to|gonna|going to|we'll|we will|i swear i'll|someone should|i hope (?:you|someone)(?: \w+)?|i want to|ill) (?:\w+ ){0,2}?(?:kill|murder|shoot|stab|strangle|burn|bomb|beat|hurt|hunt|slaughter|hang|rape|smash|break|punch|cut|slit|choke|gas|torch) (?:\w+ ){0,3}?(?:you|u|your|yourself|all of you|them|every\w*|somebody|someone|him|her|his|up|down|(?:face|legs?|neck|throat|head|teeth|skull|windows?)|the (?:office|store|shop|building|place|warehouse|driver|courier|employee\w*|staff))\b/],
  [0.95, /\b(?:come|coming|drive|driving|turn up|show up) (?:\w+ ){0,4}?(?:to|at) (?:your|the) (?:\w+ )?(?:store|shop|office|house|home|warehouse|place)\b.{0,30}\b(?:hurt|kill|shoot|burn|gun|knife|beat|regret|smash|bat)\b|\b(?:should (?:all )?be|deserve to(?: be)?|ought to be|needs? to be) (?:gassed|shot|killed|hanged|lynched|burned|raped|exterminated|put down|beaten|deported)\b|\b(?:i'll|i will) (?:find|hunt|get) you\b/],
  [0.95, /\b(?:bomb threat|(?:put|plant|place|send)(?: you)? a bomb|blow (?:up )?(?:your|the|this) (?:\w+ )?(?:office|store|building|place|warehouse|shop)|blow you up|know where you (?:live|work)|find (?:out )?where you live|come (?:to|after) your (?:house|home|family)|(?:you|u|you'll|you will)(?: all)? (?:deserve to |should |will |gonna |are going to |better )?(?:all )?(?:die|burn in hell|rot in hell|be dead)|(?:watch|watching) your back|you(?:'re| are) (?:a )?dead(?: man)?|put a bullet|hope you(?: all)? (?:die|get (?:cancer|killed|raped|hit by)))\b/],
  [0.95, /\b(?:kill|hang|shoot) (?:yourself|urself|yourselves|ur ?self)\b|\bkys\b|\bgo (?:and )?die\b/],
  [0.95, /\b(?:n[i1]gg(?:er|a)s?|fagg?ots?|k[i1]kes?|sp[i1]cs?|ch[i1]nks?|gooks?|wetbacks?|tr[a4]nn(?:y|ies)|ragheads?|towelheads?|sandn\w+|pak(?:i|is)\b|dykes?|kanaken?|maricon(?:es)?|sudacas?|neger|schwuchtel\w*|pede|bicha|macaco[s]?)\b/],
  [0.85, /\b(?:women|girls|blacks|jews|muslims|arabs|gays|immigrants|foreigners|indians|mexicans|chinese|africans|poles|refugees|your kind|those people)\b.{0,30}\b(?:shouldn't|should not|can't|cannot|are (?:all |so |too )?(?:stupid|dumb|lazy|dirty|criminals|thieves|animals|filth|scum)|too (?:dumb|stupid|lazy)|don't belong)\b|\b(?:lazy|filthy|dirty|stupid|damn|bloody) (?:\w+ )?(?:foreigners?|immigrants?|refugees?)\b/],
  [0.85, /\b(?:fuck (?:you|u|off|yourself|your)|go fuck|eat shit|suck (?:it|my|a)|kiss my ass|piss off|motherfuck\w*|son of a bitch|sons of bitches|rot in|burn in hell|go to hell|shut the fuck up|spit on you|drop dead)\b/],
  [0.85, /\b(?:you|u|your|you're|ur|ye|a bunch of|that|this|those|these|of) (?:\w+ ){0,4}?(?:bitch(?:es)?|assholes?|arseholes?|bastards?|cunts?|scum(?:bags?)?|piece of (?:shit|garbage|trash|crap)|pieces of (?:shit|garbage|trash)|worm|pigs?|fat cow|braindead|dumb(?:ass|asses|fuck)|dickheads?|pricks?|wankers?|twats?|imbeciles?|cretins?|subhuman|vermin|maggots?)\b/],
  [0.85, /\b(?:fucking|stupid|dumb|worthless|disgusting) (?:\w+ )?(?:idiots?|morons?|retards?|bitch(?:es)?|clowns?|cow|whore|robots?)\b/],
  [0.85, /\b(?:hij[oa]s? de (?:la )?(?:gran )?puta|vete a la mierda|que te jodan|cabron(?:es)?|gilipollas|pendejos?|malparid\w+|fick (?:dich|euch)|verpiss\w*|arschlocher|arschloch|hurensohn\w*|wichser|drecks\w+|missgeburt|va te faire|allez vous faire|connards?|connasse|salauds?|salopes?|encule\w*|fils de pute|ta gueule|vai se foder|vai tomar|filhos? da puta|arrombad\w+|vagabund\w+|otari\w+|desgracad\w+)\b/],
  [0.85, /\b(?:retard(?:ed|s)?|whores?|cunts?|sluts?|subhumans?|vermin|go back to (?:your (?:own )?country|where you (?:came|come|belong)))\b|\b(?:dirty|filthy|stupid|fucking) (?:immigrants?|foreigners?|jews?|muslims?|indians?|mexicans?|blacks?|gays?|women)\b/],
  [0.85, /\b(?:send (?:me )?(?:nudes|naked)|(?:suck|lick) my|want to (?:fuck|have sex with) you|show me your (?:tits|boobs|body)|are you wearing|sexy (?:voice|girl|baby))\b/],
  [0.95, /\b(?:te voy a matar|los voy a matar|voy a matarte|ich (?:bring|bringe) (?:dich|euch|sie) um|ich tote (?:dich|euch)|je vais (?:te|vous) tuer|vou (?:te )?matar|vou matar)\b/],
  [0.55, /\b(?:f off|screw you|shut up|you (?:stupid |damn )?(?:idiots?|morons?|clowns?|fools?|losers?)|you(?:'re| are) (?:all )?(?:a )?(?:fucking |stupid |total )?(?:idiots?|morons?|stupid|scum|bastards?|pathetic|useless bot|trash|garbage)|idiotas?|imbeciles?|idioten?|abrutis?|burros?)\b/],
  [0.3, /\b(?:fuck\w*|shit\w*|bullshit|bitch\w*|asshole\w*|bastard\w*|wtf)\b/],
]
/** A thing can kill without anybody being threatened. */
const INNOCENT = /\b(?:kill(?:s|ing)? (?:me|it|germs|weeds|bugs|mosquitoes|bacteria|time|two birds)|(?:battery|phone|laptop|it) (?:is |will )?die\w*|bath bombs?|bomber jacket|dying to|to die for|chink in|spic and span)\b/g

/** How hurtful a text is, 0..1: from 0.8 threats, slurs and harassment; below, swearing and insults. */
export function detectToxicity(text: string): number {
  const plain = plainText(text).replace(INNOCENT, ' ')
  return SIGNS.reduce((most, [score, sign]) => (score > most && sign.test(plain) ? score : most), 0)
}
