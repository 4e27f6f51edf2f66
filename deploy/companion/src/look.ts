/** The console's palette. Red belongs to the collar light alone; each state has its word too. */
export const COLOURS = {
  night: 0x0c141c,
  raised: 0x203142,
  slate: 0x2b455d,
  ink: 0xf5f1e8,
  quiet: 0x93a4b3,
  dark: 0x21180a,
  sand: 0xdcbd89,
  sky: 0x8fc1e6,
  well: 0x79cf9f,
  amber: 0xf6ce48,
  ember: 0xff8f70,
  red: 0xff4b3a,
} as const;
