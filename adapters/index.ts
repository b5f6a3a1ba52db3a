import type { AnyAdapter } from "../src/adapter.js";
import { bolagsverket } from "./bolagsverket/adapter.js";
import { creditsafe } from "./creditsafe/adapter.js";
import { ivoNews } from "./ivo-news/adapter.js";
import { ivoRegister } from "./ivo-register/adapter.js";
import { kronofogden } from "./kronofogden/adapter.js";
import { media } from "./media/adapter.js";
import { placeringsstod } from "./placeringsstod/adapter.js";
import { registerkontroll } from "./registerkontroll/adapter.js";
import { scb } from "./scb/adapter.js";
import { skatteverket } from "./skatteverket/adapter.js";
import { stoppAndra } from "./stopp-andra/adapter.js";

/** Every source, in the order its answers are judged: permits first, since a day's cap of stops goes to the gravest. */
export const adapters = [
  ivoRegister,
  placeringsstod,
  bolagsverket,
  scb,
  skatteverket,
  kronofogden,
  creditsafe,
  ivoNews,
  media,
  stoppAndra,
  registerkontroll,
] as unknown as readonly AnyAdapter[];
