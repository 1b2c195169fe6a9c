import { plainText } from './plain-text.js'

/** Threats of violence and slurs are what the desk will not answer; insults and swearing are anger, and milder. */
const SIGNS: [score: number, sign: RegExp][] = [
  [0.95, /\b(?:i'll|i will|i'm going to|im going to|gonna|going to|we'll|we will|i swear i'll|someone should|i hope (?:you|someone)(?: \w+)?|i want to|ill) (?:\w+ ){0,2}?(?:kill|murder|shoot|stab|strangle|burn|bomb|beat|hurt|hunt|slaughter|hang|rape|destroy) (?:\w+ ){0,2}?(?:you|u|your|all of you|them|every|him|her|down|the (?:office|store|shop|building|place|warehouse|driver|employee\w*|staff))\b/],
  [0.95, /\b(?:bomb threat|(?:put|plant|place|send)(?: you)? a bomb|blow (?:up )?(?:your|the|this) (?:\w+ )?(?:office|store|building|place|warehouse|shop)|blow you up|know where you (?:live|work)|find (?:out )?where you live|come (?:to|after) your (?:house|home|family)|(?:you|u|you'll|you will)(?: all)? (?:deserve to |should |will |gonna |are going to |better )?(?:die|burn in hell|rot in hell|be dead)|(?:watch|watching) your back|you(?:'re| are) (?:a )?dead(?: man)?|put a bullet|hope you(?: all)? (?:die|get (?:cancer|killed|raped|hit by)))\b/],
  [0.95, /\b(?:kill|hang|shoot) (?:yourself|urself|yourselves|ur ?self)\b|\bkys\b|\bgo (?:and )?die\b/],
  [0.95, /\b(?:n[i1]gg(?:er|a)s?|fagg?ots?|k[i1]kes?|sp[i1]cs?|ch[i1]nks?|gooks?|wetbacks?|tr[a4]nn(?:y|ies)|ragheads?|towelheads?|sandn\w+|pak(?:i|is)\b|dykes?|kanaken?|maricon(?:es)?|sudacas?|neger|schwuchtel\w*|pede|bicha|macaco[s]?)\b/],
  [0.85, /\b(?:retard(?:ed|s)?|whores?|cunts?|sluts?|subhumans?|vermin|go back to (?:your (?:own )?country|where you (?:came|come|belong)))\b|\b(?:dirty|filthy|stupid|fucking) (?:immigrants?|foreigners?|jews?|muslims?|indians?|mexicans?|blacks?|gays?|women)\b/],
  [0.85, /\b(?:send (?:me )?(?:nudes|naked)|(?:suck|lick) my|want to (?:fuck|have sex with) you|show me your (?:tits|boobs|body)|are you wearing|sexy (?:voice|girl|baby))\b/],
  [0.95, /\b(?:te voy a matar|los voy a matar|voy a matarte|ich (?:bring|bringe) (?:dich|euch|sie) um|ich tote (?:dich|euch)|je vais (?:te|vous) tuer|vou (?:te )?matar|vou matar)\b/],
  [0.55, /\b(?:fuck (?:you|u|off|your)|f off|go to hell|screw you|piss off|you (?:fucking |stupid |damn )?(?:idiots?|morons?|bastards?|assholes?|scum|bitch\w*|pigs?|dumb\w*|imbeciles?)|motherfuck\w*|son of a bitch|shut (?:the fuck )?up|you(?:'re| are) (?:all )?(?:a )?(?:fucking |stupid |total )?(?:idiots?|morons?|stupid|scum|bastards?|pathetic|useless bot|trash|garbage)|hijo de puta|vete a la mierda|fick dich|arschloch|va te faire|connard|salaud|vai se foder|filho da puta)\b/],
  [0.3, /\b(?:fuck\w*|shit\w*|bullshit|bitch\w*|asshole\w*|bastard\w*|wtf)\b/],
]
/** A thing can kill without anybody being threatened. */
const INNOCENT = /\b(?:kill(?:s|ing)? (?:me|it|germs|weeds|bugs|mosquitoes|bacteria|time|two birds)|(?:battery|phone|laptop|it) (?:is |will )?die\w*|bath bombs?|bomber jacket|dying to|to die for|chink in|spic and span)\b/g

/** How hurtful a text is, 0..1: from 0.8 threats, slurs and harassment; below, swearing and insults. */
export function detectToxicity(text: string): number {
  const plain = plainText(text).replace(INNOCENT, ' ')
  return SIGNS.reduce((most, [score, sign]) => (score > most && sign.test(plain) ? score : most), 0)
}
