export interface SeedVariant {
  itemId: string;
  attributes: Record<string, string>;
  price: string;
  available: boolean;
  finalSale: boolean;
}

export interface SeedProduct {
  id: string;
  name: string;
  description: string;
  attributes: Record<string, string>;
  variants: SeedVariant[];
}

/** `['TENT2-MOSS', '189.00', 'color moss']`; a fourth word says `sold out` or `final sale`. */
type Row = [itemId: string, price: string, attributes: string, note?: 'sold out' | 'final sale'];

function product(id: string, name: string, description: string, attributes: string, rows: Row[]): SeedProduct {
  return {
    id: `prd_${id}`,
    name,
    description,
    attributes: readAttributes(attributes),
    variants: rows.map(([itemId, price, ofVariant, note]) => ({
      itemId,
      price,
      attributes: readAttributes(ofVariant),
      available: note !== 'sold out',
      finalSale: note === 'final sale',
    })),
  };
}

/** `"color moss, size 2 person"` → `{color: "moss", size: "2 person"}`. */
function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(', ').map((pair) => {
      const [name = '', ...value] = pair.split(' ');
      return [name, value.join(' ')];
    }),
  );
}

export const seedProducts: readonly SeedProduct[] = [
  product('ridgeline_tent', 'Ridgeline Tent', 'A three-season tent for two that packs to the size of a loaf of bread. Waterproof to 3,000 mm, with two doors and a vestibule on each side.', 'material ripstop nylon, season three-season, weight 1.9 kg', [
    ['TENT2-MOSS', '189.00', 'color moss, size 2 person'],
    ['TENT2-CLAY', '189.00', 'color clay, size 2 person', 'sold out'],
    ['TENT3-MOSS', '239.00', 'color moss, size 3 person'],
  ]),
  product('basecamp_tent', 'Basecamp Family Tent', 'Stand-up height, two rooms and a porch for six people and a wet dog. Waterproof floor, steel pegs included.', 'material polyester, season three-season, weight 14 kg', [
    ['CAMP6-SAND', '612.00', 'color sand, size 6 person'],
    ['CAMP6-PINE', '612.00', 'color pine, size 6 person'],
    ['CAMP8-SAND', '749.00', 'color sand, size 8 person'],
  ]),
  product('hollow_sleeping_bag', 'Hollow Sleeping Bag', 'Duck down, comfortable down to -4 °C, with a draught collar and a foot box that stays warm.', 'filling down, comfort -4 °C', [
    ['BAG-REG', '240.00', 'length regular, color slate'],
    ['BAG-LONG', '258.00', 'length long, color slate'],
    ['BAG-REG-RUST', '240.00', 'length regular, color rust', 'sold out'],
  ]),
  product('drift_sleeping_pad', 'Drift Sleeping Pad', 'A quiet inflatable mattress, 8 cm thick, that needs twelve breaths.', 'warmth R 4.2, weight 480 g', [
    ['PAD-REG', '118.00', 'width regular'],
    ['PAD-WIDE', '138.00', 'width wide'],
  ]),
  product('trailhead_pack', 'Trailhead Backpack', 'A walking backpack with a ventilated back, a rain cover in its own pocket and room for three litres of water.', 'material recycled nylon, cover included', [
    ['PACK28-INK', '129.00', 'volume 28 l, color ink'],
    ['PACK28-FERN', '129.00', 'volume 28 l, color fern'],
    ['PACK45-INK', '169.00', 'volume 45 l, color ink'],
  ]),
  product('squall_jacket', 'Squall Rain Jacket', 'A waterproof and breathable shell with taped seams, pit zips and a hood that turns with the head.', 'material three-layer, waterproof 20,000 mm', [
    ['SQUALL-S', '179.00', 'size S, color storm blue'],
    ['SQUALL-M', '179.00', 'size M, color storm blue'],
    ['SQUALL-L', '179.00', 'size L, color storm blue'],
    ['SQUALL-XL', '179.00', 'size XL, color storm blue', 'sold out'],
  ]),
  product('merino_base', 'Merino Base Layer', 'A long-sleeved wool shirt for cold mornings that can be worn for days.', 'material merino wool, wash 30 °C', [
    ['MERINO-S', '72.00', 'size S, color oat'],
    ['MERINO-M', '72.00', 'size M, color oat'],
    ['MERINO-L', '72.00', 'size L, color oat'],
  ]),
  product('larch_fleece', 'Larch Fleece', 'A midweight fleece with a full zip and deep pockets, made of recycled bottles.', 'material recycled polyester', [
    ['FLEECE-S', '89.00', 'size S, color charcoal'],
    ['FLEECE-M', '89.00', 'size M, color charcoal'],
    ['FLEECE-L', '89.00', 'size L, color charcoal'],
  ]),
  product('scree_boots', 'Scree Hiking Boots', 'Waterproof leather boots with a stiff sole for rocky paths; resoleable.', 'material leather, waterproof yes', [
    ['BOOT-39', '210.00', 'size EU 39'],
    ['BOOT-41', '210.00', 'size EU 41'],
    ['BOOT-43', '210.00', 'size EU 43'],
    ['BOOT-45', '210.00', 'size EU 45', 'sold out'],
  ]),
  product('wool_socks', 'Trail Wool Socks', 'Cushioned socks that dry overnight, three pairs.', 'material merino wool, pairs 3', [
    ['SOCK-M', '24.90', 'size M'],
    ['SOCK-L', '24.90', 'size L'],
  ]),
  product('sun_hat', 'Meadow Sun Hat', 'A wide brim, a chin cord, and it survives being sat on.', 'material cotton, protection UPF 50', [
    ['HAT-SAND', '34.00', 'color sand'],
    ['HAT-OLIVE', '34.00', 'color olive'],
  ]),
  product('ember_stove', 'Ember Gas Stove', 'A folding stove that boils half a litre in three minutes. Gas is sold separately.', 'fuel gas canister, weight 92 g', [
    ['STOVE-STD', '46.00', 'igniter manual'],
    ['STOVE-PIEZO', '58.00', 'igniter piezo'],
  ]),
  product('cook_set', 'Hearthside Cook Set', 'Two pots, a pan and a lid that is a strainer, nested in a mesh bag.', 'material hard-anodised aluminium', [
    ['COOK-2', '64.00', 'size 2 person'],
    ['COOK-4', '95.00', 'size 4 person'],
  ]),
  product('steel_bottle', 'Brook Steel Bottle', 'Keeps coffee hot for twelve hours and water cold for a day. Does not leak.', 'material stainless steel, dishwasher yes', [
    ['BOTTLE-500', '28.00', 'volume 500 ml, color birch'],
    ['BOTTLE-750', '32.00', 'volume 750 ml, color birch'],
    ['BOTTLE-750-NIGHT', '32.00', 'volume 750 ml, color night'],
  ]),
  product('water_filter', 'Spring Water Filter', 'A squeeze filter for streams and lakes, good for 1,000 litres.', 'pores 0.1 micron', [['FILTER-1', '45.00', 'capacity 1,000 l']]),
  product('headlamp', 'Nightjar Headlamp', 'A light rechargeable headlamp with a red mode and a lock against the backpack.', 'brightness 400 lumens, charging USB-C', [
    ['LAMP-GREY', '54.00', 'color grey'],
    ['LAMP-LIME', '54.00', 'color lime'],
  ]),
  product('lantern', 'Porchlight Lantern', 'A warm dimmable lantern for the table, thirty hours on one charge.', 'brightness 250 lumens, charging USB-C', [
    ['LANTERN-BRASS', '59.00', 'color brass'],
    ['LANTERN-BLACK', '59.00', 'color black'],
  ]),
  product('trekking_poles', 'Switchback Trekking Poles', 'A pair of folding carbon poles with cork grips.', 'material carbon, weight 390 g the pair', [
    ['POLE-110', '139.00', 'length 110 cm'],
    ['POLE-125', '139.00', 'length 125 cm'],
  ]),
  product('camp_chair', 'Clearing Camp Chair', 'A low folding chair that carries 140 kg and fits into a saddlebag.', 'weight 1.1 kg, load 140 kg', [
    ['CHAIR-OAT', '100.00', 'color oat'],
    ['CHAIR-RUST', '100.00', 'color rust'],
  ]),
  product('picnic_blanket', 'Orchard Picnic Blanket', 'Wool on top, waterproof below, with a leather strap.', 'size 150 x 180 cm, material wool', [
    ['BLANKET-CHECK', '80.00', 'pattern check'],
    ['BLANKET-PLAIN', '80.00', 'pattern plain'],
  ]),
  product('hammock', 'Twin Oaks Hammock', 'Cotton, for two, with tree straps that do not hurt the bark.', 'material cotton, load 200 kg', [
    ['HAMMOCK-STRIPE', '83.00', 'pattern stripe'],
    ['HAMMOCK-PLAIN', '83.00', 'pattern plain', 'sold out'],
  ]),
  product('enamel_mugs', 'Campfire Enamel Mugs', 'Four mugs that chip with dignity.', 'pieces 4, volume 350 ml', [
    ['MUG-WHITE', '36.00', 'color white'],
    ['MUG-BLUE', '36.00', 'color blue'],
    ['MUG-GREEN', '36.00', 'color green', 'sold out'],
  ]),
  product('linen_apron', 'Kitchen Garden Apron', 'Washed linen with crossed straps and a pocket for secateurs. Last season: final sale.', 'material linen', [
    ['APRON-SAGE', '39.00', 'color sage', 'final sale'],
    ['APRON-INDIGO', '39.00', 'color indigo', 'final sale'],
  ]),
  product('cast_iron_pan', 'Ironwood Skillet', 'Seasoned cast iron for hob, oven and embers.', 'material cast iron, care hand wash', [
    ['SKILLET-26', '49.00', 'diameter 26 cm'],
    ['SKILLET-30', '64.00', 'diameter 30 cm'],
  ]),
  product('fire_bowl', 'Ridge Fire Bowl', 'A corten steel bowl with a grill grate and a cover, for the garden.', 'material corten steel', [
    ['FIRE-60', '500.00', 'diameter 60 cm'],
    ['FIRE-80', '625.00', 'diameter 80 cm'],
  ]),
  product('garden_bench', 'Larkspur Garden Bench', 'Oiled acacia for three, delivered in two boxes.', 'material acacia, seats 3', [
    ['BENCH-OIL', '420.00', 'finish oiled'],
    ['BENCH-GREY', '440.00', 'finish weathered grey'],
  ]),
];
