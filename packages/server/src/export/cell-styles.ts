/** Places in the list of cell styles that every workbook has. */
export const textStyle = 1;
export const headerStyle = 2;
export const dateStyle = 3;

const firstOffsetFormat = 165;

/** The styles of a workbook's cells. An instant is shown by the clock of a time zone, and its number format says how far that
 *  clock is from UTC, so that a reader, and a program, can tell the instant. */
export class CellStyles {
  readonly #offsets: string[] = [];

  /** @param offset from UTC, as "+01:00". */
  instant(offset: string): number {
    const known = this.#offsets.indexOf(offset);
    const index = known === -1 ? this.#offsets.push(offset) - 1 : known;
    return dateStyle + 1 + index;
  }

  toXml(): string {
    const formats = [
      `<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>`,
      ...this.#offsets.map(
        (offset, index) =>
          `<numFmt numFmtId="${firstOffsetFormat + index}" formatCode="yyyy\\-mm\\-dd\\ hh:mm\\ &quot;${offset}&quot;"/>`,
      ),
    ];
    const styles = [
      style(0),
      // 49 is the format of text: what is typed into such a cell stays text too.
      style(49),
      style(49, 1),
      // Numbers stand at the right by themselves, and their headers at the left.
      style(164, 0, "left"),
      ...this.#offsets.map((_, index) => style(firstOffsetFormat + index, 0, "left")),
    ];
    return [
      `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`,
      `<numFmts count="${formats.length}">${formats.join("")}</numFmts>`,
      `<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>`,
      `<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>`,
      `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>`,
      `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>`,
      `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`,
      `<cellXfs count="${styles.length}">${styles.join("")}</cellXfs>`,
      `<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>`,
      `</styleSheet>`,
    ].join("");
  }
}

function style(format: number, font: 0 | 1 = 0, alignment?: "left"): string {
  const attributes = `numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"`;
  return alignment === undefined
    ? `<xf ${attributes}/>`
    : `<xf ${attributes} applyAlignment="1"><alignment horizontal="${alignment}"/></xf>`;
}
