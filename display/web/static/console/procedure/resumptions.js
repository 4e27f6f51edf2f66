/**
 * When a meeting that is suspended may go on: after a short or a longer break, this
 * afternoon, tomorrow morning; in the order in which these come.
 * @param {Date} now
 * @returns {Date[]}
 */
export function resumptions(now) {
  const at = (/** @type {number} */ hour, /** @type {number} */ days) => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    day.setHours(hour, 0, 0, 0);
    return day;
  };
  const soon = [10, 30].map((minutes) => new Date(now.getTime() + minutes * 60000));
  const usual = [at(15, 0), at(10, 1)].filter((day) => day > now);
  // Two that are read the same are one.
  const minute = (/** @type {Date} */ day) => Math.floor(day.getTime() / 60000);
  return [...usual, ...soon]
    .filter((day, i, all) => all.findIndex((other) => minute(other) === minute(day)) === i)
    .sort((a, b) => a.getTime() - b.getTime());
}
