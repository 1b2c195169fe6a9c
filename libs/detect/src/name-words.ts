/**
 * Words that are somebody's name and much oftener something else: months, virtues, colours, places, verbs. Alone they name no one;
 * beside a surname they do ("Grace Miller").
 */
export const nameWords = new Set(
  `my can an just so don he will has top long bill even hope man human name best guy said post lot haven little else song job idea may fan fine baby hold chase mine alone line chance hand
young flip america beat per ive block buddy gun mate white brain delta cook fall law hug miles general price dare lie sister lack till bud dallas art beer weight gross april robin re faith
garden floor karma la summer olive laws bless jail france park pop june major winter brand green innocent pie phoenix valid mark joy west houston fish butt tall judge san golden unique ban
queen lane sky brown soda heck king burger virgin kick promise paris rice los precious kiss honor wage nail vid bell boi tea german justice co miracle toy heaven sun frank server london
august austin orlando al menu da patience tone pun ca lax stone sin pink fried puck sue comfort meta loan trace river van wet dies jack cam ho hall sunny kitty hack til cart bang mama
kenya brooklyn bent charity constant hill bars jazz gut mac storm pit shade ant asia brad mart el columbus ma era nine sack blank florida rose ford siri argentina diamond campus lean slam
ally ace bay pat tad wood pole ray pace carbon dev loyal grace pearl ginger forest swift eve lion lore alpha neo arena grant rim washington jet mesa olympia royal jan yoga arch princess
fedora lung penny ties prey mile brink urban prince alexa virginia laurel sincere tore skipped noble angel blaze zion poser ward funk buck easter wan sterling amber ember brook brooke river
heather ivy daisy lily violet jasmine hazel iris rowan willow ash reed clay cliff dale glen heath ridge vale field marsh rivers fields woods parks banks fox wolf hawk bear drake crane
bishop baker carter cooper mason taylor turner walker hunter fisher potter archer porter parker sawyer smith knight gold silver steel page paige christian dean earl duke max rich chip
drew rob sandy rusty skip wade chuck dick don guy harry jimmy josh les nick pat peg rod sally ted terry tony victor norm gene gale gay holly bonny merry misty dusty stormy savannah
sierra aurora luna nova stella sol maya atlas orion titan apollo mercury mars venus ok hey dear love order please thanks hello sent mint sage basil coral teal indigo scarlet crystal ruby
jade opal china india jordan chad israel georgia cuba malta cyprus milan florence sydney adelaide melbourne chelsea victoria lincoln madison jackson denver bristol lancaster york kent essex
devon derby boston geneva vienna lourdes santiago monday tuesday wednesday thursday friday saturday sunday january february march july september october november december`.split(/\s+/),
);
