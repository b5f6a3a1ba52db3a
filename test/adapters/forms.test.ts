import { kronofogden } from "../../adapters/kronofogden/adapter.js";
import { placeringsstod } from "../../adapters/placeringsstod/adapter.js";
import { registerkontroll } from "../../adapters/registerkontroll/adapter.js";
import { skatteverket } from "../../adapters/skatteverket/adapter.js";
import { stoppAndra } from "../../adapters/stopp-andra/adapter.js";
import type { AnyAdapter } from "../../src/adapter.js";
import { formContract, PERSON } from "./form-contract.js";

const now = new Date("2026-11-20T08:00:00Z");
const field = { okänd: "1" };

formContract({
  adapter: placeringsstod as AnyAdapter,
  now,
  about: { unit: { name: "Solbo", ivoId: "V-1" } },
  good: { status: "Aktiv", tillstandstyp: "HVB", malgrupp: "barn och unga", antal_platser: "8" },
  bent: {
    field,
    word: { status: "Vilse" },
    ahead: {
      senaste_beslut_kod: "FORELAGGANDE_VITE",
      senaste_beslut_dnr: "8.5-1/2026-2",
      senaste_beslut_datum: "2026-11-21",
    },
    shape: { antal_platser: "många" },
    about: { unit: null },
    person: { malgrupp: `barn och unga ${PERSON}` },
  },
});

formContract({
  adapter: registerkontroll as AnyAdapter,
  now,
  about: { representative: { key: "12", role: "VD" } },
  good: { metod: "manuell upplysning", begard: "2026-09-01", inkommen: "2026-09-20", utfall: "utan anmärkning" },
  // There is no field to write a number in; as a word it is refused and not repeated.
  bent: {
    field,
    word: { utfall: `dömd ${PERSON}` },
    ahead: { inkommen: "2026-11-21" },
    shape: { begard: "i höstas" },
    about: {},
    person: null,
  },
});

// The answers of authorities are about the supplier itself, which the command has found in the register.
formContract({
  adapter: skatteverket as unknown as AnyAdapter,
  now,
  about: {},
  good: { svarsdatum: "2026-11-18", arbetsgivare: "ja", fskatt: "ja", moms: "nej" },
  bent: {
    field,
    word: { arbetsgivare: "kanske" },
    ahead: { svarsdatum: "2026-11-21" },
    shape: { manad_1: "2026-10", avgift_1: "mycket" },
    about: null,
    person: null,
  },
});

formContract({
  adapter: kronofogden as unknown as AnyAdapter,
  now,
  about: {},
  good: { svarsdatum: "2026-11-18", allmanna_mal_belopp: "0", enskilda_mal_belopp: "0" },
  bent: {
    field,
    word: { allmanna_mal_belopp: "inga" },
    ahead: { svarsdatum: "2026-11-21" },
    shape: { allmanna_mal_antal: "två" },
    about: null,
    person: null,
  },
});

formContract({
  adapter: stoppAndra as unknown as AnyAdapter,
  now,
  about: {},
  good: { svarsdatum: "2026-11-18", av: "Adda", lage: "stoppad", sedan: "2026-11-10", skal: "inväntar handlingar" },
  bent: {
    field,
    word: { lage: "pausad" },
    ahead: { svarsdatum: "2026-11-21" },
    shape: { sedan: "i våras" },
    about: null,
    person: { skal: `om ${PERSON}` },
  },
});
