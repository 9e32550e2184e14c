// stilla:semver: versions and ranges as npm has them.
(native) => {
  "use strict";
  const LONGEST = 256;
  const PATTERN = /^[v=\s]*(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/;
  const IDENTIFIERS = /^(?:(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.|$))+$/;

  const compareIdentifiers = (a, b) => {
    const [isNumberA, isNumberB] = [typeof a === "number", typeof b === "number"];
    if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
    return a < b ? -1 : a > b ? 1 : 0;
  };

  class SemVer {
    constructor(text) {
      native.expects("SemVer", 1, arguments.length);
      const match = typeof text === "string" && text.length <= LONGEST ? PATTERN.exec(text.trim()) : null;
      const numbers = match?.slice(1, 4).map(Number);
      const isFine = numbers?.every((number, at) => Number.isSafeInteger(number) && String(number) === match[at + 1])
        && (match[4] === undefined || (IDENTIFIERS.test(match[4]) && !match[4].endsWith(".")));
      if (!isFine) throw new TypeError(`Invalid Version: ${text}`);
      [this.major, this.minor, this.patch] = numbers;
      this.prerelease = (match[4]?.split(".") ?? []).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
      this.build = match[5]?.split(".") ?? [];
      this.raw = text;
    }
    get version() {
      const core = `${this.major}.${this.minor}.${this.patch}`;
      return this.prerelease.length > 0 ? `${core}-${this.prerelease.join(".")}` : core;
    }
    compareMain(other) {
      return Math.sign(this.major - other.major || this.minor - other.minor || this.patch - other.patch);
    }
    compare(other) {
      const main = this.compareMain(other);
      if (main !== 0) return main;
      const [a, b] = [this.prerelease, other.prerelease];
      if (a.length === 0 || b.length === 0) return Math.sign(b.length - a.length);
      for (let at = 0; at < Math.max(a.length, b.length); at++) {
        if (a[at] === undefined || b[at] === undefined) return a[at] === undefined ? -1 : 1;
        const order = compareIdentifiers(a[at], b[at]);
        if (order !== 0) return order;
      }
      return 0;
    }
    toString() { return this.version; }
  }

  const made = (version) => (version instanceof SemVer ? version : new SemVer(version));
  const parse = (version) => {
    try {
      return made(version);
    } catch {
      return null;
    }
  };
  const compare = (a, b) => made(a).compare(made(b));

  // A part of a range: the numbers that are given, and what follows them.
  const partial = (text) => {
    const match = /^[v=\s]*(\d+|[xX*])?(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(text);
    if (match === null) throw new TypeError(`Invalid comparator: ${text}`);
    const numbers = [];
    for (const part of match.slice(1, 4)) {
      if (part === undefined || /[xX*]/.test(part)) break;
      numbers.push(Number(part));
    }
    return { numbers, prerelease: numbers.length === 3 ? match[4] : undefined };
  };
  const versionOf = (numbers, prerelease) => {
    const [major, minor, patch] = [...numbers, 0, 0, 0];
    return new SemVer(`${major}.${minor}.${patch}${prerelease === undefined ? "" : `-${prerelease}`}`);
  };
  const above = (numbers, at) => versionOf([...numbers.slice(0, at), numbers[at] + 1], "0");
  const ANY = [{ operator: ">=", version: new SemVer("0.0.0") }];
  const NONE = [{ operator: "<", version: new SemVer("0.0.0-0") }];

  const comparators = (text) => {
    const [, operator, rest] = /^(\^|~>?|[<>]=?|=)?\s*(.*)$/.exec(text);
    const { numbers, prerelease } = partial(rest);
    const low = versionOf(numbers, prerelease);
    const from = { operator: ">=", version: low };
    const full = numbers.length === 3;
    switch (operator) {
      case "^": {
        if (numbers.length === 0) return ANY;
        const first = numbers.findIndex((number) => number > 0);
        const at = first < 0 ? numbers.length - 1 : first;
        return [from, { operator: "<", version: above(numbers, at) }];
      }
      case "~":
      case "~>":
        return numbers.length === 0 ? ANY : [from, { operator: "<", version: above(numbers, Math.min(1, numbers.length - 1)) }];
      case ">":
        if (full) return [{ operator: ">", version: low }];
        return numbers.length === 0 ? NONE : [{ operator: ">=", version: versionOf([...numbers.slice(0, -1), numbers.at(-1) + 1]) }];
      case "<":
        if (numbers.length === 0) return NONE;
        return [{ operator: "<", version: full ? low : versionOf(numbers, "0") }];
      case ">=":
        return numbers.length === 0 ? ANY : [from];
      case "<=":
        if (full) return [{ operator: "<=", version: low }];
        return numbers.length === 0 ? ANY : [{ operator: "<", version: above(numbers, numbers.length - 1) }];
      default:
        if (full) return [{ operator: "=", version: low }];
        return numbers.length === 0 ? ANY : [from, { operator: "<", version: above(numbers, numbers.length - 1) }];
    }
  };

  const hyphen = (low, high) => {
    const { numbers, prerelease } = partial(high);
    const from = comparators(`>=${low}`);
    if (numbers.length === 0) return from;
    const to = numbers.length === 3
      ? { operator: "<=", version: versionOf(numbers, prerelease) }
      : { operator: "<", version: above(numbers, numbers.length - 1) };
    return [...from, to];
  };

  class Range {
    constructor(range, options = {}) {
      native.expects("Range", 1, arguments.length);
      if (range instanceof Range) range = range.raw;
      if (typeof range !== "string" || range.length > LONGEST) throw new TypeError(`Invalid SemVer Range: ${range}`);
      this.raw = range;
      this.includePrerelease = Boolean(options?.includePrerelease);
      try {
        this.set = range.split("||").map((part) => {
          const between = /^\s*(\S+)\s+-\s+(\S+)\s*$/.exec(part);
          if (between !== null) return hyphen(between[1], between[2]);
          const words = part.trim().replace(/(\^|~>?|[<>]=?|=)\s+/g, "$1").split(/\s+/);
          return words.flatMap((word) => comparators(word));
        });
      } catch {
        throw new TypeError(`Invalid SemVer Range: ${range}`);
      }
    }
    test(version) {
      const parsed = parse(version);
      return parsed !== null && this.set.some((set) => this.#fits(set, parsed));
    }
    #fits(set, version) {
      const holds = set.every((one) => {
        const order = version.compare(one.version);
        switch (one.operator) {
          case ">": return order > 0;
          case ">=": return order >= 0;
          case "<": return order < 0;
          case "<=": return order <= 0;
          default: return order === 0;
        }
      });
      if (!holds || version.prerelease.length === 0 || this.includePrerelease) return holds;
      // A version before a release fits only if the range names one of the same release.
      return set.some((one) => one.version.prerelease.length > 0 && one.version.compareMain(version) === 0);
    }
    toString() {
      return this.set
        .map((set) => set.map((one) => `${one.operator === "=" ? "" : one.operator}${one.version}`).join(" "))
        .join("||");
    }
  }

  const inc = (version, release, identifier = undefined) => {
    const parsed = parse(version);
    if (parsed === null) return null;
    let { major, minor, patch } = parsed;
    const pre = parsed.prerelease;
    const next = (base) => {
      const begin = identifier === undefined ? [0] : [identifier, 0];
      const isSame = identifier === undefined || base[0] === identifier;
      if (base.length === 0 || !isSame) return begin;
      const at = base.findLastIndex((part) => typeof part === "number");
      return at < 0 ? [...base, 0] : base.map((part, index) => (index === at ? part + 1 : part));
    };
    let after = [];
    switch (release) {
      case "major": [major, minor, patch] = minor || patch || pre.length === 0 ? [major + 1, 0, 0] : [major, 0, 0]; break;
      case "minor": [minor, patch] = patch || pre.length === 0 ? [minor + 1, 0] : [minor, 0]; break;
      case "patch": if (pre.length === 0) patch++; break;
      case "premajor": [major, minor, patch, after] = [major + 1, 0, 0, next([])]; break;
      case "preminor": [minor, patch, after] = [minor + 1, 0, next([])]; break;
      case "prepatch": [patch, after] = [patch + 1, next([])]; break;
      case "prerelease":
        if (pre.length === 0) patch++;
        after = next(pre);
        break;
      default: return null;
    }
    const core = `${major}.${minor}.${patch}`;
    return after.length > 0 ? `${core}-${after.join(".")}` : core;
  };

  const best = (versions, range, order) => {
    const wanted = new Range(range);
    const fitting = versions.filter((version) => wanted.test(version)).sort(compare);
    return (order > 0 ? fitting.at(-1) : fitting[0]) ?? null;
  };

  const semver = {
    SemVer,
    Range,
    parse,
    valid: (version) => parse(version)?.version ?? null,
    clean: (version) => parse(`${version}`.trim().replace(/^[=v]+/, ""))?.version ?? null,
    coerce: (text) => {
      const match = /(?:^|\D)(\d{1,16})(?:\.(\d{1,16}))?(?:\.(\d{1,16}))?(?:$|\D)/.exec(`${text}`);
      return match === null ? null : parse(`${Number(match[1])}.${Number(match[2] ?? 0)}.${Number(match[3] ?? 0)}`);
    },
    validRange: (range) => {
      try {
        return new Range(range).toString() || "*";
      } catch {
        return null;
      }
    },
    satisfies: (version, range, options = undefined) => {
      try {
        return new Range(range, options).test(version);
      } catch {
        return false;
      }
    },
    compare,
    rcompare: (a, b) => compare(b, a),
    eq: (a, b) => compare(a, b) === 0,
    neq: (a, b) => compare(a, b) !== 0,
    gt: (a, b) => compare(a, b) > 0,
    gte: (a, b) => compare(a, b) >= 0,
    lt: (a, b) => compare(a, b) < 0,
    lte: (a, b) => compare(a, b) <= 0,
    major: (version) => made(version).major,
    minor: (version) => made(version).minor,
    patch: (version) => made(version).patch,
    prerelease: (version) => {
      const parts = parse(version)?.prerelease ?? [];
      return parts.length > 0 ? parts : null;
    },
    diff: (a, b) => {
      [a, b] = [made(a), made(b)];
      if (a.compare(b) === 0) return null;
      const prefix = a.prerelease.length > 0 || b.prerelease.length > 0 ? "pre" : "";
      const key = ["major", "minor", "patch"].find((name) => a[name] !== b[name]);
      return key === undefined ? "prerelease" : prefix + key;
    },
    inc,
    sort: (versions) => versions.sort(compare),
    rsort: (versions) => versions.sort((a, b) => compare(b, a)),
    maxSatisfying: (versions, range) => best(versions, range, 1),
    minSatisfying: (versions, range) => best(versions, range, -1),
  };
  native.counted(semver);
  return { ...semver, default: semver };
}
