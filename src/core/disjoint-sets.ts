/** Which of some things, named by their index, belong together. */
export interface DisjointSets {
  readonly find: (i: number) => number;
  readonly join: (a: number, b: number) => void;
}

/** Union-find; the smallest index leads a set, so the outcome does not depend on the order of joins. */
export function disjointSets(size: number): DisjointSets {
  const parent = Array.from({ length: size }, (_, i) => i);
  const find = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[i] !== root) [parent[i], i] = [root, parent[i]!];
    return root;
  };
  const join = (a: number, b: number): void => {
    const [x, y] = [find(a), find(b)];
    if (x < y) parent[y] = x;
    else parent[x] = y;
  };
  return { find, join };
}
