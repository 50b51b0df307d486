/** The CPU time of this process so far, in ms: bounds on it hold on a busy machine too. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
