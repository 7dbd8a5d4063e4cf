/** Color profile of the screen that the documents' colors are meant for (sRGB, IEC 61966-2-1), as an ICC profile of version
 *  2.1: a header and nine tags. PDF/A asks for one. It is made here, so that no one's profile has to be shipped. */
export function makeSrgbProfile(): Uint8Array {
  const curve = toneCurve();
  const tags: [signature: string, data: Uint8Array][] = [
    ["desc", description("sRGB")],
    ["cprt", text("No copyright, use freely")],
    ["wtpt", xyz(0.9505, 1, 1.0891)],
    // The primaries, adapted to the D50 white of the profile connection space.
    ["rXYZ", xyz(0.43607, 0.22249, 0.01392)],
    ["gXYZ", xyz(0.38515, 0.71687, 0.09708)],
    ["bXYZ", xyz(0.14307, 0.06061, 0.7141)],
    ["rTRC", curve],
    ["gTRC", curve],
    ["bTRC", curve],
  ];
  const table = 128 + 4 + 12 * tags.length;
  const offsets = new Map<Uint8Array, number>();
  let size = table;
  for (const [, data] of tags) {
    // The three curves are one.
    if (offsets.has(data)) continue;
    offsets.set(data, size);
    size += Math.ceil(data.length / 4) * 4;
  }
  const profile = new Uint8Array(size);
  const view = new DataView(profile.buffer);
  view.setUint32(0, size);
  view.setUint32(8, 0x02100000);
  writeAscii(profile, 12, "mntrRGB XYZ ");
  // The day on which it was written down; it must be some day.
  [2026, 11, 1].forEach((part, index) => view.setUint16(24 + 2 * index, part));
  writeAscii(profile, 36, "acsp");
  profile.set(fixed(0.9642, 1, 0.8249), 68);
  view.setUint32(128, tags.length);
  for (const [index, [signature, data]] of tags.entries()) {
    const entry = 132 + 12 * index;
    const offset = offsets.get(data) ?? 0;
    writeAscii(profile, entry, signature);
    view.setUint32(entry + 4, offset);
    view.setUint32(entry + 8, data.length);
    profile.set(data, offset);
  }
  return profile;
}

const curvePoints = 1024;

function toneCurve(): Uint8Array {
  const data = new Uint8Array(12 + 2 * curvePoints);
  const view = new DataView(data.buffer);
  writeAscii(data, 0, "curv");
  view.setUint32(8, curvePoints);
  for (let point = 0; point < curvePoints; point++) {
    const value = point / (curvePoints - 1);
    const linear = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    view.setUint16(12 + 2 * point, Math.round(linear * 0xffff));
  }
  return data;
}

function description(name: string): Uint8Array {
  // Its ASCII form, and two further ones that are empty.
  const data = new Uint8Array(12 + name.length + 1 + 78);
  writeAscii(data, 0, "desc");
  new DataView(data.buffer).setUint32(8, name.length + 1);
  writeAscii(data, 12, name);
  return data;
}

function text(words: string): Uint8Array {
  const data = new Uint8Array(8 + words.length + 1);
  writeAscii(data, 0, "text");
  writeAscii(data, 8, words);
  return data;
}

function xyz(...values: [number, number, number]): Uint8Array {
  const data = new Uint8Array(20);
  writeAscii(data, 0, "XYZ ");
  data.set(fixed(...values), 8);
  return data;
}

/** Numbers of 16 bits before and 16 behind the point. */
function fixed(...values: number[]): Uint8Array {
  const data = new Uint8Array(4 * values.length);
  const view = new DataView(data.buffer);
  for (const [index, value] of values.entries()) view.setInt32(4 * index, Math.round(value * 0x1_0000));
  return data;
}

function writeAscii(target: Uint8Array, offset: number, ascii: string): void {
  for (let index = 0; index < ascii.length; index++) target[offset + index] = ascii.charCodeAt(index);
}
