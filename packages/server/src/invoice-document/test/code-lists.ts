function codes(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

/** ISO 3166-1 alpha-2, with the two that EN 16931 adds, 1A (Kosovo) and XI (Northern Ireland), and without SS (South Sudan),
 *  which its official rules (1.3.16) do not know. */
export const countries = codes(`
  1A AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
  CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG
  GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR
  KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF
  NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM
  SN SO SR ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XI
  YE YT ZA ZM ZW`);

/** The countries that a VAT id may begin with: Greece writes EL. */
export const vatPrefixes: ReadonlySet<string> = new Set([...countries, "EL"]);

/** ISO 4217, what can be paid in. */
export const currencies = codes(`
  AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP
  CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD
  JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN
  NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP SVC
  SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG`);

// Of the lists below, only what Seatbook has a use for: another code would need rules of its own.

/** UNTDID 1001: invoice, credit note. */
export const documentTypes = codes("380 381");

/** UNTDID 5305: see `TaxCategory`. */
export const vatCategories = codes("S Z E AE K G O");

/** VATEX: why no tax is charged. */
export const exemptionReasons = codes("VATEX-EU-AE VATEX-EU-IC VATEX-EU-G VATEX-EU-O VATEX-FR-FRANCHISE");

/** UNTDID 4461: not defined, credit transfer, SEPA credit transfer. */
export const paymentMeans = codes("1 30 58");

/** UNTDID 4451: reason, payment terms, indemnity, late penalties, discount, regulatory and general information. */
export const noteSubjects = codes("AAI AAB ACD PMT PMD REG SUR TXD");

/** UN/ECE recommendation 20: one, piece, each, month; and 21: unit of its own. */
export const units = codes("C62 H87 EA MON LS");

/** ISO/IEC 6523, of parties: SIREN, SIRET, DUNS, GLN, French electronic addresses and routing codes. */
export const identifierSchemes = codes("0002 0009 0060 0088 0224 0225");

/** EAS, of electronic addresses. */
export const addressSchemes = codes(`
  0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 0177 0183 0184 0188 0190 0191 0192 0193
  0194 0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209 0210 0211 0212 0213 0215 0216 0217 0218 0219 0220 0221 0225
  0230 0235 0240 0242 0244 0245 0246 0248 9910 9913 9914 9915 9918 9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931
  9932 9933 9934 9935 9936 9937 9938 9939 9940 9941 9942 9943 9944 9945 9946 9947 9948 9949 9950 9951 9952 9953 9957 9959 AN AQ
  AS AU EM`);
