/** Takes note of a control in a row of a list, and returns what focuses it again after an update. Rows are reused by their
 *  position, so by then its element may be another row's: the focus goes to the same control of the same row, or, when the
 *  row has gone, of the one in its place. False: there is no row any more. Undefined: the control is in no row. */
export function holdRow(control: Element | null | undefined): ((options?: FocusOptions) => boolean) | undefined {
  const row = control?.closest<HTMLTableRowElement>("tr[data-id]");
  const body = row?.closest("tbody");
  if (!control || !row || !body) return undefined;
  const index = row.sectionRowIndex;
  const { id } = row.dataset;
  const { textContent } = control;
  return (options) => {
    const rows = [...body.rows];
    const now = rows.find(({ dataset }) => dataset["id"] === id) ?? rows[index] ?? rows.at(-1);
    const controls = [...(now?.querySelectorAll<HTMLElement>("button, input") ?? [])];
    const target = controls.find((each) => each.textContent === textContent) ?? controls.at(-1);
    target?.focus(options);
    return target?.isConnected === true;
  };
}
