export interface SeedCustomer {
  id: string;
  name: string;
  email: string;
  phone: string;
  address: string;
  /** `visa 4242`, `mastercard 5100`, `paypal`, `gift`. */
  pays: string[];
  suspended?: true;
}

function customer(number: number, name: string, street: string, town: string, pays: string, suspended?: true): SeedCustomer {
  const [first = '', last = ''] = name.toLowerCase().split(' ');
  const short = number <= 2;
  return {
    id: `cus_${number}`,
    name,
    email: `${short ? first : `${first}.${last}`}@example.com`,
    phone: `+1 555 010 ${String(number).padStart(4, '0')}`,
    address: `${street}, ${town}`,
    pays: pays.split(', '),
    ...(suspended ? { suspended } : {}),
  };
}

/** All invented. */
export const seedCustomers: readonly SeedCustomer[] = [
  customer(1, 'Ada Moreno', '12 Alder Street', 'Portland, OR 97205', 'visa 4242, paypal, gift'),
  customer(2, 'Ben Okafor', '480 Juniper Avenue', 'Boulder, CO 80302', 'mastercard 5100, gift'),
  customer(3, 'Clara Whitfield', '7 Quarry Lane', 'Burlington, VT 05401', 'visa 1881'),
  customer(4, 'Dmitri Halvorsen', '2310 Lakeshore Drive', 'Duluth, MN 55804', 'mastercard 2223, paypal'),
  customer(5, 'Esther Nakamura', '61 Fern Hollow Road', 'Asheville, NC 28801', 'visa 0341', true),
  customer(6, 'Felix Brandt', '905 Cedar Court', 'Bend, OR 97701', 'paypal'),
  customer(7, 'Grace Adeyemi', '33 Mill Pond Way', 'Ithaca, NY 14850', 'visa 7711, gift'),
  customer(8, 'Hugo Lindqvist', '148 Summit Street', 'Bozeman, MT 59715', 'mastercard 9012'),
  customer(9, 'Ines Carvalho', '52 Harbor View', 'Gloucester, MA 01930', 'visa 3066, paypal'),
  customer(10, 'Jonah Petrov', '1700 Prairie Road', 'Lawrence, KS 66044', 'gift'),
  customer(11, 'Keiko Tanaka', '8 Maple Terrace', 'Eugene, OR 97401', 'visa 5556'),
  customer(12, 'Liam Fitzgerald', '220 Canal Street', 'Syracuse, NY 13202', 'paypal, gift'),
  customer(13, 'Maya Krishnan', '415 Orchard Hill', 'Ann Arbor, MI 48103', 'mastercard 4444'),
  customer(14, 'Noah Castellano', '96 Desert Willow Drive', 'Tucson, AZ 85705', 'visa 1117, paypal'),
  customer(15, 'Olga Vinter', '3 Lighthouse Road', 'Rockland, ME 04841', 'visa 8210'),
  customer(16, 'Paul Mensah', '77 Riverside Walk', 'Richmond, VA 23220', 'mastercard 6001, gift'),
  customer(17, 'Quinn Delacroix', '1204 Bayou Street', 'Lafayette, LA 70501', 'paypal'),
  customer(18, 'Rosa Jimenez', '59 Mesa Verde Lane', 'Santa Fe, NM 87501', 'visa 2929'),
  customer(19, 'Samuel Oduya', '640 Oak Ridge', 'Chattanooga, TN 37402', 'visa 4000, gift'),
  customer(20, 'Tessa Van Dijk', '18 Windmill Road', 'Holland, MI 49423', 'mastercard 7373, paypal'),
  customer(21, 'Umar Farouk', '301 Foundry Street', 'Pittsburgh, PA 15203', 'visa 6464'),
  customer(22, 'Vera Kowalska', '24 Birch Loop', 'Madison, WI 53703', 'gift, paypal'),
  customer(23, 'Walter Nyman', '1120 Glacier Avenue', 'Juneau, AK 99801', 'mastercard 8585'),
  customer(24, 'Xenia Laurent', '66 Vineyard Row', 'Walla Walla, WA 99362', 'visa 1212'),
  customer(25, 'Yusuf Demir', '9 Copper Street', 'Salt Lake City, UT 84101', 'paypal', true),
  customer(26, 'Zoe Hammond', '530 Magnolia Avenue', 'Savannah, GA 31401', 'visa 9898, gift'),
  customer(27, 'Aaron Feld', '14 Tidewater Lane', 'Annapolis, MD 21401', 'mastercard 3131'),
  customer(28, 'Bianca Rossi', '802 Sunset Ridge', 'San Luis Obispo, CA 93401', 'visa 7070, paypal'),
  customer(29, 'Caleb Ndlovu', '45 Stonebridge', 'Lancaster, PA 17602', 'visa 5252'),
  customer(30, 'Daphne Stavros', '270 Olive Street', 'Tarpon Springs, FL 34689', 'paypal, gift'),
  customer(31, 'Elliot Graham', '1 Boathouse Lane', 'Lake Placid, NY 12946', 'mastercard 1919'),
  customer(32, 'Fatima Zahra', '388 Linden Street', 'Dearborn, MI 48124', 'visa 3434'),
  customer(33, 'Gideon Marsh', '73 Heron Point', 'Beaufort, SC 29902', 'visa 6767, gift'),
  customer(34, 'Helena Sorensen', '116 Fjord Street', 'Poulsbo, WA 98370', 'paypal'),
  customer(35, 'Ivan Markovic', '2045 Steel Avenue', 'Gary, IN 46402', 'mastercard 5959, paypal'),
  customer(36, 'Jasmine Lowe', '19 Peach Tree Lane', 'Macon, GA 31201', 'visa 8118'),
  customer(37, 'Kofi Boateng', '550 College Street', 'Durham, NC 27701', 'visa 2020, gift'),
  customer(38, 'Leila Haddad', '31 Garden Square', 'Providence, RI 02903', 'mastercard 4747'),
  customer(39, 'Marcus Thorne', '907 Ranch Road', 'Fredericksburg, TX 78624', 'visa 1616, paypal'),
  customer(40, 'Nina Aalto', '5 Spruce Street', 'Marquette, MI 49855', 'gift'),
  customer(41, 'Oscar Benitez', '682 Palm Court', 'Coral Gables, FL 33134', 'visa 9393'),
  customer(42, 'Priya Raman', '140 Hillcrest', 'Austin, TX 78704', 'mastercard 2828, gift'),
  customer(43, 'Ruth Abernathy', '27 Chapel Lane', 'Lexington, KY 40507', 'paypal'),
  customer(44, 'Stefan Novak', '411 Brewery Street', 'Milwaukee, WI 53202', 'visa 5858, paypal'),
];
