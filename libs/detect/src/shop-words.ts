/** What shops sell and talk about: a run of capitals with one of these is a product or a heading ("Ember Stove", "Order Status"). */
export const shopWords = new Set(
  `tent tents stove lantern headlamp backpack bag bags bottle jacket jackets boots boot shoe shoes shirt shirts dress pants jeans hat cap coat gloves socks sweater hoodie watch ring necklace
bracelet phone tablet laptop charger cable headphones earbuds speaker keyboard mouse monitor camera lens tv chair table desk lamp sofa bed mattress pillow blanket towel mug cup plate pan pot
kettle knife blender mixer vacuum robot toaster fridge oven washer dryer fan heater filter cream serum shampoo soap lotion perfume lipstick protein powder vitamin vitamins supplement whey
bars bar capsules gummies oil tea coffee chocolate snack puzzle skateboard bike bicycle helmet ball racket mat dumbbell treadmill scooter toy toys game games console controller book books
card cards gift set kit pack bundle box case cover sleeve strap battery bulb pole pegs poles rope rope kit cookware bladder sleeping rain hiking steel picnic garden guide manual warranty
order orders refund refunds return returns exchange invoice receipt account password email address delivery shipping shipment tracking parcel package courier customer service support team
store shop website app site online prime pro plus max mini lite ultra air edition series model size color colour small medium large sale black friday cyber club member membership loyalty
points coupon voucher code promo discount payment credit debit paypal visa mastercard amex klarna sephora ikea apple google samsung amazon facebook instagram whatsapp twitter youtube netflix spotify
microsoft windows android iphone ipad galaxy pixel playstation xbox nintendo sony nike adidas puma fedex ups usps dhl dpd hermes royal mail express standard priority overnight status policy
terms privacy question number help urgent subject regards sincerely hi hello dear thank thanks good morning evening afternoon night day week month year bank street road avenue house office
university college school hospital hotel restaurant airport station church museum park bridge river lake mountain island city town county state country north south east west new old great
united national international act union treaty war times weekly news magazine film movie song album band orchestra president minister government police department ministry title article
website mobile fax desk zip date name phone personal info bot user agent human system admin assistant ticket case`.split(/\s+/),
);
