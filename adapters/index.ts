import type { AnyAdapter } from "../src/adapter.js";
import { bolagsverket } from "./bolagsverket/adapter.js";
import { creditsafe } from "./creditsafe/adapter.js";
import { ivoNews } from "./ivo-news/adapter.js";
import { ivoRegister } from "./ivo-register/adapter.js";
import { media } from "./media/adapter.js";
import { placeringsstod } from "./placeringsstod/adapter.js";
import { scb } from "./scb/adapter.js";

/** Every source, in the order its answers are judged: permits first, since a day's cap of stops goes to the gravest. */
export const adapters = [
  ivoRegister,
  placeringsstod,
  bolagsverket,
  scb,
  creditsafe,
  ivoNews,
  media,
] as unknown as readonly AnyAdapter[];
