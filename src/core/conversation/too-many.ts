/** So many mails of one conversation are told of within a day; the agent knows by then, and `show` lists them all. */
const mostTold = 5;
const dayMs = 24 * 3600 * 1000;

/**
 * Asked for each mail that might be told of, with its moment (ms UTC): whether too many were within the day before it,
 * told or not. It follows from the mails alone, so what was not told of once stays so.
 */
export function tooMany(most = mostTold): (at: number) => boolean {
  const moments: number[] = [];
  return (at) => {
    let before = 0;
    // From the latest on: in a flood of thousands five are found at once.
    for (let i = moments.length - 1; i >= 0 && before < most; i--)
      if (moments[i]! <= at && moments[i]! > at - dayMs) before++;
    moments.push(at);
    return before >= most;
  };
}
