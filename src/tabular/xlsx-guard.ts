/** What of a form's first sheet may be written in, and which words. */
export interface Guard {
  readonly rows: number;
  readonly columns: number;
  readonly inputs: readonly {
    readonly column: number;
    /** Where its list of words stands; null: whatever text. */
    readonly from: { readonly sheet: string; readonly column: number; readonly length: number } | null;
    readonly hint: string | null;
  }[];
  /** A sheet that nobody need see. */
  readonly hidden: string | null;
}

interface SheetInfo {
  readonly sheetIndex: number;
}

/** What the writer lacks: protection, cells that it does not hold for, choices from lists, a filter, a hidden sheet. */
export function guarding(guard: Guard) {
  return {
    files: {
      transform: {
        "xl/worksheets/sheet{id}.xml": {
          transform: (xml: string, _: unknown, { sheetIndex }: SheetInfo) => {
            if (sheetIndex > 0) return xml.replace("</sheetData>", `</sheetData>${PROTECTED}`);
            return withChoices(xml, guard).replace("</sheetData>", `</sheetData>${PROTECTED}${filterOver(guard)}`);
          },
        },
        "xl/styles.xml": { transform: unlocked },
        "xl/workbook.xml": {
          transform: (xml: string) =>
            guard.hidden === null
              ? xml
              : xml.replace(`name="${guard.hidden}"`, `name="${guard.hidden}" state="hidden"`),
        },
      },
    },
  };
}

/** Nobody is kept out by it: it keeps hands from slipping. Columns may be made wider, rows filtered. */
const PROTECTED =
  '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" autoFilter="0" selectLockedCells="0"/>';

function filterOver({ rows, columns }: Guard): string {
  return `<autoFilter ref="A1:${letters(columns - 1)}${rows + 1}"/>`;
}

/** Cells that are text whatever is typed are those to fill in. */
function unlocked(xml: string): string {
  const format = /<numFmt numFmtId="(\d+)" formatCode="@"\/>/.exec(xml)?.[1];
  if (format === undefined) return xml;
  const filledIn = new RegExp(`<xf numFmtId="${format}"([^>]*)>(.*?)</xf>`, "g");
  return xml.replace(filledIn, `<xf numFmtId="${format}"$1 applyProtection="1">$2<protection locked="0"/></xf>`);
}

function withChoices(xml: string, { rows, inputs }: Guard): string {
  const rules = inputs
    .filter(({ from, hint }) => from !== null || hint !== null)
    .map(({ column, from, hint }) => {
      const range = `${letters(column)}2:${letters(column)}${rows + 1}`;
      const prompt = hint === null ? "" : ` showInputMessage="1" prompt="${escaped(hint)}"`;
      if (from === null) return `<dataValidation allowBlank="1" sqref="${range}"${prompt}/>`;
      const list = `${from.sheet}!$${letters(from.column)}$1:$${letters(from.column)}$${from.length}`;
      const stop = ' showErrorMessage="1" errorTitle="Välj i listan" error="Här får bara orden i listan stå."';
      return `<dataValidation type="list" allowBlank="1"${stop} sqref="${range}"${prompt}><formula1>${list}</formula1></dataValidation>`;
    });
  const all = `<dataValidations count="${rules.length}">${rules.join("")}</dataValidations>`;
  // They come after the colours, where there are any.
  const after = xml.includes("</conditionalFormatting>") ? "</conditionalFormatting>" : "</sheetData>";
  const at = xml.lastIndexOf(after) + after.length;
  return `${xml.slice(0, at)}${all}${xml.slice(at)}`;
}

/** A, B, … Z, AA: the column's name, from 0. */
export function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
